"""Partnerships as evidence: what the engine judges, and what papers say beside it."""

from django.utils.translation import gettext as _

from evidence.source import Described, Source
from partnerships import queries
from partnerships.models import Partnership


def _describe(row: Partnership) -> Described:
    copy = _("Agreement with %(organization)s") % {"organization": row.organization.name} if row.mou else ""
    return Described(copy=copy, file=row.mou, file_name=row.mou_name)


SOURCE = Source(Partnership, queries.for_agency, queries.fact_of, _describe)
