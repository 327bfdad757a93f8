"""Head counts of agencies that name no officer (FAQ 10)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from audit import trail
from common.problems import Refused
from training.models import HeadCount


def enter(
    *,
    agency: Agency,
    by: User,
    as_of: date,
    sworn: int,
    cit: int,
    mhfa_without_cit: int,
    non_sworn_trained: int = 0,
) -> HeadCount:
    """Enter the figures as they were on a day, and return them; earlier ones stay as history.

    The same figures for the same day are one entry. Refused for a day to come, and when those trained are more than the
    sworn. Side effects: the head count; ``training.head_count_entered`` on the trail.
    """
    if as_of > timezone.localdate():
        raise Refused(_("This day is still to come. Enter the figures as they are."), field="as_of")
    if cit + mhfa_without_cit > sworn:
        raise Refused(
            _(
                "%(cit)s and %(aid)s make %(sum)s, more than the %(sworn)s sworn officers. Count each officer once: somebody"
                " with both trainings stands only under crisis intervention."
            )
            % {"cit": cit, "aid": mhfa_without_cit, "sum": cit + mhfa_without_cit, "sworn": sworn},
            field="mhfa_without_cit",
        )
    figures = {
        "sworn": sworn,
        "cit": cit,
        "mhfa_without_cit": mhfa_without_cit,
        "non_sworn_trained": non_sworn_trained,
    }
    with transaction.atomic():
        locked = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
        latest = HeadCount.objects.filter(agency=locked, as_of=as_of).order_by("-pk").first()
        if latest is not None and all(getattr(latest, name) == value for name, value in figures.items()):
            return latest
        entry = HeadCount.objects.create(agency=locked, as_of=as_of, entered_by=by, **figures)
        trail.record("training.head_count_entered", by=by, subject=entry, agency=locked, details=figures)
    return entry


def delete(*, head_count: HeadCount, by: User) -> None:
    """Delete figures that were entered by mistake. Side effects: ``training.head_count_deleted`` on the trail; the row."""
    with transaction.atomic():
        locked = (
            HeadCount.objects.select_related("agency").select_for_update(of=("self",)).get(pk=head_count.pk)
        )
        trail.record("training.head_count_deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()
