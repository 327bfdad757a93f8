"""Training records, one by one."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from audit import trail
from common.problems import Refused
from training.models import Officer, TrainingRecord

FIELDS = ("course", "hours", "completed_on", "status", "delivery", "expires_on", "certificate_number")


def add_record(*, officer: Officer, by: User, **fields: Any) -> TrainingRecord:
    """Record that an officer took a course, and return the record. The same record sent twice is one.

    ``fields`` are those of FIELDS; TypeError for any other. Refused when a record of this course on this day says
    something else, and for training completed on a day that hasn't come. In order: writes the record, records it.
    """
    _only(fields)
    _require_past(fields)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(of=("self",)).get(pk=officer.agency_id)
        same = TrainingRecord.objects.filter(
            officer=officer,
            course=fields["course"],
            completed_on=fields["completed_on"],
            offering__isnull=True,
        ).first()
        if same is not None:
            if all(getattr(same, name) == value for name, value in fields.items()):
                return same
            raise _taken()
        record = TrainingRecord.objects.create(agency=agency, officer=officer, **fields)
        trail.record("training.record_added", by=by, subject=record, agency=agency)
        return record


def change_record(*, record: TrainingRecord, by: User, **fields: Any) -> TrainingRecord:
    """Change a record, and return it. Refused when a submission stands on it. In order: writes it, records it."""
    _only(fields)
    _require_past(fields)
    with transaction.atomic():
        locked = _lock(record)
        changed = sorted(name for name, value in fields.items() if getattr(locked, name) != value)
        if not changed:
            return locked
        for name in changed:
            setattr(locked, name, fields[name])
        try:
            with transaction.atomic():
                locked.save(update_fields=[*changed, "updated_at"])
        except IntegrityError:
            raise _taken() from None
        trail.record(
            "training.record_changed",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"fields": changed},
        )
        return locked


def delete_record(*, record: TrainingRecord, by: User) -> None:
    """Delete a record that was entered by mistake. Refused when a submission stands on it. In order: records it, deletes it."""
    with transaction.atomic():
        locked = _lock(record)
        trail.record("training.record_deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()


def _lock(record: TrainingRecord) -> TrainingRecord:
    locked = TrainingRecord.objects.select_for_update(of=("self",)).select_related("agency").get(pk=record.pk)
    if locked.is_locked:
        raise Refused(
            _("The completion that you sent to the IACP stands on this record, so it can't be changed now.")
        )
    return locked


def _require_past(fields: dict[str, Any]) -> None:
    done = fields.get("status") in {TrainingRecord.Status.COMPLETED, TrainingRecord.Status.PASSED}
    if done and fields["completed_on"] > timezone.localdate():
        raise Refused(
            _("This day hasn't come yet. For a class to come, choose the status “Scheduled”."),
            field="completed_on",
        )


def _only(fields: dict[str, Any]) -> None:
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise TypeError(f"Not fields of a record that may be set here: {', '.join(unknown)}")


def _taken() -> Refused:
    return Refused(
        _("This officer has a record of this course on this day already. Change that one instead."),
        field="completed_on",
    )
