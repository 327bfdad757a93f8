"""What is read of the training. A module a subject."""

from training.queries.catalogue import choices, visible_courses
from training.queries.facts import RosterFacts, headcount_facts, roster_facts
from training.queries.imports import get_import, imports, memory

__all__ = [
    "RosterFacts",
    "choices",
    "get_import",
    "headcount_facts",
    "imports",
    "memory",
    "roster_facts",
    "visible_courses",
]
