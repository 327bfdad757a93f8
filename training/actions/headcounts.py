"""Figures of an agency that names no officer (FAQ 10)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from audit import trail
from common.problems import Refused
from training.models import HeadCount


def add_head_count(
    *,
    agency: Agency,
    as_of: date,
    sworn: int,
    cit: int,
    mhfa_without_cit: int,
    by: User,
    non_sworn_trained: int = 0,
) -> HeadCount:
    """Enter the figures of a day, and return them; earlier entries stay as the history.

    The same figures sent twice are one entry. Refused when the trained are more than the sworn officers, and for a day
    that hasn't come. In order: writes the entry, records it.
    """
    if as_of > timezone.localdate():
        raise Refused(_("This day hasn't come yet. Enter the day on which you counted."), field="as_of")
    if cit + mhfa_without_cit > sworn:
        raise Refused(
            _(
                "%(cit)s with crisis-intervention training and %(mhfa)s with first aid alone make %(sum)s, more than your "
                "%(sworn)s sworn officers. Count each officer once."
            )
            % {"cit": cit, "mhfa": mhfa_without_cit, "sum": cit + mhfa_without_cit, "sworn": sworn},
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
        latest = HeadCount.objects.filter(agency=locked, as_of=as_of).order_by("-id").first()
        if latest is not None and all(getattr(latest, name) == value for name, value in figures.items()):
            return latest
        entry = HeadCount.objects.create(agency=locked, as_of=as_of, entered_by=by, **figures)
        trail.record(
            "training.head_count_added",
            by=by,
            subject=entry,
            agency=locked,
            details={"as_of": as_of.isoformat(), **figures},
        )
        return entry
