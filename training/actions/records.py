"""What happens to training records, one at a time."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import overtaken
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from training.models import Officer, TrainingRecord

FIELDS = (
    "course",
    "offering",
    "hours",
    "completed_on",
    "status",
    "delivery",
    "expires_on",
    "certificate_number",
)
_TWICE = _("This officer has a record of this course on this day already. Change that one instead.")
_LOCKED = _("A completion that is with the IACP uses this record, so it can't be changed or deleted now.")


def add(*, officer: Officer, by: User, **fields: Any) -> TrainingRecord:
    """Record that an officer took a course, and return the record. The same record sent twice is one.

    ``fields`` are FIELDS. Refused (field ``completed_on``) when the course is recorded for that day with other words.
    Side effects: the record; ``training.record_added`` on the trail.
    """
    _only(fields)
    with transaction.atomic():
        locked = Officer.objects.select_related("agency").select_for_update(of=("self",)).get(pk=officer.pk)
        require(by, Capability.TRAINING_EDIT, locked.agency)
        same = TrainingRecord.objects.filter(
            officer=locked,
            course=fields["course"],
            completed_on=fields["completed_on"],
            offering=fields.get("offering"),
            session="",
        ).first()
        if same is not None:
            if all(getattr(same, name) == value for name, value in fields.items()):
                return same
            raise Refused(_TWICE, field="completed_on")
        record = TrainingRecord.objects.create(agency=locked.agency, officer=locked, **fields)
        trail.record("training.record_added", by=by, subject=record, agency=locked.agency)
    return record


def change(*, record: TrainingRecord, by: User, **fields: Any) -> TrainingRecord:
    """Change a record, and return it. Refused while a submitted completion stands on it.

    Stale, saying who changed it since and when, when it was saved since ``record`` was read.

    Side effects: the record; ``training.record_changed`` on the trail with the names of the fields.
    """
    _only(fields)
    with transaction.atomic():
        locked = _lock(record, by)
        if locked.updated_at != record.updated_at:
            raise overtaken(locked)
        changed = [name for name, value in fields.items() if getattr(locked, name) != value]
        if not changed:
            return locked
        for name in changed:
            setattr(locked, name, fields[name])
        try:
            with transaction.atomic():
                locked.save()
        except IntegrityError:
            raise Refused(_TWICE, field="completed_on") from None
        trail.record(
            "training.record_changed",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"fields": sorted(changed)},
        )
    return locked


def delete(*, record: TrainingRecord, by: User) -> None:
    """Delete a record that was made by mistake. Refused while a submitted completion stands on it.

    Side effects: ``training.record_deleted`` on the trail; the record.
    """
    with transaction.atomic():
        locked = _lock(record, by)
        trail.record("training.record_deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()


_EVIDENCE = (TrainingRecord.Status.COMPLETED, TrainingRecord.Status.PASSED)


@open_to(OpenTo.PART)
def lock(*, agency: Agency, at: datetime) -> int:
    """Lock every completed training record of the agency that isn't locked yet; returns how many.

    The roster stays open, and so do records that are evidence of nothing, such as those of classes to come.

    Side effects: the rows. The caller's own action is on the trail, and calls this in its transaction.
    """
    return TrainingRecord.objects.filter(agency=agency, locked_at__isnull=True, status__in=_EVIDENCE).update(
        locked_at=at
    )


@open_to(OpenTo.PART)
def unlock(*, agency: Agency) -> int:
    """Open the agency's training records again; returns how many. Side effects as of `lock`."""
    return TrainingRecord.objects.filter(agency=agency, locked_at__isnull=False).update(locked_at=None)


def _lock(record: TrainingRecord, by: User) -> TrainingRecord:
    locked = TrainingRecord.objects.select_related("agency").select_for_update(of=("self",)).get(pk=record.pk)
    require(by, Capability.TRAINING_EDIT, locked.agency)
    if locked.is_locked:
        raise Refused(_LOCKED)
    return locked


def _only(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"unexpected fields: {', '.join(sorted(unknown))}")
