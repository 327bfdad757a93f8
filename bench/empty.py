"""The portal's addresses, and one more for a view that does nothing: the floor that the pages are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from common.access import ANYONE, Access
from onemind.access import TABLE


def empty(request: HttpRequest) -> HttpResponse:
    """An answer of two letters, after all that every request goes through."""
    return HttpResponse("ok")


# It stands first, so that it costs nothing to find.
TABLE["empty"] = Access(read=ANYONE)
urlpatterns = [path("empty/", empty, name="empty"), path("", include("onemind.urls"))]
