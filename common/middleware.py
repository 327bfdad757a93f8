"""Refusals that nobody caught become pages that say what happened and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.problems import Conflict, NotAllowed, Refused


class ProblemsMiddleware:
    """A NotAllowed that leaves a view is answered with 403, a Refused or Conflict with 409, each with its own words.

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
            context = {"reason": str(exception), "is_conflict": isinstance(exception, Conflict)}
            return render(request, "409.html", context, status=409)
        return None


def not_allowed(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    """The page that says why someone may not do this."""
    return render(request, "403.html", {"reason": str(refusal)}, status=403)
