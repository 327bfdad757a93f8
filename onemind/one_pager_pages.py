"""The page around the campaign's one-pager, and the file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory import queries
from onemind import one_pager

SHEETS = {"letter": _("US Letter"), "a4": _("A4")}
# A worker looks once a minute; see CELERY_BEAT_SCHEDULE.
SOON_SECONDS = 60


def page(request: HttpRequest) -> HttpResponse:
    """The one-pager's figures, and the PDF on either sheet."""
    sheets = [(size, label, one_pager.drawn(size)) for size, label in SHEETS.items()]
    context = {
        "sheets": [(size, label, len(kept.pdf)) for size, label, kept in sheets if kept is not None],
        "headline": queries.headline(),
        "today": timezone.localdate(),
    }
    return render(request, "one_pager/page.html", context)


def sheet(request: HttpRequest, size: str) -> HttpResponse:
    """The PDF as last drawn, with its figures' day on it; before the first is drawn, 503 and a page that says so."""
    if size not in SHEETS:
        raise Http404
    kept = one_pager.drawn(size)
    if kept is None:
        waiting = render(request, "one_pager/soon.html", status=503)
        waiting["Retry-After"] = str(SOON_SECONDS)
        return waiting
    response = HttpResponse(kept.pdf, content_type="application/pdf")
    name = f"one-mind-campaign-{kept.as_of.isoformat()}-{size}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = f'"{kept.digest}"'
    response["Cache-Control"] = "public, max-age=300"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
