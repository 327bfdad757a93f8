"""The desk in figures: turnaround, what is late, workload, the reasons of returns, and what agencies are told of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.desk import Turnaround, kind_named, turnaround, usual_days
from agencies.models import Agency
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from reviews import actions as reviews
from reviews.models import Decision
from tests.clients import client_of
from tests.worklist.test_waiting import LIST, post

pytestmark = pytest.mark.django_db


def verified(*days: int) -> None:
    """Pledges that were verified today, each so many days after its address was confirmed."""
    now = timezone.now()
    for number in days:
        PledgeFactory.create(
            state=State.ACTIVE.value, confirmed_at=now - timedelta(days=number), verified_at=now
        )


def took() -> Turnaround | None:
    kind = kind_named("pledge")
    assert kind is not None
    return turnaround(kind, timezone.now())


@pytest.mark.parametrize(
    ("days", "median", "most"),
    [((4,), 4, 4), ((1, 9), 1, 9), ((9, 1, 3), 3, 9), ((0, 1, 2, 3, 4, 5, 6, 7, 8, 30), 4, 8)],
)
def test_half_and_nine_of_ten_took_so_many_days_or_fewer(
    days: tuple[int, ...], median: int, most: int
) -> None:
    verified(*days)
    assert took() == Turnaround(len(days), median, most)


def test_what_was_decided_more_than_a_year_ago_doesnt_count() -> None:
    verified(3)
    PledgeFactory.create(
        state=State.ACTIVE.value,
        confirmed_at=timezone.now() - timedelta(days=500),
        verified_at=timezone.now() - timedelta(days=400),
    )
    assert took() == Turnaround(1, 3, 3)


def test_nothing_is_promised_of_few_decisions() -> None:
    verified(2, 2, 2, 2)
    assert usual_days("pledge") is None
    verified(9)
    assert usual_days("pledge") == 9


def decided(days: int) -> Agency:
    """An agency whose completion was returned so many days after it was submitted."""
    completion = waiting_completion()
    reviews.send_back(
        completion=completion,
        practices={"policy": "Which order?"},
        reasons="" if days else "Sign it.",
        by=ReviewerFactory.create(),
    )
    then = timezone.now() - timedelta(days=days)
    Completion.objects.filter(pk=completion.pk).update(submitted_at=then)
    return completion.agency


def test_agency_is_told_how_long_it_usually_takes() -> None:
    waiting = waiting_completion().agency
    lead = client_of(lead_of(waiting))
    assert "usually decides within" not in lead.get("completion/").content.decode()
    for _number in range(5):
        decided(9)

    assert "The IACP usually decides within 9 days." in lead.get("completion/").content.decode()
    assert Decision.objects.count() == 5


def test_page_and_file_say_what_waits_is_late_was_decided_and_why_it_went_back() -> None:
    decided(9)
    decided(0)
    late, early = waiting_completion(), waiting_completion()
    Completion.objects.filter(pk=late.pk).update(submitted_at=timezone.now() - timedelta(days=30))
    Completion.objects.filter(pk=early.pk).update(submitted_at=timezone.now())
    rae = ReviewerFactory.create(name="Rae Stone")
    post(rae, f"completion:{early.pk}")
    client = client_of(rae)

    page = client.get(f"{LIST}figures/").content.decode()
    csv = b"".join(client.get(f"{LIST}figures.csv").streaming_content).decode()

    assert "Why completions were returned" in page
    lines = [line for line in csv.splitlines() if line.startswith(("Completion,", "Rae", "Overall"))]
    assert lines == [
        "Completion,Waiting,2",
        "Completion,Late,1",
        "Completion,Decided in the last year,2",
        "Completion,Median days,0",
        'Completion,"Days, 90th percentile",9',
        "Rae Stone,Assigned,1",
        "Overall,Reason for a return in the last year,1",
    ]
    assert "Reason for a return in the last year,2" in csv
