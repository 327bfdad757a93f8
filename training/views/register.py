"""The public register: which courses count, which don't, and why."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from training import queries
from training.filters import REGISTER_CHOICES, register_filter


def index(request: HttpRequest) -> HttpResponse:
    """Every course that is recognized or that the IACP ruled on."""
    wanted = register_filter(request.GET)
    page = Paginator(queries.register(**wanted), 30).get_page(request.GET.get("page"))
    context = {"page": page, "wanted": wanted, "choices": REGISTER_CHOICES}
    return render(request, "training/register.html", context)


def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One course: every ruling about it, with reasons and conditions, and its precedents."""
    course = get_object_or_404(queries.register(), public_id=public_id)
    context = {
        "course": course,
        "rulings": queries.rulings_of(course),
        "precedents": queries.precedents(course),
    }
    return render(request, "training/register_course.html", context)
