"""What happens in the background: counting again, taking names off."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from accounts.permissions import Actor
from outbox.registry import handles
from training import queries
from training.actions import judging, retention


@handles("training.course_figures")
def course_figures(course_id: int) -> None:
    """Count the agencies again that a decision about a course touches."""
    judging.refigure_course(course=queries.get_course(course_id))


@handles("training.forget_names")
def forget_names(agency_id: int) -> None:
    """Take the names off the roster of an agency that became pseudonymous; harmless when it has changed its mind."""
    agency = queries.get_agency(agency_id)
    if agency.pseudonymous:
        retention.remove_names(agency=agency, by=Actor.SYSTEM)


@shared_task(ignore_result=True)
def rejudge(as_of: str | None = None) -> None:
    """Count all agencies again, as of today or a day given as text. Killed, it goes on where it stopped."""
    day = date.fromisoformat(as_of) if as_of else timezone.localdate()
    judging.rejudge(as_of=day)
    judging.purge_old_runs(before=day)
