"""The emails about pledges, each composed from numbers at the moment it is delivered."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import queries as agencies
from agencies.time_zones import today_of, zone_of
from common.addresses import reverse
from common.mail import send
from common.tokens import Link
from compliance.editions import edition_by_code
from outbox.registry import handles
from outbox.unconfirmed import send_unconfirmed
from pledges import messages, queries
from pledges.lifecycle import State
from pledges.models import ANSWER_LINK, ANSWER_WITHIN, CONFIRM_LINK, Pledge

_WHY = _(
    "You get this email because this address was entered as the coordinator's on the portal's pledge form."
)


@handles("pledges.confirmation")
def confirmation(*, pledge_id: int) -> None:
    """To the coordinator: the link that confirms the address, and nothing that was typed. Nothing once it is confirmed.

    Nothing either when the pledge was deleted, because its link ran out before the mail server took the email.
    """
    pledge = queries.find_by_number(pledge_id)
    if pledge is not None and pledge.lifecycle_state is State.RECEIVED:
        edition = edition_by_code(pledge.edition)
        context = {
            "url": _link("pledges:confirm", pledge, CONFIRM_LINK),
            "valid_days": settings.PLEDGE_CONFIRM_DAYS,
            "commitments": [messages.commitment(code, edition) for code in pledge.commitments],
        }
        send_unconfirmed(
            template="pledges/confirmation", to=pledge.coordinator_email, why=_WHY, context=context
        )


@handles("pledges.question")
def question(*, pledge_id: int) -> None:
    """To the coordinator: the IACP's question, and the link to the answer. Nothing once it is answered."""
    pledge = _pledge(pledge_id)
    if pledge.lifecycle_state is State.QUERIED:
        _to_coordinator("question", pledge, url=_link("pledges:answer", pledge, ANSWER_LINK))


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


@handles("pledges.signed_letter_asked")
def signed_letter_asked(*, pledge_id: int, user_id: int) -> None:
    """To a lead or signatory: that the IACP asks for the signed letter. Nothing once it is there, or decided."""
    pledge = _pledge(pledge_id)
    waiting = queries.open_completion(pledge)
    if pledge.lifecycle_state is State.SUBMITTED and waiting is not None and waiting.signed_letter_id is None:
        _to_member("signed_letter_asked", pledge_id, user_id)


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


def _link(name: str, pledge: Pledge, link: Link) -> str:
    return _absolute(reverse(name, kwargs={"token": link.token(pledge.link_name)}))


def _absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _to_coordinator(message: str, pledge: Pledge, *, url: str = "") -> None:
    send(
        template=f"pledges/{message}",
        to=[pledge.coordinator_email],
        context={
            "pledge": pledge,
            "agency": pledge.agency,
            "name": pledge.coordinator_name,
            "url": url,
            "valid_days": ANSWER_WITHIN.days,
        },
    )


def _to_member(message: str, pledge_id: int, user_id: int, **more: str) -> None:
    pledge = _pledge(pledge_id)
    agency = pledge.agency
    person = agencies.recipient(agency, user_id)
    if person is None:
        return
    # Days and times are those of the agency's place.
    with timezone.override(zone_of(country=agency.country, region=agency.region)):
        send(
            template=f"pledges/{message}",
            to=[person.email],
            context={
                "pledge": pledge,
                "agency": pledge.agency,
                "name": person.name,
                "clock": queries.clock_of(pledge, today_of(pledge.agency)),
                "completion": queries.latest_completion(pledge),
                "url": _absolute(reverse("pledges:overview", agency=agency.public_id)),
                **more,
            },
        )
