"""Closing the training records that a submitted completion stands on, and opening them again."""

from datetime import datetime

from agencies.models import Agency
from common.open_actions import OpenTo, open_to
from training.models import TrainingRecord

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
