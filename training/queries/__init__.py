"""What is read of the training. A module a subject."""

from training.queries.catalogue import choices, visible_courses
from training.queries.facts import RosterFacts, headcount_facts, roster_facts
from training.queries.imports import get_import, imports, memory
from training.queries.officers import (
    OfficerFilter,
    OfficerRow,
    all_officers,
    get_officer,
    officer_page,
    officer_standing,
    officers,
    officers_by_ref,
    records_of,
    refs_holding,
)

__all__ = [
    "OfficerFilter",
    "OfficerRow",
    "RosterFacts",
    "all_officers",
    "choices",
    "get_import",
    "get_officer",
    "headcount_facts",
    "imports",
    "memory",
    "officer_page",
    "officer_standing",
    "officers",
    "officers_by_ref",
    "records_of",
    "refs_holding",
    "roster_facts",
    "visible_courses",
]
