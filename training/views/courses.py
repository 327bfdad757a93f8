"""The catalogue as an agency sees it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.permissions import member_required
from agencies.requests import AgencyRequest
from training import queries


@member_required
@require_safe
def courses(request: AgencyRequest) -> HttpResponse:
    """Which course counts for what."""
    found = queries.visible_courses(request.agency).order_by("track", "title")
    return render(request, "training/courses.html", {"courses": list(found)})
