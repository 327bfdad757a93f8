"""Batches of prepared decisions: opened, changed, and what is gathered in them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import permissions as staff
from accounts.models import User
from common.problems import Refused
from reviews import permissions
from reviews.actions.rows import lock_open_batch, record, record_batch
from reviews.models import HOLD_MOST, Batch, PreparedDecision


def open_batch(*, name: str, release_on: date | None, hold_minutes: int, by: User) -> Batch:
    """Open a batch, and return it. Refused without a name, and for a day that is over.

    In order: writes it, records it with its day.
    """
    staff.require(by, staff.Capability.RELEASES_PLAN)
    with transaction.atomic():
        batch = _planned(Batch(), name=name, release_on=release_on, hold_minutes=hold_minutes, by=by)
        record_batch("batch_opened", batch, by=by, **_plan(batch))
        return batch


def change_batch(*, batch: Batch, name: str, release_on: date | None, hold_minutes: int, by: User) -> Batch:
    """Change what an open batch is called, on which day it is released and how long its emails are held, and return it.

    Refused as of `open_batch`; Conflict, saying who and when, when it was released. In order: writes it, records it.
    """
    staff.require(by, staff.Capability.RELEASES_PLAN)
    with transaction.atomic():
        locked = lock_open_batch(batch)
        _planned(locked, name=name, release_on=release_on, hold_minutes=hold_minutes, by=by)
        record_batch("batch_changed", locked, by=by, **_plan(locked))
        return locked


def gather(*, batch: Batch, completions: Collection[int], shown: Collection[int], by: User) -> None:
    """Let an open batch hold the prepared decisions on these completions, and of those that the page had ``shown`` no others.

    Those on an agency that the person is tied to stay where they are. Conflict when the batch was released. In order: writes
    those that come and go, records each.
    """
    staff.require(by, staff.Capability.RELEASES_PLAN)
    with transaction.atomic():
        locked = lock_open_batch(batch)
        rows = PreparedDecision.objects.select_related("completion__agency", "completion__pledge").order_by(
            "pk"
        )
        # What another batch holds is taken out there first.
        come = _moved(rows.filter(batch__isnull=True, completion__in=completions), locked, by)
        go = _moved(
            rows.filter(batch=locked, completion__in=shown).exclude(completion__in=completions), None, by
        )
        # The trail comes last: who revises a decision holds its row, and then waits for the trail.
        for row in come:
            record("decision_gathered", row.completion, by=by, batch=locked.public_id)
        for row in go:
            record("decision_set_aside", row.completion, by=by, batch=locked.public_id)


def _moved(rows: Iterable[PreparedDecision], batch: Batch | None, by: User) -> list[PreparedDecision]:
    """Those that were moved: not where the person may not decide, or where someone revised the decision at this moment."""
    return [
        row
        for row in rows
        if not permissions.why_not(by, row.completion)
        and PreparedDecision.objects.filter(pk=row.pk, batch=row.batch_id, version=row.version).update(
            batch=batch, updated_at=timezone.now()
        )
    ]


def _planned(batch: Batch, *, name: str, release_on: date | None, hold_minutes: int, by: User) -> Batch:
    if not name.strip():
        raise Refused(_("Enter a name for the batch."), field="name")
    if release_on is not None and release_on < timezone.localdate() and release_on != batch.release_on:
        raise Refused(_("This day has passed. Choose today or a later day."), field="release_on")
    local = timezone.localtime()
    if release_on == local.date() != batch.release_on and local.hour >= settings.RELEASE_HOUR:
        raise Refused(
            _("Batches are released in the morning. Choose a later day, or release this one yourself."),
            field="release_on",
        )
    if not 0 <= hold_minutes <= HOLD_MOST:
        raise Refused(
            _("Emails can be held for at most %(most)s minutes.") % {"most": HOLD_MOST}, field="hold_minutes"
        )
    batch.name, batch.release_on, batch.hold_minutes = name.strip(), release_on, hold_minutes
    batch.scheduled_by, batch.problem = by if release_on is not None else None, ""
    batch.save()
    return batch


def _plan(batch: Batch) -> dict[str, object]:
    return {
        "day": batch.release_on.isoformat() if batch.release_on else "",
        "hold_minutes": batch.hold_minutes,
    }
