"""From the public form to a verified pledge."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Actor
from accounts.queries import by_address
from agencies import actions as agencies
from agencies.actions.agency import lock_agency
from agencies.models import Agency, Membership
from agencies.permissions import Capability, require
from agencies.queries import is_member
from agencies.time_zones import today_of
from audit.versions import require_version, save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, NotAllowed, Refused
from common.text import tidy_address
from compliance.editions import edition_on
from outbox.post import post
from pledges import messages, permissions, queries
from pledges.actions.rows import lock_pledge, move, record, tell_agency
from pledges.lifecycle import AGAIN, State, Transition
from pledges.models import ANSWER_LINK, ANSWER_WITHIN, CONFIRM_LINK, Pledge


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who answers for the pledge until someone has an account."""

    name: str
    email: str
    title: str = ""
    phone: str = ""


@open_to(OpenTo.EVERYONE)
def take(
    *,
    agency: dict[str, Any],
    coordinator: Coordinator,
    commitments: list[str],
    authority_confirmed: bool,
    form_key: str,
) -> Pledge:
    """Take a pledge that was sent without an account, and return it, RECEIVED and seen by no one but the IACP.

    ``agency`` has the fields of `agencies.actions.IDENTITY`. ``form_key`` names the form that was sent: sent again, or
    ten times at once, it returns the one pledge it made. Refused unless every commitment is accepted and the authority
    confirmed, and when an agency whose coordinator confirmed has the ORI. Until the address is confirmed, the new agency is
    provisional: it holds nothing, and is deleted with the pledge when the link has run out. The pledge has today's date
    and the edition in force today.
    In order: registers the agency, writes the pledge, records it, posts the email that asks to confirm the address.
    """
    _require_promises(commitments, authority_confirmed)
    try:
        with transaction.atomic():
            known = queries.pledge_by_form_key(form_key)
            if known is not None:
                return known
            registered = agencies.register(by=None, provisional=True, **agency)
            pledge = _new_pledge(registered, coordinator, commitments, State.RECEIVED, form_key)
            record("taken", pledge, by=None, edition=pledge.edition)
            post("pledges.confirmation", key=str(pledge.pk), pledge_id=pledge.pk)
            return pledge
    except (IntegrityError, Refused):
        # The same form at the same moment: the first made the pledge.
        known = queries.pledge_by_form_key(form_key)
        if known is None:
            raise
        return known


def pledge_again(*, agency: Agency, commitments: list[str], authority_confirmed: bool, by: User) -> Pledge:
    """A new pledge of an agency whose last one was withdrawn, lapsed or closed; returns it, CONFIRMED.

    A lead or signatory takes it signed in, so there is no address to confirm, but the IACP verifies it like every
    pledge. Conflict when the agency has a pledge that is on its way, completed or waiting. In order: writes the pledge,
    records it.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.PLEDGE_RENEW, locked)
        _require_promises(commitments, authority_confirmed)
        current = queries.current_pledge(locked)
        if current is not None and current.lifecycle_state not in AGAIN:
            raise Conflict(_("Your agency already has a pledge."))
        coordinator = Coordinator(name=by.name or by.email, email=by.email)
        pledge = _new_pledge(locked, coordinator, commitments, State.CONFIRMED, None)
        record("taken_again", pledge, by=by, edition=pledge.edition)
        return pledge


def send_confirmation_again(*, pledge: Pledge, by: User) -> None:
    """Mail the link that confirms the address once more. Conflict unless the pledge still waits for it.

    In order: gives the link a new end, records it, posts the email.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.QUERY, by=by, agency=locked.agency)
        if locked.lifecycle_state is not State.RECEIVED:
            raise Conflict(_("The email address of this pledge is already confirmed."))
        locked.confirm_hash, locked.confirm_until = CONFIRM_LINK.hash(locked.link_name), _confirm_until()
        locked.save(update_fields=["confirm_hash", "confirm_until", "updated_at"])
        entry = record("confirmation_sent_again", locked, by=by)
        post("pledges.confirmation", key=f"{locked.pk}:{entry.pk}", pledge_id=locked.pk)


@open_to(OpenTo.LINK)
def confirm(*, token: str) -> Pledge:
    """Confirm the coordinator's address, by the link that was mailed to it, and return the pledge, CONFIRMED.

    NotAllowed for a link that isn't ours or has run out; Refused when another agency with this ORI was confirmed since;
    Conflict when it is confirmed already. In order: admits the agency, writes it, records both.
    """
    pledge = _of_link(queries.pledge_to_confirm(token))
    with transaction.atomic():
        locked = lock_pledge(pledge)
        move(locked, Transition.CONFIRM)
        locked.agency = agencies.admit(agency=locked.agency, by=None)
        locked.confirmed_at = timezone.now()
        save_next(locked, "state", "confirmed_at")
        record("confirmed", locked, by=None)
        return locked


def query(*, pledge: Pledge, question: str, by: User) -> Pledge:
    """Ask the coordinator to correct or explain something, and return the pledge, QUERIED.

    Refused without a question. In order: writes it, records it, posts the email with a link to the answer.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.QUERY, by=by, agency=locked.agency)
        if not question.strip():
            raise Refused(_("Write what you want to know."), field="question")
        move(locked, Transition.QUERY)
        now = timezone.now()
        locked.intake_note = question.strip()
        locked.intake_answer = ""
        locked.answer_hash, locked.answer_until = ANSWER_LINK.hash(locked.link_name), now + ANSWER_WITHIN
        save_next(locked, "state", "intake_note", "intake_answer", "answer_hash", "answer_until")
        entry = record("queried", locked, by=by)
        post("pledges.question", key=str(entry.pk), pledge_id=locked.pk)
        return locked


@open_to(OpenTo.LINK)
def answer(*, token: str, agency: dict[str, Any], coordinator: Coordinator, text: str) -> Pledge:
    """Answer the IACP's question and correct what was sent, by the link mailed to the coordinator; CONFIRMED again.

    ``agency`` has fields of `agencies.actions.IDENTITY`. The coordinator's address stays: the link was mailed to it.
    NotAllowed for a link that isn't ours or has run out; Refused when the ORI is another agency's. In order: changes the
    agency, writes the pledge, records it.
    """
    pledge = _of_link(queries.pledge_to_answer(token))
    with transaction.atomic():
        locked = lock_pledge(pledge)
        move(locked, Transition.ANSWER)
        locked.agency = agencies.update_profile(
            agency=locked.agency, version=locked.agency.version, changes=agency, by=Actor.COORDINATOR
        )
        locked.coordinator_name = coordinator.name
        locked.coordinator_title = coordinator.title
        locked.coordinator_phone = coordinator.phone
        locked.intake_answer = text.strip()
        fields = "state coordinator_name coordinator_title coordinator_phone intake_answer"
        save_next(locked, *fields.split())
        record("answered", locked, by=None)
        return locked


def verify(*, pledge: Pledge, by: User, version: int | None = None) -> Pledge:
    """Take the pledge up: from now on it is public. Returns it, ACTIVE.

    ``version`` is the one that the reviewer's page showed: Conflict when the coordinator has answered since, and nothing is
    verified unseen. NotAllowed for a reviewer who has a tie to the agency. Conflict when the agency has another pledge that
    is on its way or completed. In order: writes it and the name as verified, records it, invites the coordinator as its lead
    (which mails the link that opens an account), or tells the agency's people when the coordinator has an account there already.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.VERIFY, by=by, agency=locked.agency)
        if version is not None:
            require_version(locked, version)
        move(locked, Transition.VERIFY)
        if queries.live_pledge(locked.agency) is not None:
            raise Conflict(
                _("This agency already has a pledge that is on its way or completed. Close this one.")
            )
        locked.verified_at = timezone.now()
        locked.verified_by = by
        save_next(locked, "state", "verified_at", "verified_by")
        agencies.settle(agency=locked.agency, sworn=locked.agency.sworn)
        entry = record(
            "verified", locked, by=by, pledged_on=locked.pledged_on.isoformat(), edition=locked.edition
        )
        person = by_address(locked.coordinator_email)
        if person is not None and is_member(user=person, agency=locked.agency):
            tell_agency("verified", locked, entry)
        else:
            agencies.invite(
                agency=locked.agency,
                email=locked.coordinator_email,
                name=locked.coordinator_name,
                role=Membership.Role.LEAD.value,
                by=by,
            )
        return locked


def close(*, pledge: Pledge, reason: str, by: User) -> Pledge:
    """Don't take the pledge up: a duplicate, or no one with authority. Returns it, CLOSED.

    Refused without a reason, which the coordinator is told, if they had confirmed their address. In order: writes it, records it,
    frees the agency's ORI unless it has another pledge, posts the email.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        permissions.require(Transition.CLOSE, by=by, agency=locked.agency)
        if not reason.strip():
            raise Refused(_("Enter why the pledge is closed. The coordinator is told."), field="reason")
        move(locked, Transition.CLOSE)
        locked.intake_note = reason.strip()
        save_next(locked, "state", "intake_note")
        entry = record("closed", locked, by=by)
        others = Pledge.objects.filter(agency=locked.agency_id).exclude(state=State.CLOSED.value)
        if not others.exists():
            agencies.release_ori(agency=locked.agency, by=by)
        if locked.confirmed_at is not None:
            post("pledges.closed", key=str(entry.pk), pledge_id=locked.pk)
        return locked


@open_to(OpenTo.SYSTEM)
def expire_unconfirmed(*, now: datetime) -> int:
    """Delete every pledge whose coordinator never confirmed the address until its link ran out; returns how many.

    One that a reviewer closed unconfirmed goes too. In order, for each: records it, deletes the pledge, and its agency if
    that is provisional still.
    """
    count = 0
    for pledge in queries.unconfirmed(before=now):
        with transaction.atomic():
            locked = lock_pledge(pledge)
            if locked.confirmed_at is not None or locked.confirm_until is None or locked.confirm_until >= now:
                continue
            record("expired", locked, by=None)
            locked.delete()
            agencies.discard(agency=locked.agency)
            count += 1
    return count


def _require_promises(commitments: list[str], authority_confirmed: bool) -> None:
    if set(commitments) != set(messages.commitments(edition_on(timezone.localdate()))):
        raise Refused(_("Accept each of the commitments: together they are the pledge."), field="commitments")
    if not authority_confirmed:
        raise Refused(_("Confirm that you may pledge for your agency."), field="authority_confirmed")


def _new_pledge(
    agency: Agency, coordinator: Coordinator, commitments: list[str], state: State, form_key: str | None
) -> Pledge:
    today = today_of(agency)
    edition = edition_on(today)
    pledge = Pledge(
        agency=agency,
        state=state.value,
        edition=edition.code,
        pledged_on=today,
        commitments=[code for code in messages.commitments(edition) if code in commitments],
        authority_confirmed=True,
        coordinator_name=coordinator.name,
        coordinator_title=coordinator.title,
        coordinator_email=tidy_address(coordinator.email),
        coordinator_phone=coordinator.phone,
        confirmed_at=timezone.now() if state is State.CONFIRMED else None,
        form_key=form_key,
    )
    if state is State.RECEIVED:
        pledge.confirm_hash, pledge.confirm_until = CONFIRM_LINK.hash(pledge.link_name), _confirm_until()
    pledge.save(force_insert=True)
    return pledge


def _confirm_until() -> datetime:
    return timezone.now() + timedelta(days=settings.PLEDGE_CONFIRM_DAYS)


def _of_link(pledge: Pledge | None) -> Pledge:
    if pledge is None:
        raise NotAllowed("this link isn't ours, or has run out")
    return pledge
