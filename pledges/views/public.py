"""The public form, and what the links in the coordinator's emails open. Nothing here needs an account."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from agencies import queries as agencies
from agencies.models import Agency, ReferenceAgency
from common import throttle
from common.forms import guard
from common.problems import Refused
from common.refusals import refusals_in, status_for, status_of
from compliance.editions import edition_on
from pledges import actions, messages, queries
from pledges.forms import AnswerForm, IdentityForm, PledgeForm
from pledges.lifecycle import State
from pledges.models import ANSWER_WITHIN, Pledge

# Ten agencies pledge at once only where someone plays with the form, or an association helps its members.
RATE = "10/h/ip"
# A head count this many times another is asked about.
FAR = 3
_SESSION_KEY = "pledge_taken"


@never_cache
@sensitive_post_parameters()
def take(request: HttpRequest) -> HttpResponse:
    """The pledge form. Agencies that may be the same are shown before anything is kept."""
    edition = edition_on(timezone.localdate())
    if request.method != "POST":
        initial = {"form_key": guard.issue(), **_by_ori(request.GET.get("ori", ""))}
        return _form_page(request, PledgeForm(edition=edition, initial=initial))
    if "back" in request.POST:
        return _form_page(request, PledgeForm(edition=edition, initial=_as_typed(request, edition)))
    form = PledgeForm(request.POST, edition=edition)
    if not form.is_valid():
        return _form_page(request, form, status=status_of(form))
    listed = agencies.listed_as(form.cleaned_data["ori"])
    if "sworn_confirmed" not in request.POST and _is_far(form.cleaned_data["sworn"], listed):
        return _form_page(request, form, status=422, listed=listed)
    alike = agencies.near_duplicates(**{name: form.cleaned_data[name] for name in _IDENTIFYING})
    if alike and "none_of_these" not in request.POST:
        return _alike_page(request, form, alike)
    if not throttle.allows(request, "pledge", RATE):
        form.add_error(
            None, _("Too many pledges came from your network in the last hour. Please try again in an hour.")
        )
        return _form_page(request, form, status=429)
    return _take(request, form)


_IDENTIFYING = ("name", "country", "region", "city", "ori")


def _take(request: HttpRequest, form: PledgeForm) -> HttpResponse:
    with refusals_in(form):
        pledge = actions.take(
            agency=form.agency(),
            coordinator=form.coordinator(form.cleaned_data["coordinator_email"]),
            commitments=form.commitments(),
            authority_confirmed=form.cleaned_data["authority_confirmed"],
            form_key=form.pledge_key(),
        )
        request.session[_SESSION_KEY] = pledge.public_id
        return redirect("pledges:taken")
    return _form_page(request, form, status=status_of(form))


def _is_far(sworn: int | None, listed: ReferenceAgency | None) -> bool:
    """Whether a number of officers is far from what the reference list has: three times it, or a third."""
    if sworn is None or listed is None or not listed.officers:
        return False
    return sworn > FAR * listed.officers or sworn * FAR < listed.officers


def _by_ori(ori: str) -> dict[str, str]:
    """What the reference list says of the agency with this ORI, as the form's fields; nothing where it has none."""
    listed = agencies.listed_as(ori[:20])
    if listed is None:
        return {"ori": ori[:20]} if ori else {}
    return {
        "ori": listed.ori,
        "name": listed.name,
        "kind": listed.kind,
        "country": "US",
        "region": listed.region,
        "city": listed.city,
    }


def _form_page(
    request: HttpRequest, form: PledgeForm, status: int = 200, listed: ReferenceAgency | None = None
) -> HttpResponse:
    ori = request.GET.get("ori", "")
    context = {
        "form": form,
        "listed": listed,
        "has_reference": agencies.has_reference(),
        "ori": ori[:20],
        "is_unknown_ori": bool(ori) and agencies.listed_as(ori[:20]) is None,
    }
    return render(request, "pledges/take.html", context, status=status)


def _alike_page(request: HttpRequest, form: PledgeForm, alike: list[Agency]) -> HttpResponse:
    """Of agencies that no one verified yet, a stranger learns only that there is one."""
    known = queries.statuses_of(alike)
    shown = [(agency, agency.place, *known[agency.pk]) for agency in alike if agency.pk in known]
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name in {*form.fields, "sworn_confirmed"}
    ]
    context = {"form": form, "shown": shown, "hidden_count": len(alike) - len(shown), "sent": sent}
    return render(request, "pledges/alike.html", context)


def _as_typed(request: HttpRequest, edition: Any) -> dict[str, Any]:
    """What was sent, to be shown again unjudged."""
    fields = PledgeForm(edition=edition).fields.items()
    return {
        name: field.widget.value_from_datadict(request.POST, request.FILES, name) for name, field in fields
    }


@never_cache
def taken(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next. Who has just sent the form sees the address that the link went to."""
    public_id = request.session.get(_SESSION_KEY, "")
    pledge = queries.find_pledge(public_id) if public_id else None
    context = {
        "pledge": pledge,
        "valid_days": settings.PLEDGE_CONFIRM_DAYS,
        "take_url": messages.url_of("pledges:take"),
    }
    return render(request, "pledges/taken.html", context)


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link that confirms the coordinator's address. Opening it changes nothing; the button does."""
    pledge = queries.pledge_to_confirm(token)
    if pledge is None:
        return _no_such_link(request)
    if request.method != "POST" or pledge.lifecycle_state is not State.RECEIVED:
        return render(request, "pledges/confirm.html", _context(pledge))
    try:
        actions.confirm(token=token)
    except Refused as refused:
        # Another agency with this ORI was confirmed in the meantime, or this pledge by another press of the button.
        context = _context(queries.pledge_by_number(pledge.pk))
        context.update(refused=refused.message, take_url=messages.url_of("pledges:take"))
        return render(request, "pledges/confirm.html", context, status=status_for(refused))
    return redirect("pledges:confirm", token=token)


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the IACP's question: what was sent, to be fixed, and room for the answer."""
    pledge = queries.pledge_to_answer(token)
    if pledge is None:
        return _no_such_link(request)
    if pledge.lifecycle_state is not State.QUERIED:
        return render(request, "pledges/answered.html", _context(pledge))
    form = AnswerForm(request.POST or None, initial=_said_before(pledge))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.answer(
                token=token,
                agency=form.agency(),
                coordinator=form.coordinator(pledge.coordinator_email),
                text=form.cleaned_data["answer"],
            )
            return redirect("pledges:answer", token=token)
    status = status_of(form)
    return render(request, "pledges/answer.html", {**_context(pledge), "form": form}, status=status)


def _context(pledge: Pledge) -> dict[str, Any]:
    return {"pledge": pledge, "agency": pledge.agency, "waits": pledge.lifecycle_state is State.RECEIVED}


def _said_before(pledge: Pledge) -> dict[str, Any]:
    said = {name: getattr(pledge.agency, name) for name in IdentityForm.AGENCY}
    for name in ("coordinator_name", "coordinator_title", "coordinator_phone"):
        said[name] = getattr(pledge, name)
    return said


def _no_such_link(request: HttpRequest) -> HttpResponse:
    days = {"confirm_days": settings.PLEDGE_CONFIRM_DAYS, "answer_days": ANSWER_WITHIN.days}
    context = {"take_url": messages.url_of("pledges:take"), **days}
    return render(request, "pledges/link_gone.html", context, status=404)
