"""Pledges and certifications from before the portal, as the IACP's own files have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import By, person
from agencies import actions as agencies
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from common.text import one_line, tidy_address
from compliance.editions import edition_on
from pledges.actions.intake import Coordinator
from pledges.actions.rows import lock_pledge, record
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from pledges.queries.clock import clock_of


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What the IACP's files say of one agency: its identity, days, and whom they name. Certified with a ``completed_on``."""

    agency: dict[str, Any]
    pledged_on: date
    completed_on: date | None
    coordinator: Coordinator


@open_to(OpenTo.PART)
def record_from_files(*, records: Sequence[FileRecord], by: By, today: date) -> list[Pledge]:
    """Write agencies with their pledges as the IACP's files have them, and return the pledges in order: ACTIVE or COMPLETED.

    The edition is that of the day of the pledge. Nothing is invented: no commitments, no completion, no facts, no certificate. A
    pledge that is overdue today gets no reminder until ``release_reminders``. The caller has asked for permission.
    In order: registers the agencies, writes the pledges, records each.
    """
    with transaction.atomic():
        registered = agencies.register_many(agencies=[one.agency for one in records])
        now = timezone.now()
        rows = [
            Pledge(
                agency=agency,
                state=(State.COMPLETED if one.completed_on else State.ACTIVE).value,
                edition=edition_on(one.pledged_on).code,
                pledged_on=one.pledged_on,
                completed_on=one.completed_on,
                coordinator_name=one_line(one.coordinator.name),
                coordinator_title=one_line(one.coordinator.title),
                coordinator_email=tidy_address(one.coordinator.email),
                coordinator_phone=one_line(one.coordinator.phone),
                verified_at=now,
                verified_by=person(by),
                is_from_files=True,
                is_certified_on_file=one.completed_on is not None,
            )
            for agency, one in zip(registered, records, strict=True)
        ]
        for pledge in rows:
            pledge.reminders_held = clock_of(pledge, today).is_overdue
        pledges = Pledge.objects.bulk_create(rows, batch_size=500)
        trail.record_many(
            "pledges.recorded_from_files",
            by=person(by),
            about=[(pledge, pledge.agency, _details(pledge)) for pledge in pledges],
        )
        return pledges


@open_to(OpenTo.PART)
def remove_from_files(*, pledges: Sequence[Pledge], by: User) -> None:
    """Delete records from the IACP's files with their agencies, as if they had never been imported.

    Conflict when an agency of them has acted: it has a member or a completion. The caller has asked for permission.
    In order: records each, deletes the pledges, then the agencies with their invitations.
    """
    with transaction.atomic():
        trail.hold()
        numbers = [pledge.agency_id for pledge in pledges]
        if Completion.objects.filter(agency__in=numbers).exists():
            raise Conflict(
                _("An agency of this import has begun its completion. It can't be undone any more.")
            )
        trail.record_many(
            "pledges.record_removed", by=by, about=[(pledge, pledge.agency, {}) for pledge in pledges]
        )
        Pledge.objects.filter(pk__in=[pledge.pk for pledge in pledges]).delete()
        agencies.remove_many(numbers=numbers)


def release_reminders(*, pledge: Pledge, by: User) -> None:
    """Let reminders of an overdue pledge go out from now on. Does nothing when none are held back.

    NotAllowed unless ``by`` is a reviewer without a tie to the agency. In order: writes it, records it.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        require(by, Capability.DEADLINE_SET, locked.agency)
        if locked.reminders_held:
            locked.reminders_held = False
            save_next(locked, "reminders_held")
            record("reminders_released", locked, by=by)


def confirm_record(*, pledge: Pledge, by: User) -> Pledge:
    """Confirm, for the agency, what the IACP's files say of its certification; returns the pledge.

    NotAllowed unless ``by`` speaks for the agency; Conflict when it isn't certified by the files. Does nothing when it is
    confirmed already. In order: writes it, records it.
    """
    with transaction.atomic():
        locked = lock_pledge(pledge)
        require(by, Capability.COMPLETION_SUBMIT, locked.agency)
        if not locked.is_certified_on_file or locked.lifecycle_state is not State.COMPLETED:
            raise Conflict(_("There is no record from the IACP's files to confirm."))
        if locked.record_confirmed_at is None:
            locked.record_confirmed_at = timezone.now()
            save_next(locked, "record_confirmed_at")
            record("record_confirmed", locked, by=by)
        return locked


def _details(pledge: Pledge) -> dict[str, object]:
    done_on = pledge.completed_on.isoformat() if pledge.completed_on else None
    return {"pledged_on": pledge.pledged_on.isoformat(), "edition": pledge.edition, "completed_on": done_on}
