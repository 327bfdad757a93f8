"""Counting every agency again: nightly, and after a decision about a course."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agencies.models import Agency
from common.open_actions import OpenTo, open_to
from training import figures, queries
from training.models import Course, Rejudgement

# So many agencies are counted by one statement, which holds the table's rows for less than a second or two.
SLICE = 2000


@open_to(OpenTo.SYSTEM)
def rejudge(*, as_of: date, slice_of: int = SLICE) -> Rejudgement:
    """Count all agencies as of a day, a slice at a time, and go on where an interrupted run stopped.

    Each slice is one statement and its progress one more, in one transaction, so that whatever happens no agency is left
    out and none is half counted. Running it again after it finished changes nothing. Side effects: the agencies' figures;
    the progress.
    """
    with transaction.atomic():
        run, _new = Rejudgement.objects.get_or_create(
            as_of=as_of, defaults={"started_at": timezone.now(), "total": Agency.objects.count()}
        )
    while run.finished_at is None:
        run = next_slice(run, slice_of)
    return run


@open_to(OpenTo.SYSTEM)
def next_slice(run: Rejudgement, slice_of: int) -> Rejudgement:
    """Count the next ``slice_of`` agencies, or note that there are none left. Side effects: their figures; the progress."""
    with transaction.atomic():
        locked = Rejudgement.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.finished_at is not None:
            return locked
        waiting = Agency.objects.filter(pk__gt=locked.last_agency_ref).order_by("pk").values("pk")[:slice_of]
        upto = Agency.objects.filter(pk__in=waiting).aggregate(last=Max("pk"))["last"]
        now = timezone.now()
        if upto is None:
            locked.finished_at = now
        else:
            locked.done += figures.store(locked.as_of, at=now, above=locked.last_agency_ref, upto=upto)
            locked.last_agency_ref = upto
        locked.save()
    return locked


@open_to(OpenTo.SYSTEM)
def refigure_course(*, course: Course) -> int:
    """Count the agencies again that have records of a course; returns how many. Side effects: their figures."""
    today = timezone.localdate()
    touched = list(queries.agencies_touched(course).values_list("pk", flat=True))
    with transaction.atomic():
        figures.store_some(today, touched, at=timezone.now())
    return len(touched)


@open_to(OpenTo.SYSTEM)
def purge_old_runs(*, before: date) -> None:
    """Delete the notes of earlier nights. Side effects: these rows."""
    Rejudgement.objects.filter(as_of__lt=before - timedelta(days=30)).delete()
