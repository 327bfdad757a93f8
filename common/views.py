"""Pages that belong to no subject."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader

from common.outages import is_outage

_WAIT_SECONDS = 30


def failure(request: HttpRequest) -> HttpResponse:
    """The page for what no one caught: 503 with the time to wait if what the portal leans on is away, else 500.

    Neither page asks the database or the cache for anything.
    """
    if is_outage(sys.exception()):
        page = loader.get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": str(_WAIT_SECONDS)})
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that can't be read, 400.

    Django's own asks for the form's token first, fails over the same form again, and so answers some with 500.
    """
    return HttpResponse(loader.get_template("400.html").render(), status=400)
