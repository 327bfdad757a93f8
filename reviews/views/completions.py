"""Deciding on completions."""

from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import drafts
from accounts.middleware import PersonRequest
from agencies.time_zones import today_of
from audit.versions import save_merged
from common import next_in_list
from common.problems import Conflict, Refused
from common.refusals import show, status_of
from compliance.editions import edition_by_code
from pledges import actions as pledges
from pledges.models import Completion
from reviews import actions, permissions, queries
from reviews.forms import AT_ONCE, LATER, NEEDS_CHANGES, VERIFIED, DecisionForm, NoteForm
from reviews.models import Decision

PER_PAGE = 50
_DECISION, _NOTE = "decision", "note"


def completions(request: HttpRequest) -> HttpResponse:
    """The queue: what waits for a decision, the oldest first."""
    page = Paginator(queries.submitted(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "queue": queries.queue(completions=page.object_list)}
    return render(request, "reviews/completions.html", context)


def completion(request: PersonRequest, public_id: str) -> HttpResponse:
    """One completion: the letter's claims beside the figures, the frozen facts beside today's, and the decision."""
    return _page(request, _completion(public_id))


def claim(request: PersonRequest, public_id: str) -> HttpResponse:
    """Take the completion up."""
    actions.claim(completion=_completion(public_id), by=request.user)
    messages.success(request, _("Completion assigned to you."))
    return redirect("reviews:completion", public_id)


def release(request: PersonRequest, public_id: str) -> HttpResponse:
    """Hand the completion back to the queue."""
    actions.release(completion=_completion(public_id), by=request.user)
    messages.success(request, _("Completion returned to the queue."))
    return redirect("reviews:completion", public_id)


def ask_for_signed_letter(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask the agency for the signed letter."""
    pledges.ask_for_signed_letter(completion=_completion(public_id), by=request.user)
    messages.success(request, _("The agency was asked for the signed letter."))
    return redirect("reviews:completion", public_id)


def note(request: PersonRequest, public_id: str) -> HttpResponse:
    """Keep the private note. What a colleague wrote meanwhile is asked about, and never overwritten unseen."""
    found = _completion(public_id)
    form, is_saved = save_merged(
        _note_form(request, found, is_sent=True),
        row=found,
        by=request.user,
        save=lambda form: actions.note(
            completion=found, text=form.cleaned_data["text"], before=form.initial["text"], by=request.user
        ),
        reopen=lambda form: NoteForm(form.sent_again(), initial=queries.note_of(found)),
    )
    if not is_saved:
        return _page(request, found, note_form=form, status=status_of(form))
    drafts.done(request)
    messages.success(request, form.saved_words(_("Note saved.")))
    return redirect("reviews:completion", public_id)


def decide(request: PersonRequest, public_id: str) -> HttpResponse:
    """Approve or return, by the button that was pressed. What was typed stays when the decision can't be taken."""
    found = _completion(public_id)
    form = _decision_form(request, found, is_sent=True)
    if not form.is_valid():
        return _page(request, found, form=form, status=status_of(form))
    try:
        done = _take(found, form, request)
    except Conflict as conflict:
        return _page(
            request, _completion(public_id), form=form, conflict=conflict, status=HTTPStatus.CONFLICT
        )
    except Refused as refused:
        show(form, refused)
        return _page(request, found, form=form, status=status_of(form))
    drafts.done(request)
    messages.success(request, done)
    return redirect(next_in_list.after(request, reverse("reviews:completion", args=[public_id])))


def drop(request: PersonRequest, public_id: str) -> HttpResponse:
    """Withdraw the prepared decision."""
    actions.drop(completion=_completion(public_id), seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, _("Prepared decision withdrawn."))
    return redirect("reviews:completion", public_id)


def _take(found: Completion, form: DecisionForm, request: PersonRequest) -> str:
    if form.cleaned_data["release"] != AT_ONCE:
        return _prepare(found, form, request)
    if form.is_approval:
        actions.approve(
            completion=found,
            practices=form.verified(),
            remarks=form.cleaned_data["reasons"],
            by=request.user,
            seen=request.POST.get("seen", ""),
        )
        return _held() or _(
            "Approved. The certificate and the President's letter are being made, and the agency is told."
        )
    actions.send_back(
        completion=found,
        practices=form.to_change(),
        reasons=form.cleaned_data["reasons"],
        verified=form.verified(),
        by=request.user,
        seen=request.POST.get("seen", ""),
    )
    return _held() or _("Completion returned. The agency was told what must change.")


def _held() -> str:
    """What a reviewer reads whose decision can still be recalled; empty where emails leave at once."""
    minutes = settings.RELEASE_HOLD_MINUTES
    words = ngettext(
        "Decision released. The agency's email is sent in %(count)d minute. Until then you can "
        "recall the decision.",
        "Decision released. The agency's email is sent in %(count)d minutes. Until then you can "
        "recall the decision.",
        minutes,
    )
    return words % {"count": minutes} if minutes else ""


def _prepare(found: Completion, form: DecisionForm, request: PersonRequest) -> str:
    release = form.cleaned_data["release"]
    actions.prepare(
        completion=found,
        kind=Decision.Kind.APPROVE if form.is_approval else Decision.Kind.RETURN,
        verified=form.verified(),
        practices={} if form.is_approval else form.to_change(),
        reasons=form.cleaned_data["reasons"],
        batch=None if release == LATER else next(one for one in form.batches if one.public_id == release),
        seen=request.POST.get("seen", ""),
        by=request.user,
    )
    return _("Decision prepared. It shows at this desk only until it is released.")


def _decision_form(
    request: PersonRequest,
    found: Completion,
    page: queries.CompletionPage | None = None,
    *,
    is_sent: bool = False,
) -> DecisionForm:
    """The form of the decision, which saves itself; where nothing is to be decided any more, its draft is for copying."""
    make = partial(
        DecisionForm,
        edition=edition_by_code(found.pledge.edition),
        batches=queries.open_batches(),
        initial=_initial(page) if page else {},
    )
    address = reverse("reviews:completion", args=[found.public_id])
    if page is not None and not page.may_decide:
        drafts.unfinished(request, name=_DECISION, page=address)
        return make()
    return drafts.opened(request, make, name=_DECISION, page=address, is_sent=is_sent)


def _initial(page: queries.CompletionPage) -> dict[str, str]:
    """What the decision's form shows: what is prepared, or what was verified before."""
    prepared = page.prepared
    if prepared is None:
        return {f"{one.code}_finding": one.finding for one in page.practices}
    return {
        "reasons": prepared.reasons,
        "release": prepared.batch.public_id if prepared.batch is not None else LATER,
        **{f"{code}_finding": VERIFIED for code in prepared.verified},
        **{f"{code}_finding": NEEDS_CHANGES for code in prepared.practices},
        **{f"{code}_reason": reason for code, reason in prepared.practices.items()},
    }


def _note_form(request: PersonRequest, found: Completion, *, is_sent: bool = False) -> NoteForm:
    """The form of the private note, which saves itself."""
    make = partial(NoteForm, initial=queries.note_of(found))
    address = reverse("reviews:completion", args=[found.public_id])
    return drafts.opened(request, make, name=_NOTE, page=address, is_sent=is_sent)


def _completion(public_id: str) -> Completion:
    try:
        return queries.completion_by_public_id(public_id)
    except Completion.DoesNotExist:
        raise Http404 from None


def _page(
    request: PersonRequest,
    found: Completion,
    *,
    form: DecisionForm | None = None,
    note_form: NoteForm | None = None,
    conflict: Conflict | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    why_not = permissions.why_not(request.user, found)
    page = queries.completion_page(found, may_review=not why_not, today=today_of(found.agency))
    context = {
        "page": page,
        "completion": found,
        "agency": found.agency,
        "why_not": why_not,
        "conflict": conflict.message if conflict is not None else "",
        "form": form or _decision_form(request, found, page),
        "note_form": note_form or _note_form(request, found),
    }
    return render(request, "reviews/completion.html", context, status=status)
