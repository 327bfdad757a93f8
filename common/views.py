"""Pages that belong to no subject."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.access import public
from common.specimens import specimens


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in one place, with the line that draws it."""
    return render(request, "styleguide.html", specimens())
