"""Refusals that no one caught become pages that say what happened and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.problems import NotAllowed, Refused
from common.refusals import status_for


class ProblemsMiddleware:
    """A NotAllowed that leaves a view is answered with 403, a Conflict with 409, another Refused with 422, each in its words.

    Views catch a Refused themselves where they can show it beside the form; this is for the rest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return not_allowed(request, exception)
        if isinstance(exception, Refused):
            status = status_for(exception)
            return render(request, "409.html", {"reason": str(exception), "status": status}, status=status)
        return None


def not_allowed(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    """The page that says why someone may not do this."""
    return render(request, "403.html", {"reason": str(refusal)}, status=403)
