"""Requests for help, from the form to the answer. What is said stands in no email, no trail and no outbox."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from campaign.assistance.models import FOLLOW_LINK, AssistanceEntry, AssistanceRequest, PeerMatch
from campaign.assistance.permissions import may_help, require_may_follow, require_may_help
from campaign.assistance.queries import requests as queries
from campaign.assistance.states import MACHINE, State, Transition
from campaign.content.models import LearningSite
from common import tokens
from common.models import opaque_code
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from outbox.post import post

# An address gets so many links a day; more requests are kept, and followed at the desk alone.
LINKS_A_DAY = 5
# How long after its closing a request keeps who asked and what.
KEPT = timedelta(days=365)

_Kind = AssistanceEntry.Kind


def ask(
    *,
    kind: str,
    name: str,
    email: str,
    subject: str,
    text: str,
    form_key: str,
    organization: str = "",
    agency_kind: str = "",
    region: str = "",
    sworn: int | None = None,
    site: LearningSite | None = None,
    agency: Agency | None = None,
    by: User | None = None,
) -> AssistanceRequest:
    """Keep a request for the desk, and return it. The same form sent twice is one request.

    ``agency`` is the one that a signed-in member acts for, and may ask for: NotAllowed otherwise. Its members may follow the
    request. Anyone may ask for themselves. In order: writes the
    request and its text, records it, posts the email with the link to follow it by, unless the address got too many today.
    """
    mark = tokens.mark_of(email)
    with transaction.atomic():
        if agency is not None:
            require(by, Capability.HELP_ASK, agency)
        enough = queries.asked_lately(mark) >= LINKS_A_DAY
        public_id = opaque_code()
        values: dict[str, Any] = {
            "public_id": public_id,
            "kind": AssistanceRequest.Kind(kind).value,
            "name": name.strip(),
            "email": email.strip(),
            "email_mark": mark,
            "organization": organization.strip(),
            "agency": agency,
            "agency_kind": agency_kind,
            "region": region,
            "sworn": sworn,
            "site": site,
            "subject": " ".join(subject.split()),
            "turned_at": timezone.now(),
            "follow_hash": FOLLOW_LINK.hash(public_id),
        }
        request, is_new = AssistanceRequest.objects.get_or_create(form_key=form_key, defaults=values)
        if not is_new:
            return request
        _say(request, _Kind.ASKED, text, form_key, by)
        trail.record("campaign.help_requested", by=by, subject=request, agency=agency, details={"kind": kind})
        if not enough:
            post("campaign.assistance_received", key=str(request.pk), request_id=request.pk)
        return request


def assign(*, request: AssistanceRequest, to: User, by: User) -> AssistanceRequest:
    """Give a request to a reviewer, and return it. To the one who has it: nothing changes.

    Conflict when it is closed. In order: writes it, records it, posts an email to the reviewer unless it is ``by``.
    """
    with transaction.atomic():
        locked = _lock(request)
        require_may_help(by, locked)
        if not may_help(to, locked):
            raise Refused(_("Choose a reviewer without a tie to the agency that asks."), field="to")
        if locked.assigned_to_id == to.pk and locked.standing is not State.CLOSED:
            return locked
        _move(locked, Transition.ASSIGN, turns=False)
        locked.assigned_to = to
        locked.save(update_fields=["assigned_to"])
        entry = trail.record(
            "campaign.help_assigned", by=by, subject=locked, agency=locked.agency, details={"to": to.pk}
        )
        if to != by:
            post("campaign.assistance_assigned", key=str(entry.pk), request_id=locked.pk, user_id=to.pk)
        return locked


def release(*, request: AssistanceRequest, by: User) -> AssistanceRequest:
    """Hand a request back to everyone, and return it. Conflict unless it is being worked on.

    In order: writes it, records it.
    """
    with transaction.atomic():
        locked = _lock(request)
        require_may_help(by, locked)
        _move(locked, Transition.RELEASE, turns=False)
        locked.assigned_to = None
        locked.save(update_fields=["assigned_to"])
        trail.record("campaign.help_released", by=by, subject=locked, agency=locked.agency)
        return locked


def answer(*, request: AssistanceRequest, text: str, form_key: str, by: User) -> AssistanceRequest:
    """Answer the requester, and return the request. The one who answers a request that no one has, has it.

    The same form sent twice is one answer. Conflict when it is closed. In order: writes the answer and the state, records
    it, posts the email with the link to it.
    """
    with transaction.atomic():
        locked = _lock(request)
        require_may_help(by, locked)
        if _is_known(locked, form_key):
            return locked
        _move(locked, Transition.ANSWER)
        _take_if_free(locked, by)
        entry = _say(locked, _Kind.ANSWER, text, form_key, by)
        trail.record("campaign.help_answered", by=by, subject=locked, agency=locked.agency)
        post("campaign.assistance_answered", key=str(entry.pk), request_id=locked.pk)
        return locked


def note(*, request: AssistanceRequest, text: str, form_key: str, by: User) -> AssistanceRequest:
    """Write down something that only staff read, in any state. The same form sent twice is one note.

    In order: writes it, records that there is one.
    """
    with transaction.atomic():
        locked = _lock(request)
        require_may_help(by, locked)
        if not _is_known(locked, form_key):
            _say(locked, _Kind.NOTE, text, form_key, by)
            trail.record("campaign.help_noted", by=by, subject=locked)
        return locked


def reply(
    *, request: AssistanceRequest, text: str, form_key: str, by: User | None = None
) -> AssistanceRequest:
    """The requester, or a member of their agency, goes on; a closed request is open again. Returns the request.

    ``by`` is None for the requester, who holds the link; NotAllowed for someone else who doesn't write for the agency. The
    same form sent twice is one reply. In order: writes the reply and the state, records it, posts an email to the
    reviewer who has it.
    """
    with transaction.atomic():
        locked = _lock(request)
        if by is not None:
            require_may_follow(by, locked)
        if _is_known(locked, form_key):
            return locked
        was_closed = locked.standing is State.CLOSED
        # What already waits for the IACP goes on waiting since the day it began to.
        _move(locked, Transition.REPLY, turns=locked.standing not in {State.NEW, State.ASSIGNED})
        if was_closed:
            locked.closed_at, locked.closure = None, ""
            locked.save(update_fields=["closed_at", "closure"])
        entry = _say(locked, _Kind.ASKED, text, form_key, by)
        verb = "campaign.help_reopened" if was_closed else "campaign.help_replied"
        trail.record(verb, by=by, subject=locked, agency=locked.agency)
        if locked.assigned_to_id is not None:
            post(
                "campaign.assistance_replied",
                key=str(entry.pk),
                request_id=locked.pk,
                user_id=locked.assigned_to_id,
            )
        return locked


def close(*, request: AssistanceRequest, closure: str, by: User) -> AssistanceRequest:
    """End a request with a reason, and return it. Conflict when someone saved first.

    In order: writes it, records it, posts an email with the question how it went (not for SPAM).
    """
    reason = AssistanceRequest.Closure(closure)
    with transaction.atomic():
        locked = _lock(request)
        require_may_help(by, locked)
        _take_if_free(locked, by)
        locked.closed_at, locked.closure = timezone.now(), reason.value
        _move(locked, Transition.CLOSE, "closed_at", "closure")
        entry = trail.record(
            "campaign.help_closed",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"closure": reason.value},
        )
        if reason is not AssistanceRequest.Closure.SPAM:
            post("campaign.assistance_closed", key=str(entry.pk), request_id=locked.pk)
        return locked


@open_to(OpenTo.LINK)
def rate(*, request: AssistanceRequest, rating: int, comment: str) -> AssistanceRequest:
    """How content the requester was, from 1 to 5, and return the request. Asked once: what was said first stands.

    Conflict when it was said already, Refused unless the request is closed. In order: writes it, records that it was said.
    """
    with transaction.atomic():
        locked = _lock(request)
        if locked.rated_at is not None:
            raise Conflict(_("This was already answered. The first answer stays."))
        if locked.standing is not State.CLOSED:
            raise Refused(_("You can answer this once the request is closed."))
        locked.rating, locked.rating_comment = rating, comment.strip()
        locked.rated_at = timezone.now()
        locked.save(update_fields=["rating", "rating_comment", "rated_at", "updated_at"])
        trail.record("campaign.help_rated", by=None, subject=locked)
        return locked


def propose(*, request: AssistanceRequest, agency: Agency, by: User) -> PeerMatch:
    """Write down that an agency is asked to talk to the requester, and return the match. Again: nothing changes.

    NotAllowed for someone with a tie to either agency. In order: writes the match, records it.
    """
    with transaction.atomic():
        locked = _lock(request)
        require_may_help(by, locked)
        require(by, Capability.HELP_ANSWER, agency)
        match, is_new = PeerMatch.objects.get_or_create(request=locked, agency=agency, defaults={"by": by})
        if is_new:
            details: dict[str, Any] = {"peer": agency.pk}
            trail.record("campaign.peer_proposed", by=by, subject=locked, details=details)
        return match


def settle_match(*, match: PeerMatch, outcome: str, by: User) -> PeerMatch:
    """What came of a match, and return it. NotAllowed for someone with a tie to either agency.

    In order: writes it, records it.
    """
    wanted = PeerMatch.Outcome(outcome)
    with transaction.atomic():
        rows = PeerMatch.objects.select_for_update(of=("self",)).select_related("request__agency", "agency")
        locked = rows.get(pk=match.pk)
        require_may_help(by, locked.request)
        require(by, Capability.HELP_ANSWER, locked.agency)
        if locked.outcome != wanted.value:
            locked.outcome, locked.by = wanted.value, by
            locked.save(update_fields=["outcome", "by", "updated_at"])
            details: dict[str, Any] = {"peer": locked.agency_id, "outcome": wanted.value}
            trail.record("campaign.peer_settled", by=by, subject=locked.request, details=details)
        return locked


@open_to(OpenTo.SYSTEM)
def purge_requests(*, now: datetime) -> int:
    """Empty requests that were closed KEPT ago of who asked and what was said; return how many.

    What remains is the kind, the dates, the reason and the rating, for the figures. Its link opens nothing any more. In order,
    for each: writes the request, deletes what was said, records it.
    """
    old = AssistanceRequest.objects.filter(
        state=State.CLOSED.value, closed_at__lt=now - KEPT, forgotten_at__isnull=True
    )
    count = 0
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            locked = old.select_for_update(of=("self",)).filter(pk=pk).first()
            if locked is None:
                continue
            AssistanceEntry.objects.filter(request=locked).delete()
            PeerMatch.objects.filter(request=locked).delete()
            for name in ("name", "email", "email_mark", "organization", "subject", "rating_comment"):
                setattr(locked, name, "")
            locked.agency = None
            locked.follow_hash = tokens.hash_of(get_random_string(40))
            locked.forgotten_at = now
            locked.save()
            trail.record("campaign.help_emptied", by=None, subject=locked)
            count += 1
    return count


def _lock(request: AssistanceRequest) -> AssistanceRequest:
    rows = AssistanceRequest.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=request.pk)


def _move(locked: AssistanceRequest, transition: Transition, *fields: str, turns: bool = True) -> None:
    moved = _("This request has changed since you opened the page. It is now %(state)s.")
    MACHINE.move(
        locked,
        transition,
        closed=lambda _state: Conflict(moved % {"state": str(locked.get_state_display()).lower()}),
    )
    if turns:
        locked.turned_at = timezone.now()
    locked.save(update_fields=["state", "turned_at", "updated_at", *fields])


def _take_if_free(locked: AssistanceRequest, by: User) -> None:
    if locked.assigned_to_id is None:
        locked.assigned_to = by
        locked.save(update_fields=["assigned_to"])


def _is_known(request: AssistanceRequest, form_key: str) -> bool:
    return AssistanceEntry.objects.filter(form_key=_name_of(request, form_key)).exists()


def _name_of(request: AssistanceRequest, form_key: str) -> str:
    """What an entry is remembered by: the same form on another request is another entry."""
    return tokens.hash_of(f"{request.pk}:{form_key}")


def _say(
    request: AssistanceRequest, kind: AssistanceEntry.Kind, text: str, form_key: str, by: User | None
) -> AssistanceEntry:
    return AssistanceEntry.objects.create(
        request=request,
        kind=kind.value,
        text=text.replace("\r\n", "\n").strip(),
        by=by,
        at=timezone.now(),
        form_key=_name_of(request, form_key),
    )
