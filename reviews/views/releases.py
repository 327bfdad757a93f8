"""Prepared decisions, and the batches in which they are released."""

from base64 import b64encode
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.middleware import PersonRequest
from common.refusals import refusals_in, status_of
from files import pictures
from reviews import actions, emails, queries
from reviews.forms import BatchForm, GatherForm, RecallForm
from reviews.models import Batch, PreparedDecision, PreparedPaper


def releases(request: PersonRequest) -> HttpResponse:
    """Every batch, and what is prepared in none; the form opens another batch."""
    form = BatchForm(
        request.POST if request.method == "POST" else None,
        initial={"hold_minutes": settings.RELEASE_HOLD_MINUTES},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            batch = actions.open_batch(**form.cleaned_data, by=request.user)
            messages.success(request, _("Batch opened."))
            return redirect("reviews:batch", batch.public_id)
    context = {"page": queries.releases_page(timezone.now()), "form": form}
    return render(request, "reviews/releases.html", context, status=status_of(form))


def batch(request: PersonRequest, public_id: str) -> HttpResponse:
    """One batch, to look over; the form changes its name, day and hold."""
    page = _batch_page(public_id)
    if request.method != "POST":
        return _page(request, page)
    form = BatchForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            actions.change_batch(batch=page.batch, **form.cleaned_data, by=request.user)
            messages.success(request, _("Batch saved."))
            return redirect("reviews:batch", public_id)
    return _page(request, page, form=form, status=status_of(form))


def gather(request: PersonRequest, public_id: str) -> HttpResponse:
    """Choose which prepared decisions the batch holds."""
    page = _batch_page(public_id)
    form = GatherForm(request.POST, choices=page.choices)
    if form.is_valid():
        chosen = set(form.cleaned_data["completions"])
        rows = (*page.prepared, *page.loose)
        with refusals_in(form):
            actions.gather(
                batch=page.batch,
                completions=[row.completion_id for row in rows if row.completion.public_id in chosen],
                shown=[
                    row.completion_id
                    for row in rows
                    if row.completion.public_id in request.POST.getlist("shown")
                ],
                by=request.user,
            )
            messages.success(request, _("Batch saved."))
            return redirect("reviews:batch", public_id)
    return _page(request, page, gather_form=form, status=status_of(form))


def release_batch(request: PersonRequest, public_id: str) -> HttpResponse:
    """Release the batch. Why it can't be is said on its page."""
    page = _batch_page(public_id)
    form = GatherForm({}, choices=page.choices)
    with refusals_in(form):
        done = actions.release_batch(batch=page.batch, by=request.user, seen=request.POST.get("seen", ""))
        words = ngettext(
            "%(count)d decision released.", "%(count)d decisions released.", done.decisions.count()
        )
        messages.success(request, words % {"count": done.decisions.count()})
        return redirect("reviews:batch", public_id)
    page = _batch_page(public_id)
    return _page(request, page, problems=list(form.non_field_errors()), status=status_of(form))


def recall_batch(request: PersonRequest, public_id: str) -> HttpResponse:
    """Recall what the batch released."""
    page = _batch_page(public_id)
    form = RecallForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            done = actions.recall_batch(batch=page.batch, reason=form.cleaned_data["reason"], by=request.user)
            _say_what_was_recalled(request, done)
            if done.batch is not None:
                return redirect("reviews:batch", done.batch.public_id)
            return redirect("reviews:completion", done.back[0].public_id)
    return _page(request, _batch_page(public_id), recall_form=form, status=status_of(form))


def prepared(request: HttpRequest, public_id: str) -> HttpResponse:
    """A prepared decision as it will be: its email, and its papers."""
    try:
        row = queries.prepared_of(public_id)
    except PreparedDecision.DoesNotExist:
        raise Http404 from None
    context = {"row": row, "email": emails.as_it_will_read(row), "papers": list(row.papers.all())}
    return render(request, "reviews/prepared.html", context)


def prepared_paper(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The pages of one of its papers as pictures."""
    try:
        paper = queries.prepared_paper(public_id, kind)
    except PreparedPaper.DoesNotExist:
        raise Http404 from None
    try:
        drawn = pictures.pages(paper.file)
    except pictures.NoPicture:
        drawn = ()
    context = {
        "paper": paper,
        "completion": paper.prepared.completion,
        "pages": [f"data:image/png;base64,{b64encode(page).decode()}" for page in drawn],
    }
    return render(request, "reviews/prepared_paper.html", context, status=200 if drawn else 503)


def _say_what_was_recalled(request: PersonRequest, done: actions.Recalled) -> None:
    words = ngettext("%(count)d decision recalled.", "%(count)d decisions recalled.", len(done.back))
    messages.success(request, words % {"count": len(done.back)})
    for completion, why in done.stayed:
        messages.warning(
            request,
            _("The decision on %(agency)s stays released. %(why)s")
            % {"agency": completion.agency.name, "why": why},
        )


def _batch_page(public_id: str) -> queries.BatchPage:
    try:
        return queries.batch_page(public_id, timezone.now())
    except Batch.DoesNotExist:
        raise Http404 from None


def _page(
    request: PersonRequest,
    page: queries.BatchPage,
    *,
    form: BatchForm | None = None,
    gather_form: GatherForm | None = None,
    recall_form: RecallForm | None = None,
    problems: list[str] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    plan = {name: getattr(page.batch, name) for name in ("name", "release_on", "hold_minutes")}
    context = {
        "page": page,
        "batch": page.batch,
        "form": form or BatchForm(initial=plan),
        "gather_form": gather_form or GatherForm(choices=page.choices, initial={"completions": page.chosen}),
        "recall_form": recall_form or RecallForm(),
        "problems": problems or [],
    }
    return render(request, "reviews/batch.html", context, status=status)
