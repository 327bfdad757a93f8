"""Policies as evidence: what the engine judges, and what papers say beside it."""

from evidence.source import Described, Source
from policies import queries
from policies.models import Policy


def _describe(row: Policy) -> Described:
    parts = tuple((str(part.get_kind_display()), part.pages) for part in row.components.all())
    return Described(parts, row.title if row.file else "", row.file, row.file_name)


SOURCE = Source(Policy, queries.for_agency, queries.fact_of, _describe)
