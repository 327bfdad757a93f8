"""From the public form to a verified pledge."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import by_address
from agencies import actions as agencies
from agencies.actions.locking import lock_agency
from agencies.models import Agency, Membership
from agencies.queries import is_member
from audit.versions import save_next
from common.problems import Conflict, NotAllowed, Refused
from compliance.editions import edition_on
from outbox.post import post
from pledges import permissions, queries, wording
from pledges.actions.rows import lock_pledge, move, record, tell_agency
from pledges.lifecycle import State, Step
from pledges.models import Pledge
from pledges.tokens import Purpose


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who answers for the pledge until somebody has an account."""

    name: str
    email: str
    title: str = ""
    phone: str = ""


def take(
    *,
    agency: dict[str, Any],
    coordinator: Coordinator,
    commitments: list[str],
    authority_confirmed: bool,
    form_key: str,
) -> Pledge:
    """Take a pledge that was sent without an account, and return it, RECEIVED and seen by nobody but the IACP.

    ``agency`` has the fields of `agencies.actions.IDENTITY`. ``form_key`` names the form that was sent: sent again, or
    ten times at once, it returns the one pledge it made. Refused unless every commitment is accepted and the authority
    confirmed, and when the ORI is registered already. The pledge has today's date and the edition in force today.
    In order: registers the agency, writes the pledge, records it, posts the e-mail that asks to confirm the address.
    """
    _require_promises(commitments, authority_confirmed)
    try:
        with transaction.atomic():
            known = queries.pledge_by_form_key(form_key)
            if known is not None:
                return known
            registered = agencies.register(by=None, **agency)
            pledge = _new_pledge(registered, coordinator, commitments, State.RECEIVED, form_key)
            record("taken", pledge, by=None, edition=pledge.edition)
            post("pledges.confirmation", key=str(pledge.pk), pledge_id=pledge.pk)
            return pledge
    except (IntegrityError, Refused):
        # The same form at the same moment: the one that was quicker made the pledge, and holds the ORI.
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
    permissions.require_any(permissions.MAY_ADOPT_EDITION, by=by, agency=agency)
    _require_promises(commitments, authority_confirmed)
    with transaction.atomic():
        locked = lock_agency(agency)
        current = queries.current_pledge(locked)
        if current is not None and current.lifecycle_state not in {
            State.WITHDRAWN,
            State.LAPSED,
            State.CLOSED,
        }:
            raise Conflict(_("Your agency has a pledge already."))
        coordinator = Coordinator(name=by.name or by.email, email=by.email)
        pledge = _new_pledge(locked, coordinator, commitments, State.CONFIRMED, None)
        record("taken_again", pledge, by=by, edition=pledge.edition)
        return pledge


def send_confirmation_again(*, pledge: Pledge, by: User) -> None:
    """Mail the link that confirms the address once more. Conflict unless the pledge still waits for it.

    In order: records it, posts the e-mail.
    """
    permissions.require(Step.QUERY, by=by, agency=pledge.agency)
    with transaction.atomic():
        locked = lock_pledge(pledge)
        if locked.lifecycle_state is not State.RECEIVED:
            raise Conflict(_("The e-mail address of this pledge is confirmed already."))
        entry = record("confirmation_sent_again", locked, by=by)
        post("pledges.confirmation", key=f"{locked.pk}:{entry.pk}", pledge_id=locked.pk)


def confirm(*, token: str) -> Pledge:
    """Confirm the coordinator's address, by the link that was mailed to it, and return the pledge, CONFIRMED.

    NotAllowed for a link that isn't ours or has run out. In order: writes it, records it.
    """
    pledge = _pledge_of_link(token, Purpose.CONFIRM)
    with transaction.atomic():
        locked = lock_pledge(pledge)
        move(locked, Step.CONFIRM)
        locked.confirmed_at = timezone.now()
        save_next(locked, "state", "confirmed_at")
        record("confirmed", locked, by=None)
        return locked


def query(*, pledge: Pledge, question: str, by: User) -> Pledge:
    """Ask the coordinator to mend or explain something, and return the pledge, QUERIED.

    Refused without a question. In order: writes it, records it, posts the e-mail with a link to the answer.
    """
    permissions.require(Step.QUERY, by=by, agency=pledge.agency)
    if not question.strip():
        raise Refused(_("Write what you want to know."), field="question")
    with transaction.atomic():
        locked = lock_pledge(pledge)
        move(locked, Step.QUERY)
        locked.intake_note = question.strip()
        locked.intake_answer = ""
        save_next(locked, "state", "intake_note", "intake_answer")
        entry = record("queried", locked, by=by)
        post("pledges.question", key=str(entry.pk), pledge_id=locked.pk)
        return locked


def answer(*, token: str, agency: dict[str, Any], coordinator: Coordinator, text: str) -> Pledge:
    """Answer the IACP's question and mend what was sent, by the link mailed to the coordinator; CONFIRMED again.

    ``agency`` has fields of `agencies.actions.IDENTITY`. The coordinator's address stays: the link was mailed to it.
    NotAllowed for a link that isn't ours or has run out; Refused when the ORI is another agency's. In order: changes the
    agency, writes the pledge, records it.
    """
    pledge = _pledge_of_link(token, Purpose.ANSWER)
    with transaction.atomic():
        locked = lock_pledge(pledge)
        move(locked, Step.ANSWER)
        locked.agency = agencies.update_profile(
            agency=locked.agency, version=locked.agency.version, changes=agency, by=None
        )
        locked.coordinator_name = coordinator.name
        locked.coordinator_title = coordinator.title
        locked.coordinator_phone = coordinator.phone
        locked.intake_answer = text.strip()
        fields = "state coordinator_name coordinator_title coordinator_phone intake_answer"
        save_next(locked, *fields.split())
        record("answered", locked, by=None)
        return locked


def verify(*, pledge: Pledge, by: User) -> Pledge:
    """Take the pledge up: from now on it is public. Returns it, ACTIVE.

    NotAllowed for a reviewer who is a member of the agency. Conflict when the agency has another pledge that is on its
    way or completed. In order: writes it, records it, invites the coordinator as the agency's lead (which mails the
    link that opens an account), or tells the agency's people when the coordinator has an account there already.
    """
    permissions.require(Step.VERIFY, by=by, agency=pledge.agency)
    with transaction.atomic():
        locked = lock_pledge(pledge)
        move(locked, Step.VERIFY)
        if queries.live_pledge(locked.agency) is not None:
            raise Conflict(
                _("This agency has a pledge already that is on its way or completed. Close this one.")
            )
        locked.verified_at = timezone.now()
        locked.verified_by = by
        save_next(locked, "state", "verified_at", "verified_by")
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
    """Don't take the pledge up: a duplicate, or nobody with authority. Returns it, CLOSED.

    Refused without a reason, which the coordinator is told, if they had confirmed their address. In order: writes it, records it,
    frees the agency's ORI unless it has another pledge, posts the e-mail.
    """
    permissions.require(Step.CLOSE, by=by, agency=pledge.agency)
    if not reason.strip():
        raise Refused(_("Write why the pledge is closed; the coordinator is told."), field="reason")
    with transaction.atomic():
        locked = lock_pledge(pledge)
        move(locked, Step.CLOSE)
        locked.intake_note = reason.strip()
        save_next(locked, "state", "intake_note")
        entry = record("closed", locked, by=by)
        others = Pledge.objects.filter(agency=locked.agency_id).exclude(state=State.CLOSED.value)
        if not others.exists():
            agencies.release_ori(agency=locked.agency, by=by)
        if locked.confirmed_at is not None:
            post("pledges.closed", key=str(entry.pk), pledge_id=locked.pk)
        return locked


def _require_promises(commitments: list[str], authority_confirmed: bool) -> None:
    if set(commitments) != set(wording.commitments(edition_on(timezone.localdate()))):
        raise Refused(_("Accept each of the commitments: together they are the pledge."), field="commitments")
    if not authority_confirmed:
        raise Refused(_("Confirm that you may pledge for your agency."), field="authority_confirmed")


def _new_pledge(
    agency: Agency, coordinator: Coordinator, commitments: list[str], state: State, form_key: str | None
) -> Pledge:
    today = timezone.localdate()
    edition = edition_on(today)
    return Pledge.objects.create(
        agency=agency,
        state=state.value,
        edition=edition.code,
        pledged_on=today,
        commitments=[code for code in wording.commitments(edition) if code in commitments],
        authority_confirmed=True,
        coordinator_name=coordinator.name,
        coordinator_title=coordinator.title,
        coordinator_email=coordinator.email.strip().lower(),
        coordinator_phone=coordinator.phone,
        confirmed_at=timezone.now() if state is State.CONFIRMED else None,
        form_key=form_key,
    )


def _pledge_of_link(token: str, purpose: Purpose) -> Pledge:
    pledge = queries.pledge_by_token(token, purpose)
    if pledge is None:
        raise NotAllowed("this link isn't ours, or has run out")
    return pledge
