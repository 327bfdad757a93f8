"""Certificates that have lapsed, and those that will."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from agencies.middleware import AgencyRequest
from common.spreadsheets import as_file
from training import charts, exports, messages, queries

PER_PAGE = 50


def index(request: AgencyRequest) -> HttpResponse:
    """What has lapsed and what lapses within a year: in figures, month by month, and by officer."""
    today = timezone.localdate()
    found = queries.expiries(request.agency, today)
    page = Paginator(found.endings, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "columns": charts.month_columns(found.months),
        "page": page,
        "certificates": messages.CERTIFICATES,
        "refreshers": queries.refreshers(),
        "today": today,
    }
    return render(request, "training/lapsing.html", context)


def export(request: AgencyRequest, kind: str) -> HttpResponseBase:
    """The list as CSV or Excel."""
    today = timezone.localdate()
    endings = queries.expiries(request.agency, today).endings
    rows = exports.ending_rows(endings, names=not request.agency.pseudonymous)
    return as_file(rows, kind, f"certificates-{today.isoformat()}")
