"""Pages that belong to no subject."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.access import public


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in one place."""
    return render(request, "styleguide.html")
