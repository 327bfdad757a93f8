"""What waits at the desk for the IACP's reviewers, as the desk itself counts it."""

from collections.abc import Callable, Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import ngettext_lazy

from accounts.models import User
from accounts.waiting import Item, Kind, waits
from agencies import leads
from agencies import queries as agencies
from agencies.permissions import Capability, reviewer_may
from pledges import queries as pledges
from pledges.models import Completion
from pledges.queries.desk import Waiting
from reviews import queries
from reviews.permissions import why_not
from training import queries as training
from training.models import EquivalencyRequest


@waits(
    Kind(
        "pledge",
        ngettext_lazy("%(count)d pledge to verify", "%(count)d pledges to verify", "count"),
        "reviews:intake",
    )
)
def pledges_to_verify() -> Iterator[Item]:
    """Pledges whose coordinator has confirmed the address."""
    for entry in pledges.intake_waiting():
        if entry.waits_for is Waiting.IACP:
            yield Item(
                entry.pledge.pk, entry.since, reviewer_may(Capability.PLEDGE_VERIFY, entry.pledge.agency)
            )


@waits(
    Kind(
        "completion",
        ngettext_lazy("%(count)d completion to decide", "%(count)d completions to decide", "count"),
        "reviews:completions",
    )
)
def completions_to_decide() -> Iterator[Item]:
    """Completions that no reviewer has taken, and for each reviewer those that they took."""
    for entry in queries.queue():
        since = entry.completion.submitted_at or entry.completion.created_at
        yield Item(entry.completion.pk, since, _may_decide(entry.completion, entry.reviewer))


@waits(
    Kind(
        "identity",
        ngettext_lazy(
            "%(count)d identity change to decide",
            "%(count)d identity changes to decide",
            "count",
        ),
        "reviews:desk",
        "#identity",
    )
)
def identity_requests() -> Iterator[Item]:
    """Requests to change an agency's name, place or ORI."""
    for asked in agencies.identity_requests_waiting():
        yield Item(asked.pk, asked.created_at, reviewer_may(Capability.IDENTITY_DECIDE, asked.agency))


@waits(
    Kind(
        "course",
        ngettext_lazy("%(count)d course to decide", "%(count)d courses to decide", "count"),
        "training:desk_equivalencies",
    )
)
def courses_to_decide() -> Iterator[Item]:
    """Requests for equivalency that wait for the IACP, not for the agency's answer."""
    for asked in training.desk_queue():
        if asked.state == EquivalencyRequest.State.OPEN:
            yield Item(asked.pk, asked.created_at, reviewer_may(Capability.COURSE_DECIDE, asked.agency))


@waits(
    Kind(
        "overdue",
        ngettext_lazy("%(count)d pledge overdue", "%(count)d pledges overdue", "count"),
        "reviews:overdue",
    )
)
def overdue() -> Iterator[Item]:
    """Pledges past their deadline with nothing submitted."""
    today = timezone.localdate()
    for pledge in pledges.overdue(today):
        since = timezone.make_aware(datetime.combine(pledges.clock_of(pledge, today).deadline_on, time()))
        yield Item(pledge.pk, since, reviewer_may(Capability.DEADLINE_SET, pledge.agency))


@waits(
    Kind(
        "no_lead",
        ngettext_lazy(
            "%(count)d agency that no lead can open, with no open invitation",
            "%(count)d agencies that no lead can open, with no open invitation",
            "count",
        ),
        "reviews:access",
    )
)
def agencies_without_lead() -> Iterator[Item]:
    """Agencies without a lead who can sign in, where no invited lead can accept any more."""
    now = timezone.now()
    for agency in leads.without_lead():
        invited_until: datetime | None = agency.invited_until  # type: ignore[attr-defined]
        if invited_until is None or invited_until <= now:
            yield Item(agency.pk, invited_until, reviewer_may(Capability.LEAD_APPOINT, agency))


def _may_decide(completion: Completion, reviewer: User | None) -> Callable[[User], bool]:
    taken = reviewer if reviewer is not None and reviewer.is_reviewer else None
    return lambda user: user.is_reviewer and taken in (None, user) and not why_not(user, completion)
