"""Lists to take away."""

from django.http import HttpResponseBase
from django.utils import timezone

from agencies.requests import AgencyRequest
from common.searches import asked
from training import exports, queries, wording
from training.filters import officer_filter, record_filter


def officers(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The officers that the list shows, as CSV or Excel."""
    today = timezone.localdate()
    rows = queries.all_officers(request.agency, officer_filter(asked(request)), as_of=today)
    lines = wording.lines(rows, cit_covers=queries.cit_covers(request.agency, today))
    name = f"officers-{today.isoformat()}"
    return exports.as_file(exports.officer_rows(lines, names=not request.agency.pseudonymous), kind, name)


def records(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The records that the list shows, as CSV or Excel."""
    cells = queries.record_cells(request.agency, record_filter(asked(request)))
    name = f"training-records-{timezone.localdate().isoformat()}"
    return exports.as_file(exports.record_rows(cells), kind, name)
