"""Head counts of agencies that name no officer (FAQ 10)."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import actions as agencies
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from audit import trail
from audit.versions import save_next
from common.problems import Refused
from training.models import HeadCount, Offering, Officer, Track


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
    sworn. An agency without any officer on its roster gives head counts from then on. Side effects: the head count;
    ``training.head_count_entered`` on the trail; the agency's way of recording.
    """
    figures = {
        "sworn": sworn,
        "cit": cit,
        "mhfa_without_cit": mhfa_without_cit,
        "non_sworn_trained": non_sworn_trained,
    }
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.TRAINING_EDIT, locked)
        if as_of > today_of(agency):
            raise Refused(
                _("This day is in the future. Enter the figures once they are known."), field="as_of"
            )
        if cit + mhfa_without_cit > sworn:
            raise Refused(
                _(
                    "%(cit)s and %(aid)s make %(sum)s, more than the %(sworn)s sworn officers. Count each "
                    "officer once. Enter an officer with both trainings only under crisis intervention."
                )
                % {"cit": cit, "aid": mhfa_without_cit, "sum": cit + mhfa_without_cit, "sworn": sworn},
                field="mhfa_without_cit",
            )
        if not Officer.objects.filter(agency=locked).exists():
            agencies.count_heads(agency=locked, by=by)
        latest = HeadCount.objects.filter(agency=locked, as_of=as_of).order_by("-pk").first()
        if latest is not None and all(getattr(latest, name) == value for name, value in figures.items()):
            return latest
        entry = HeadCount.objects.create(agency=locked, as_of=as_of, entered_by=by, **figures)
        trail.record("training.head_count_entered", by=by, subject=entry, agency=locked, details=figures)
    return entry


def count_class(*, offering: Offering, finished: int, with_first_aid: int, by: User) -> HeadCount:
    """Add those who finished a class to the agency's head count, naming no one; returns the new entry, as of today.

    ``finished``: sworn officers who were at every session and had no crisis-intervention training before.
    ``with_first_aid``: how many of them had Mental Health First Aid; only asked of a crisis-intervention class, where
    they move from one figure to the other. Refused for an agency with a roster, before the last day, a second time, for a
    course that doesn't count or a class shorter than it, and without a head count to add to. Side effects: as of `enter`;
    the class; ``training.class_counted`` on the trail.
    """
    with transaction.atomic():
        agency = lock_agency(offering.agency_id)
        today = today_of(agency)
        require(by, Capability.TRAINING_EDIT, agency)
        locked = Offering.objects.select_related("course").select_for_update(of=("self",)).get(pk=offering.pk)
        if agency.evidence_mode != Agency.EvidenceMode.COUNTS:
            raise Refused(_("Your agency keeps a roster: enroll officers and credit the class."))
        if locked.counted_in_id is not None:
            raise Refused(_("This class is in your head count already."))
        if locked.ends_on is None or locked.ends_on > today:
            raise Refused(_("The class isn't over yet. Add it once its last day has come."))
        _require_counting(locked)
        latest = HeadCount.objects.filter(agency=agency, as_of__lte=today).order_by("-as_of", "-pk").first()
        if latest is None:
            raise Refused(_("Enter your figures first; the class is added to them."))
        cit, mhfa = latest.cit, latest.mhfa_without_cit
        if locked.course.track == Track.CIT:
            if with_first_aid > min(finished, mhfa):
                raise Refused(_("This is more than you have. Check your figures."), field="with_first_aid")
            cit, mhfa = cit + finished, mhfa - with_first_aid
        else:
            mhfa += finished
        if cit + mhfa > latest.sworn:
            raise Refused(
                _("With them, %(sum)s of %(sworn)s sworn officers would be trained. Count no one twice.")
                % {"sum": cit + mhfa, "sworn": latest.sworn},
                field="finished",
            )
        entry = enter(
            agency=agency,
            by=by,
            as_of=today,
            sworn=latest.sworn,
            cit=cit,
            mhfa_without_cit=mhfa,
            non_sworn_trained=latest.non_sworn_trained,
        )
        locked.counted_in = entry
        save_next(locked, "counted_in")
        trail.record(
            "training.class_counted", by=by, subject=locked, agency=agency, details={"officers": finished}
        )
    return entry


def delete(*, head_count: HeadCount, by: User) -> None:
    """Delete figures that were entered by mistake. Side effects: ``training.head_count_deleted`` on the trail; the row."""
    with transaction.atomic():
        locked = (
            HeadCount.objects.select_related("agency").select_for_update(of=("self",)).get(pk=head_count.pk)
        )
        require(by, Capability.TRAINING_EDIT, locked.agency)
        trail.record("training.head_count_deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()


def _require_counting(offering: Offering) -> None:
    course = offering.course
    if not course.counts or course.track == Track.NONE or course.is_refresher:
        raise Refused(_("This course adds no one to the figures."))
    hours = offering.sessions.aggregate(hours=Sum("hours"))["hours"] or 0
    if hours < course.hours:
        raise Refused(
            _(
                "The sessions make %(have)s hours; the course has %(needed)s. No one is added. "
                "If the class was longer, edit its sessions first."
            )
            % {"have": f"{hours:f}".rstrip("0").rstrip("."), "needed": f"{course.hours.normalize():f}"}
        )
