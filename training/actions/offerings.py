"""Classes: planned, filled, and credited to everyone who was there in one step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from audit import trail
from audit.versions import require_version, save_next
from common.problems import Refused
from training import queries
from training.models import Course, Offering, OfferingSession, Officer, TrainingRecord

FIELDS = ("course", "reference", "place", "seats", "delivery")
Status = TrainingRecord.Status


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a class."""

    held_on: date
    hours: Decimal


def add(*, agency: Agency, sessions: Sequence[Session], by: User, **fields: Any) -> Offering:
    """Plan a class with its sessions, and return it. ``fields`` are FIELDS.

    Refused (field ``reference``) when the agency has a class of this course by this name. Side effects: the class and its
    sessions; ``training.offering_added`` on the trail.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.TRAINING_EDIT, locked)
        _require_free(locked, fields["course"], fields["reference"])
        offering = Offering(agency=locked, **fields)
        _set_days(offering, sessions)
        offering.save()
        _write_sessions(offering, sessions)
        trail.record("training.offering_added", by=by, subject=offering, agency=locked)
    return offering


def change(
    *, offering: Offering, sessions: Sequence[Session], version: int, by: User, **fields: Any
) -> Offering:
    """Change a class that no one has been credited for, and return it. Conflict for a stale ``version``.

    Who is enrolled is enrolled in the new sessions. Side effects: the class, its sessions, the enrollments;
    ``training.offering_changed`` on the trail.
    """
    with transaction.atomic():
        locked = _lock(offering, by)
        require_version(locked, version)
        _require_uncredited(locked)
        if (fields["course"], fields["reference"]) != (locked.course, locked.reference):
            _require_free(locked.agency, fields["course"], fields["reference"])
        enrolled = list(Officer.objects.filter(records__offering=locked).distinct())
        TrainingRecord.objects.filter(offering=locked).delete()
        for name, value in fields.items():
            setattr(locked, name, value)
        _set_days(locked, sessions)
        save_next(locked)
        locked.sessions.all().delete()
        _write_sessions(locked, sessions)
        _schedule(locked, enrolled)
        trail.record("training.offering_changed", by=by, subject=locked, agency=locked.agency)
    return locked


def delete(*, offering: Offering, by: User) -> None:
    """Delete a class that no one has been credited for, with its enrollments.

    Side effects: ``training.offering_deleted`` on the trail; the rows.
    """
    with transaction.atomic():
        locked = _lock(offering, by)
        _require_uncredited(locked)
        trail.record("training.offering_deleted", by=by, subject=locked, agency=locked.agency)
        TrainingRecord.objects.filter(offering=locked).delete()
        locked.delete()


def enroll(*, offering: Offering, refs: Iterable[str], by: User) -> int:
    """Enroll officers by their IDs; returns how many are new. Who is enrolled already stays so.

    Refused, all of them, when an ID is unknown or the seats don't suffice. Side effects: a scheduled record a session;
    ``training.officers_enrolled`` on the trail.
    """
    with transaction.atomic():
        locked = _lock(offering, by)
        officers = _officers(locked.agency, refs)
        enrolled = set(TrainingRecord.objects.filter(offering=locked).values_list("officer", flat=True))
        new = [officer for officer in officers if officer.pk not in enrolled]
        if locked.seats is not None and len(enrolled) + len(new) > locked.seats:
            raise Refused(
                _("The class has %(seats)s seats and %(taken)s are taken; %(more)s more don't fit.")
                % {"seats": locked.seats, "taken": len(enrolled), "more": len(new)},
                field="refs",
            )
        _schedule(locked, new)
        if new:
            details = {"officers": len(new)}
            trail.record(
                "training.officers_enrolled", by=by, subject=locked, agency=locked.agency, details=details
            )
    return len(new)


def unenroll(*, offering: Offering, officer: Officer, by: User) -> None:
    """Take an officer out of a class that they weren't credited for. Side effects: their records of it; on the trail."""
    with transaction.atomic():
        locked = _lock(offering, by)
        records = TrainingRecord.objects.filter(offering=locked, officer=officer)
        if records.exclude(status=Status.SCHEDULED).exists():
            raise Refused(_("This officer was credited for the class already. Change the records instead."))
        if records.delete()[0]:
            trail.record("training.officer_unenrolled", by=by, subject=locked, agency=locked.agency)


def credit(*, offering: Offering, attended: Mapping[int, set[str]], status: str, by: User) -> int:
    """Credit a whole class in one step; returns how many officers were at every session.

    ``attended``: officer's number -> the sessions (as the records name them) they were at. Who is enrolled and not named
    was at none. A session that was attended becomes a record with ``status`` (completed or passed), one that was missed
    "not finished". Refused before the last day, and while a submitted completion stands on one of the records. Crediting
    again with the same answer changes nothing. Side effects: the records; ``training.class_credited`` on the trail.
    """
    with transaction.atomic():
        locked = _lock(offering, by)
        if locked.ends_on is not None and locked.ends_on > today_of(locked.agency):
            raise Refused(_("The class isn't over yet. Credit it once its last day has come."))
        records = list(TrainingRecord.objects.select_for_update(of=("self",)).filter(offering=locked))
        now = timezone.now()
        changed = []
        for record in records:
            was_there = record.session in attended.get(record.officer_id, set())
            wanted = status if was_there else Status.INCOMPLETE
            if record.status != wanted:
                if record.is_locked:
                    raise Refused(
                        _("A completion that is with the IACP uses this class, so it can't be changed now.")
                    )
                record.status, record.delivery, record.updated_at = wanted, locked.delivery, now
                changed.append(record)
        TrainingRecord.objects.bulk_update(changed, ["status", "delivery", "updated_at"], batch_size=500)
        missed = {record.officer_id for record in records if record.status == Status.INCOMPLETE}
        whole = len({record.officer_id for record in records} - missed)
        if changed:
            details = {"officers": whole, "records": len(changed)}
            trail.record(
                "training.class_credited", by=by, subject=locked, agency=locked.agency, details=details
            )
    return whole


def add_class_list(
    *,
    agency: Agency,
    refs: Iterable[str],
    course: Course,
    completed_on: date,
    hours: Decimal,
    delivery: str,
    by: User,
) -> int:
    """Record that all these officers completed a course on a day; returns how many records are new.

    Who has a record of the course on that day keeps it. Refused, all of them, when an ID is unknown. Side effects: the
    records; ``training.class_listed`` on the trail.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.TRAINING_EDIT, locked)
        officers = _officers(locked, refs)
        have = set(
            TrainingRecord.objects.filter(
                officer__in=officers, course=course, completed_on=completed_on, offering=None
            ).values_list("officer", flat=True)
        )
        new = [
            TrainingRecord(
                agency=locked,
                officer=officer,
                course=course,
                hours=hours,
                completed_on=completed_on,
                delivery=delivery,
            )
            for officer in officers
            if officer.pk not in have
        ]
        TrainingRecord.objects.bulk_create(new, batch_size=500)
        if new:
            trail.record(
                "training.class_listed", by=by, subject=course, agency=locked, details={"records": len(new)}
            )
    return len(new)


def _officers(agency: Agency, refs: Iterable[str]) -> list[Officer]:
    wanted = list(dict.fromkeys(refs))
    found = queries.officers_by_ref(agency, wanted)
    unknown = [ref for ref in wanted if ref not in found]
    if unknown:
        shown = ", ".join(unknown[:10]) + ("…" if len(unknown) > 10 else "")
        raise Refused(_("Not on your roster: %(ids)s. No one was added.") % {"ids": shown}, field="refs")
    return [found[ref] for ref in wanted]


def _schedule(offering: Offering, officers: Iterable[Officer]) -> None:
    sessions = list(offering.sessions.all())
    TrainingRecord.objects.bulk_create(
        [
            TrainingRecord(
                agency=offering.agency,
                officer=officer,
                course=offering.course,
                offering=offering,
                session=str(session.number),
                hours=session.hours,
                completed_on=session.held_on,
                status=Status.SCHEDULED,
                delivery=offering.delivery,
            )
            for officer in officers
            for session in sessions
        ],
        batch_size=500,
    )


def _set_days(offering: Offering, sessions: Sequence[Session]) -> None:
    if not sessions:
        raise Refused(_("A class needs at least one session."))
    offering.starts_on = min(session.held_on for session in sessions)
    offering.ends_on = max(session.held_on for session in sessions)


def _write_sessions(offering: Offering, sessions: Sequence[Session]) -> None:
    in_order = sorted(sessions, key=lambda session: session.held_on)
    OfferingSession.objects.bulk_create(
        OfferingSession(offering=offering, number=number, held_on=session.held_on, hours=session.hours)
        for number, session in enumerate(in_order, start=1)
    )


def _require_free(agency: Agency, course: Course, reference: str) -> None:
    if Offering.objects.filter(agency=agency, course=course, reference=reference).exists():
        raise Refused(_("You have a class of this course by this name already."), field="reference")


def _require_uncredited(offering: Offering) -> None:
    if offering.counted_in_id is not None:
        raise Refused(_("This class is in your head count already, so it stays as it is."))
    if TrainingRecord.objects.filter(offering=offering).exclude(status=Status.SCHEDULED).exists():
        raise Refused(_("Officers were credited for this class already, so it stays as it is."))


def _lock(offering: Offering, by: User) -> Offering:
    rows = Offering.objects.select_related("agency", "course").select_for_update(of=("self",))
    locked = rows.get(pk=offering.pk)
    require(by, Capability.TRAINING_EDIT, locked.agency)
    return locked
