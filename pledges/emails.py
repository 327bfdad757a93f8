"""The e-mails about pledges, each composed from numbers at the moment it is delivered."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.mail import send
from compliance.editions import edition_by_code
from outbox.registry import handles
from pledges import queries, tokens, wording
from pledges.lifecycle import State
from pledges.models import Pledge


@handles("pledges.confirmation")
def confirmation(*, pledge_id: int) -> None:
    """To the coordinator: what was sent, and the link that confirms the address. Nothing once it is confirmed."""
    pledge = _pledge(pledge_id)
    if pledge.lifecycle_state is State.RECEIVED:
        _to_coordinator("confirmation", pledge, url=_link("pledges:confirm", pledge, tokens.Purpose.CONFIRM))


@handles("pledges.question")
def question(*, pledge_id: int) -> None:
    """To the coordinator: the IACP's question, and the link to the answer. Nothing once it is answered."""
    pledge = _pledge(pledge_id)
    if pledge.lifecycle_state is State.QUERIED:
        _to_coordinator("question", pledge, url=_link("pledges:answer", pledge, tokens.Purpose.ANSWER))


@handles("pledges.closed")
def closed(*, pledge_id: int) -> None:
    """To the coordinator: that the pledge wasn't taken up, and why."""
    _to_coordinator("closed", _pledge(pledge_id))


@handles("pledges.verified")
def verified(*, pledge_id: int, user_id: int) -> None:
    """To an agency's people who have accounts already: that the new pledge is verified. Others get an invitation."""
    _to_member("verified", pledge_id, user_id)


@handles("pledges.submitted")
def submitted(*, pledge_id: int, user_id: int) -> None:
    """To a lead or signatory: a receipt for the submission, and what happens next."""
    _to_member("submitted", pledge_id, user_id)


@handles("pledges.extended")
def extended(*, pledge_id: int, user_id: int) -> None:
    """To a lead or signatory: more time, until when and why."""
    _to_member("extended", pledge_id, user_id)


@handles("pledges.withdrawn")
def withdrawn(*, pledge_id: int, user_id: int) -> None:
    """To a lead or signatory: that the pledge was withdrawn, and how to pledge again."""
    _to_member("withdrawn", pledge_id, user_id)


@handles("pledges.lapsed")
def lapsed(*, pledge_id: int, user_id: int) -> None:
    """To a lead or signatory: that the pledge lapsed, and how to go on. Nothing when it has been reinstated since."""
    if _pledge(pledge_id).lifecycle_state is State.LAPSED:
        _to_member("lapsed", pledge_id, user_id)


@handles("pledges.reinstated")
def reinstated(*, pledge_id: int, user_id: int) -> None:
    """To a lead or signatory: that the pledge goes on, and until when."""
    _to_member("reinstated", pledge_id, user_id)


@handles("pledges.reminder")
def reminder(*, pledge_id: int, user_id: int, occasion: str) -> None:
    """To a lead or signatory: where the clock stands. Nothing when the pledge has been submitted or ended since."""
    pledge = _pledge(pledge_id)
    if pledge.lifecycle_state in {State.ACTIVE, State.RETURNED}:
        _to_member("reminder", pledge_id, user_id, occasion=occasion)


def _pledge(pledge_id: int) -> Pledge:
    return queries.pledge_by_number(pledge_id)


def _link(name: str, pledge: Pledge, purpose: tokens.Purpose) -> str:
    return _absolute(reverse(name, kwargs={"token": tokens.make(pledge, purpose)}))


def _absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _to_coordinator(message: str, pledge: Pledge, *, url: str = "") -> None:
    edition = edition_by_code(pledge.edition)
    send(
        template=f"pledges/{message}",
        to=[pledge.coordinator_email],
        context={
            "pledge": pledge,
            "agency": pledge.agency,
            "name": pledge.coordinator_name,
            "url": url,
            "valid_days": tokens.VALID_FOR.days,
            "commitments": [wording.commitment(code, edition) for code in pledge.commitments],
        },
    )


def _to_member(message: str, pledge_id: int, user_id: int, **more: str) -> None:
    person = User.objects.filter(pk=user_id, is_active=True).first()
    if person is None:
        return
    pledge = _pledge(pledge_id)
    send(
        template=f"pledges/{message}",
        to=[person.email],
        context={
            "pledge": pledge,
            "agency": pledge.agency,
            "name": person.name,
            "clock": queries.clock_of(pledge, timezone.localdate()),
            "completion": queries.latest_completion(pledge),
            "url": _absolute(reverse("pledges:overview")),
            **more,
        },
    )
