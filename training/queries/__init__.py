"""What is read of the training. A module a subject."""

from training.queries.catalogue import choices, courses_used, visible_courses
from training.queries.facts import RosterFacts, headcount_facts, roster_facts
from training.queries.imports import full_imports, imports, memory
from training.queries.officers import (
    OfficerFilter,
    OfficerRow,
    all_officers,
    cit_covers,
    get_officer,
    officer_page,
    officer_standing,
    officers,
    officers_by_ref,
    records_of,
    refs_holding,
)
from training.queries.records import (
    RecordFilter,
    filtered_records,
    head_counts,
    history_of,
    record_page,
    records,
)

__all__ = [
    "OfficerFilter",
    "OfficerRow",
    "RecordFilter",
    "RosterFacts",
    "all_officers",
    "choices",
    "cit_covers",
    "courses_used",
    "filtered_records",
    "full_imports",
    "get_officer",
    "head_counts",
    "headcount_facts",
    "history_of",
    "imports",
    "memory",
    "officer_page",
    "officer_standing",
    "officers",
    "officers_by_ref",
    "record_page",
    "records",
    "records_of",
    "refs_holding",
    "roster_facts",
    "visible_courses",
]
