"""The queue of completions that wait for a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.time_zones import today_of
from common.days import days_since
from compliance.report import WarningCode
from pledges import queries as pledges
from pledges.models import Completion
from reviews.models import Decision


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A completion that waits for a decision: ``days`` since it was submitted, for the ``round``-th time.

    ``reviewer`` is who acts next, None when anyone may. ``flags`` are short words on what to look at.
    """

    completion: Completion
    days: int
    reviewer: User | None
    round: int
    flags: tuple[str, ...]


def submitted() -> QuerySet[Completion]:
    """The completions that wait for a decision, the longest waiting first, without the facts that they froze."""
    return (
        Completion.objects.filter(state=Completion.State.SUBMITTED)
        .select_related("agency", "pledge", "review__reviewer", "prepared")
        .defer("facts")
        .order_by("submitted_at", "id")
    )


def queue(
    now: datetime | None = None, *, completions: Iterable[Completion] | None = None
) -> list[QueueEntry]:
    """These completions of ``submitted()``, or without any all of them, as lines of the queue, in two queries."""
    now = now or timezone.now()
    waiting = list(submitted() if completions is None else completions)
    earlier: dict[int, int] = {}
    pledge_ids = [completion.pledge_id for completion in waiting]
    returned = Decision.objects.filter(
        completion__pledge__in=pledge_ids, kind=Decision.Kind.RETURN
    ).values_list("completion__pledge_id", flat=True)
    for pledge_id in returned:
        earlier[pledge_id] = earlier.get(pledge_id, 0) + 1
    return [
        QueueEntry(
            completion=completion,
            days=days_since(completion.submitted_at or now, now),
            reviewer=completion.review.reviewer if hasattr(completion, "review") else None,
            round=earlier.get(completion.pledge_id, 0) + 1,
            flags=_flags(completion),
        )
        for completion in waiting
    ]


def _flags(completion: Completion) -> tuple[str, ...]:
    """From the frozen report's JSON as it is: the queue reads no facts."""
    report = completion.report or {}
    codes = {warning.get("code") for warning in report.get("warnings", [])}
    flags = [_("decision prepared")] if hasattr(completion, "prepared") else []
    if report.get("self_reported"):
        flags.append(_("head counts only"))
    if WarningCode.RECORDED_DELIVERY.value in codes:
        flags.append(_("recorded training"))
    if {WarningCode.LAPSED_CIT.value, WarningCode.LAPSED_MHFA.value} & codes:
        flags.append(_("lapsed certificates"))
    if {WarningCode.ROSTER_ABOVE_DECLARED.value, WarningCode.ROSTER_BELOW_DECLARED.value} & codes:
        flags.append(_("roster and declared number differ"))
    if completion.signed_letter_id is None:
        flags.append(_("no signed copy"))
    if completion.submitted_at is not None:
        clock = pledges.clock_of(completion.pledge, today_of(completion.agency, completion.submitted_at))
        if clock.days_left < 0:
            flags.append(_("submitted after the deadline"))
    return tuple(flags)
