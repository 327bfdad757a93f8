"""The completion: its statements, the last look, taking it back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.desk import usual_days
from agencies.middleware import AgencyRequest
from agencies.permissions import Capability, require
from audit.versions import save_merged
from common.addresses import redirect
from common.problems import Conflict, Refused
from common.refusals import refusals_in, status_for, status_of
from compliance.editions import edition_by_code
from files.responses import file_response
from files.uploads import say_what_was_done
from pledges import actions, queries
from pledges.forms import CompletionForm, SignedLetterForm, SubmitForm
from pledges.lifecycle import State
from pledges.models import Completion
from pledges.views.agency import own_pledge


def completion(request: AgencyRequest) -> HttpResponse:
    """The draft: what is still missing, the three statements and who signs. Once submitted, what was submitted."""
    page = queries.completion_page(own_pledge(request), timezone.localdate())
    if request.method == "POST":
        require(request.user, Capability.COMPLETION_DRAFT, request.agency)
        if not page.is_open:
            raise Conflict(_("The completion was submitted since you opened this page."))
        return _save_draft(request, page)
    if not page.is_open:
        if request.may["completion_draft"]:
            drafts.unfinished(request)
        usual = usual_days("completion") if page.pledge.lifecycle_state is State.SUBMITTED else None
        return render(request, "pledges/completion_sent.html", {"page": page, "usual_days": usual})
    build = partial(_form, page)
    form = drafts.opened(request, build) if request.may["completion_draft"] else build()
    return _draft_page(request, page, form)


def _save_draft(request: AgencyRequest, page: queries.CompletionPage) -> HttpResponse:
    form, is_saved = save_merged(
        drafts.opened(request, partial(_form, page)),
        row=page.draft,
        by=request.user,
        save=lambda form: actions.save_draft(
            pledge=page.pledge, version=form.cleaned_data["version"], changes=form.changes(), by=request.user
        ),
        reopen=lambda form: _form(
            queries.completion_page(own_pledge(request), timezone.localdate()), form.sent_again()
        ),
    )
    if not is_saved:
        return _draft_page(request, page, form, status=status_of(form))
    drafts.done(request)
    messages.success(request, form.saved_words(_("Saved.")))
    return redirect("documents:letter" if "then_letter" in request.POST else "pledges:completion")


def _form(page: queries.CompletionPage, *posted: Any) -> CompletionForm:
    edition = edition_by_code(page.pledge.edition)
    return CompletionForm(*posted, edition=edition, returned=page.returned, initial=page.initial)


def _draft_page(
    request: AgencyRequest,
    page: queries.CompletionPage,
    form: CompletionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    claimed = {part.practice: part.claims for part in page.sections}
    statements = [
        (
            _(practice.heading),
            form[f"{practice.key}_statement"],
            claimed.get(practice.key, ()),
        )
        for practice in form.practices
    ]
    answers = [
        (
            ask,
            form[f"{ask.practice}_answer" if ask.practice else "answer"],
            form[f"{ask.practice}_is_kept"] if ask.practice else None,
        )
        for ask in (page.returned.asks if page.returned is not None else ())
    ]
    context = {
        "page": page,
        "form": form,
        "answers": answers,
        "statements": statements,
    }
    return render(request, "pledges/completion.html", context, status=status)


def submit(request: AgencyRequest) -> HttpResponse:
    """The last look: the checklist, the attestation, the signed copy, and what happens next."""
    page = queries.completion_page(own_pledge(request), timezone.localdate())
    if not page.is_open or page.draft is None:
        return redirect("pledges:completion")
    form = SubmitForm(
        request.POST or None,
        request.FILES or None,
        agency=request.agency,
        user=request.user,
        initial={"version": page.draft.version},
    )
    if request.method != "POST" or not form.is_valid():
        return _submit_page(request, page, form, status=status_of(form))
    signed = form.cleaned_data["signed_letter"] or None
    try:
        actions.submit(
            completion=page.draft,
            version=form.cleaned_data["version"],
            attested=form.cleaned_data["attested"],
            by=request.user,
            signed_letter=signed.stored if signed else None,
            signed_letter_name=signed.name if signed else "",
        )
    except Refused as refused:
        # A list that the page shows in full needs no second telling.
        form.add_error(None, str(refused.message))
        return _submit_page(request, page, form, status=status_for(refused))
    say_what_was_done(request, form)
    return redirect("pledges:submitted")


def _submit_page(
    request: AgencyRequest, page: queries.CompletionPage, form: SubmitForm, status: int = 200
) -> HttpResponse:
    return render(request, "pledges/submit.html", {"page": page, "form": form}, status=status)


def submitted(request: AgencyRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    page = queries.completion_page(own_pledge(request), timezone.localdate())
    if page.is_open:
        return redirect("pledges:completion")
    context = {"page": page, "usual_days": usual_days("completion")}
    return render(request, "pledges/submitted.html", context)


def recall(request: AgencyRequest) -> HttpResponse:
    """Take a submitted completion back, after a question."""
    found = queries.open_completion(own_pledge(request))
    if found is None or found.state != Completion.State.SUBMITTED:
        return redirect("pledges:completion")
    if request.method == "POST":
        actions.recall(completion=found, by=request.user)
        messages.success(request, _("Submission withdrawn. Change what you need, then submit it again."))
        return redirect("pledges:completion")
    return render(request, "pledges/recall.html", {"completion": found})


def attach_signed_letter(request: AgencyRequest) -> HttpResponse:
    """Attach the signed copy of the letter, any time before the decision."""
    found = queries.open_completion(own_pledge(request))
    if found is None:
        return redirect("pledges:completion")
    form = SignedLetterForm(
        request.POST or None, request.FILES or None, agency=request.agency, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        signed = form.cleaned_data["signed_letter"]
        with refusals_in(form):
            actions.attach_signed_letter(
                completion=found, file=signed.stored, name=signed.name, by=request.user
            )
            say_what_was_done(request, form)
            messages.success(request, _("Signed letter attached."))
            return redirect("pledges:completion")
    context = {"form": form, "completion": found}
    return render(request, "pledges/signed_letter.html", context, status=status_of(form))


def signed_letter(request: AgencyRequest) -> FileResponse:
    """The signed copy that the agency attached to its completion."""
    pledge = own_pledge(request)
    found = queries.open_completion(pledge) or queries.latest_completion(pledge)
    if found is None:
        raise Http404
    return file_response(found.signed_letter, name=found.signed_letter_name or "letter", of=found)


def submitted_copy(request: AgencyRequest, public_id: str) -> FileResponse:
    """The copy of a policy or a memorandum as the agency submitted it, whatever it keeps there now."""
    found = queries.submitted_copy(request.agency, public_id)
    if found is None:
        raise Http404
    return file_response(found.file, name=found.file_name or "copy", of=found.completion)
