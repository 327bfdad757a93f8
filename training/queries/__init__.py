"""What is read of the training. A module a subject."""

from training.queries.catalogue import choices, visible_courses
from training.queries.facts import RosterFacts, headcount_facts, roster_facts
from training.queries.headcounts import head_counts
from training.queries.imports import get_import, imports, memory
from training.queries.roster import (
    OfficerRow,
    Order,
    Roster,
    Show,
    officer_of,
    officer_row,
    record_of,
    records,
    records_of,
    roster,
)

__all__ = [
    "OfficerRow",
    "Order",
    "Roster",
    "RosterFacts",
    "Show",
    "choices",
    "get_import",
    "head_counts",
    "headcount_facts",
    "imports",
    "memory",
    "officer_of",
    "officer_row",
    "record_of",
    "records",
    "records_of",
    "roster",
    "roster_facts",
    "visible_courses",
]
