"""Pages that belong to no subject."""

import sys

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
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


def shallow(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def deep(request: HttpRequest) -> JsonResponse:
    """The database and the cache answer: 200, or 503 with what doesn't."""
    parts = {"database": _database_answers(), "cache": _cache_answers()}
    ready = all(parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.set("readyz", "1", 5)
        return cache.get("readyz") == "1"
    except Exception:  # each cache back end raises its own
        return False
