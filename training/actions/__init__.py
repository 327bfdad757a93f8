"""What changes the training. A module a subject."""

from training.actions.evidence import lock, unlock
from training.actions.headcounts import add_head_count
from training.actions.imports import bring_in
from training.actions.records import add_record, change_record, delete_record
from training.actions.roster import add_officer, change_officer, delete_officer, exclude_officer

__all__ = [
    "add_head_count",
    "add_officer",
    "add_record",
    "bring_in",
    "change_officer",
    "change_record",
    "delete_officer",
    "delete_record",
    "exclude_officer",
    "lock",
    "unlock",
]
