"""The newsletter on the desk: the list, one issue from draft to sent, and addresses."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import drafts, kept_forms
from accounts.middleware import PersonRequest
from audit import queries as audit
from audit.versions import save_merged
from campaign.newsletter import chart as newsletter_chart
from campaign.newsletter.actions import issues as actions
from campaign.newsletter.actions import sending, subscribers
from campaign.newsletter.emails import context_of
from campaign.newsletter.forms import AddressForm, IssueForm, SendForm
from campaign.newsletter.models import Issue
from campaign.newsletter.queries import issues as queries
from campaign.newsletter.queries import subscribers as people
from campaign.newsletter.states import MACHINE, State
from common.mail import compose
from common.problems import Conflict
from common.refusals import refusals_in, refusals_told, status_of


def overview(request: PersonRequest) -> HttpResponse:
    """Subscribers, drafts and what was sent; the button starts an issue."""
    if request.method == "POST":
        try:
            issue = actions.start_draft(by=request.user)
        except Conflict as conflict:
            messages.error(request, str(conflict.message))
            return redirect("newsletter:desk")
        messages.success(request, _("Draft started. It has what happened since the last issue."))
        return redirect("newsletter:desk_issue", issue.public_id)
    context = {
        "issues": queries.issues(),
        "draft": queries.draft(),
        "summary": people.summary(),
        "columns": newsletter_chart.columns(people.counts()),
    }
    return render(request, "newsletter/desk.html", context)


def issue(request: PersonRequest, public_id: str) -> HttpResponse:
    """One issue: the form of a draft, the progress of what is being sent, and what was sent as it went out."""
    found = _issue(public_id)
    if found.standing is not State.DRAFT:
        return _standing(request, found)
    if request.method != "POST":
        return _form(request, found, drafts.opened(request, partial(_issue_form, request, found)))
    form, is_saved = save_merged(
        drafts.opened(request, partial(_issue_form, request, found)),
        row=found,
        by=request.user,
        save=lambda form: actions.edit(
            issue=found,
            by=request.user,
            sections=form.said(),
            version=form.cleaned_data["version"],
            subject=form.cleaned_data["subject"],
            introduction=form.cleaned_data["introduction"],
        ),
        reopen=lambda form: _issue_form(request, _issue(public_id), form.sent_again()),
    )
    if not is_saved:
        return _form(request, found, form, status=status_of(form))
    drafts.done(request)
    if request.POST.get("step") == "add":
        with refusals_told(request):
            added = actions.add_section(issue=found, by=request.user)
            return redirect(f"{request.path}#section{added.pk}")
        return redirect("newsletter:desk_issue", public_id)
    if form.taken:
        messages.success(request, form.saved_words(_("Draft saved.")))
    moved = request.POST.get("step", "").partition(":")[2]
    if moved.isdecimal():
        return redirect(f"{request.path}#section{moved}")
    if not form.taken:
        messages.success(request, _("Draft saved."))
    return redirect("newsletter:desk_issue", public_id)


def preview(request: PersonRequest, public_id: str) -> HttpResponse:
    """The issue as it will stand on the web."""
    context = {"page": queries.page_of(_issue(public_id)), "previewing": public_id}
    return render(request, "newsletter/issue.html", context)


@csp_update({"style-src": ["'unsafe-inline'"]})  # type: ignore[arg-type]
def preview_email(request: PersonRequest, public_id: str) -> HttpResponse:
    """The email's HTML as a mail program shows it. An email carries its own style, which no other page may."""
    message = _composed(public_id)
    return HttpResponse(str(message.alternatives[0][0]))


def preview_text(request: PersonRequest, public_id: str) -> HttpResponse:
    """The email's plain text."""
    message = _composed(public_id)
    return HttpResponse(str(message.body), content_type="text/plain; charset=utf-8")


def try_out(request: PersonRequest, public_id: str) -> HttpResponse:
    """Mail the issue to oneself."""
    return _do(
        request,
        public_id,
        lambda found: actions.try_out(issue=found, by=request.user),
        _("Test email sent to your address."),
    )


def discard(request: PersonRequest, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    found = _issue(public_id)
    with refusals_told(request):
        actions.discard(issue=found, by=request.user)
        messages.success(request, _("Draft discarded."))
        return redirect("newsletter:desk")
    return redirect("newsletter:desk_issue", public_id)


def send(request: PersonRequest, public_id: str) -> HttpResponse:
    """The last question: to how many, and when."""
    found = _issue(public_id)
    if found.standing is not State.DRAFT:
        return redirect("newsletter:desk_issue", public_id)
    subscribers_now = people.confirmed_count()
    posted = request.POST if request.method == "POST" else None
    form = SendForm(posted, expected=subscribers_now, initial={"version": found.version})
    if form.is_valid():
        with refusals_in(form):
            _send(request, found, form)
            return redirect("newsletter:desk_issue", public_id)
    context = {
        "issue": found,
        "form": form,
        "subscribers": subscribers_now,
        "sender": queries.postal_address(),
    }
    return render(request, "newsletter/desk_send.html", context, status=status_of(form))


def take_back(request: PersonRequest, public_id: str) -> HttpResponse:
    """A scheduled issue becomes a draft again."""
    step = lambda found: actions.take_back(issue=found, by=request.user)  # noqa: E731
    return _do(request, public_id, step, _("Returned to draft. It won't be sent automatically."))


def pause(request: PersonRequest, public_id: str) -> HttpResponse:
    """Hold the sending."""
    step = lambda found: sending.pause(issue=found, by=request.user)  # noqa: E731
    return _do(request, public_id, step, _("Sending paused."))


def resume(request: PersonRequest, public_id: str) -> HttpResponse:
    """Go on with the sending."""
    step = lambda found: sending.resume(issue=found, by=request.user)  # noqa: E731
    return _do(request, public_id, step, _("Sending resumed."))


def stop(request: PersonRequest, public_id: str) -> HttpResponse:
    """End the sending for good."""
    step = lambda found: sending.stop(issue=found, by=request.user)  # noqa: E731
    return _do(request, public_id, step, _("Sending stopped. The issue is no longer on the website."))


def retry(request: PersonRequest, public_id: str) -> HttpResponse:
    """Send again to those of whom no one knows whether they got it."""
    step = lambda found: sending.retry_unclear(issue=found, by=request.user)  # noqa: E731
    return _do(request, public_id, step, _("The issue is being sent to them again."))


@never_cache
@sensitive_post_parameters()
def addresses(request: PersonRequest) -> HttpResponse:
    """Look an address up, remove it, or hand out what is kept. The address is in the form alone, never in an address."""
    form = AddressForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        found = people.by_address(form.cleaned_data["email"])
        step = request.POST.get("step", "")
        if found is not None and step == "remove":
            subscribers.leave(subscriber=found, by=request.user)
            messages.success(request, _("Address removed, with everything kept about it."))
            return redirect("newsletter:desk_addresses")
        if found is not None and step == "export":
            kept = subscribers.export(subscriber=found, by=request.user)
            response = HttpResponse(json.dumps(kept, indent=2), content_type="application/json")
            response["Content-Disposition"] = 'attachment; filename="newsletter-subscriber.json"'
            return response
        context |= {"found": found, "is_looked_up": True}
    return render(request, "newsletter/desk_addresses.html", context, status=status_of(form))


def _issue(public_id: str) -> Issue:
    try:
        return queries.issue(public_id)
    except Issue.DoesNotExist:
        raise Http404 from None


def _composed(public_id: str) -> EmailMultiAlternatives:
    """The email as it stands now, to no one."""
    context = context_of(queries.page_of(_issue(public_id)), queries.postal_address())
    return compose(template="newsletter/issue", to="", context=context)


def _order(request: HttpRequest, pks: list[int]) -> list[int]:
    """The sections as they stand, with the one moved whose button was pressed: ``step`` is ``up:7`` or ``down:7``."""
    way, _colon, number = request.POST.get("step", "").partition(":")
    if way in {"up", "down"} and number.isdecimal() and int(number) in pks:
        place = pks.index(int(number))
        other = place + (1 if way == "down" else -1)
        if 0 <= other < len(pks):
            pks[place], pks[other] = pks[other], pks[place]
    return pks


def _issue_form(request: HttpRequest, found: Issue, *posted: Any) -> IssueForm:
    """The form of the draft as it is saved, its sections in the order that was asked for."""
    sections = list(found.sections.all())
    order = {pk: place for place, pk in enumerate(_order(request, [section.pk for section in sections]))}
    return IssueForm(*posted, issue=found, sections=sorted(sections, key=lambda section: order[section.pk]))


def _form(request: HttpRequest, found: Issue, form: IssueForm, *, status: int = 200) -> HttpResponse:
    context = {
        "issue": found,
        "form": form,
        "sections": form.section_fields(),
        "sender": queries.postal_address(),
        "events": audit.of_subject(found),
    }
    return render(request, "newsletter/desk_draft.html", context, status=status)


def _standing(request: HttpRequest, found: Issue) -> HttpResponse:
    """An issue that is no draft any more: there is nothing to write, only to watch and to hold."""
    if request.method == "POST":
        kept_forms.refuse(request, _("This issue is no longer a draft, so its text can't be changed."))
        return redirect("newsletter:desk_issue", found.public_id)
    context = {
        "issue": found,
        "page": queries.page_of(found),
        "sender": queries.postal_address(),
        "progress": queries.progress(found),
        "steps": [each.value for each in MACHINE.open_from(found.state)],
        "events": audit.of_subject(found),
    }
    return render(request, "newsletter/desk_issue.html", context)


def _send(request: PersonRequest, found: Issue, form: SendForm) -> None:
    said, expected = form.cleaned_data, int(form.cleaned_data["typed"])
    if said["when"] == SendForm.LATER:
        actions.schedule(
            issue=found, version=said["version"], at=said["at"], expected=expected, by=request.user
        )
        messages.success(request, _("Issue scheduled."))
        return
    sent = sending.send(issue=found, version=said["version"], expected=expected, by=request.user)
    words = ngettext("It goes to %d subscriber now.", "It goes to %d subscribers now.", sent.recipients)
    messages.success(request, words % sent.recipients)


def _do(request: HttpRequest, public_id: str, step: Callable[[Issue], Any], done: str) -> HttpResponse:
    """Take the step, and say that it is done, or why not."""
    with refusals_told(request):
        step(_issue(public_id))
        messages.success(request, done)
    return redirect("newsletter:desk_issue", public_id)
