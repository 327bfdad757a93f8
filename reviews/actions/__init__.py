"""What reviewers do. Each function is one verb: atomic, locked, checked, on the trail."""

from reviews.actions.batches import change_batch, gather, open_batch
from reviews.actions.completions import approve, assign, claim, note, release, send_back
from reviews.actions.due import release_due
from reviews.actions.preparing import draw_prepared, drop, prepare
from reviews.actions.releasing import Recalled, recall_batch, release_batch

__all__ = [
    "Recalled",
    "approve",
    "assign",
    "change_batch",
    "claim",
    "draw_prepared",
    "drop",
    "gather",
    "note",
    "open_batch",
    "prepare",
    "recall_batch",
    "release",
    "release_batch",
    "release_due",
    "send_back",
]
