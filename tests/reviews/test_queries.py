"""What the desk reads: the queue, and one completion beside today."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from compliance.editions import PRACTICES
from partnerships.models import Partnership
from pledges.messages import found, title_of
from pledges.models import Completion, Pledge
from pledges.queries import assess_agency
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import add_policy
from rehearsal.factories.reviews import waiting_completion
from reviews import actions, queries
from reviews.queries import CompletionPage
from tests.clients import client_of
from tests.visible import words_of
from training.models import HeadCount

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 20)
NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)


def page_of(completion: Completion, today: date = TODAY) -> CompletionPage:
    """The page as a reviewer of another agency sees it."""
    found = queries.completion_by_public_id(completion.public_id)
    return queries.completion_page(found, may_review=True, today=today)


def change_report(completion: Completion, **changes: Any) -> None:
    """As if other facts had been submitted."""
    completion.report = {**(completion.report or {}), **changes}
    completion.save(update_fields=["report"])


def submitted_at(completion: Completion, moment: datetime) -> None:
    Completion.objects.filter(pk=completion.pk).update(submitted_at=moment)


# The queue


def test_queue_is_oldest_first_with_age_and_who_acts_next() -> None:
    younger, older = waiting_completion(), waiting_completion()
    submitted_at(younger, datetime(2025, 11, 18, 13, tzinfo=UTC))
    reviewer = ReviewerFactory.create()
    actions.claim(completion=older, by=reviewer)

    entries = queries.queue(NOON)

    assert [(entry.completion, entry.days, entry.reviewer, entry.round) for entry in entries] == [
        (older, 17, reviewer, 1),
        (younger, 2, None, 1),
    ]


def test_queue_holds_only_what_waits() -> None:
    decided, waiting = waiting_completion(), waiting_completion()
    actions.send_back(completion=decided, practices={}, reasons="Sign it.", by=ReviewerFactory.create())

    assert [entry.completion for entry in queries.queue(NOON)] == [waiting]


def test_queue_counts_the_rounds() -> None:
    first = waiting_completion()
    actions.send_back(completion=first, practices={}, reasons="Sign it.", by=ReviewerFactory.create())
    draft = Completion.objects.get(state="draft")
    frozen = {"facts": first.facts, "report": first.report, "submitted_at": NOON}
    Completion.objects.filter(pk=draft.pk).update(state="submitted", **frozen)
    Pledge.objects.update(state="submitted")

    (entry,) = queries.queue(NOON)

    assert entry.round == 2


@pytest.mark.parametrize(
    ("report", "flag"),
    [
        ({"self_reported": True}, "head counts only"),
        ({"warnings": [{"code": "recorded_delivery", "count": 1, "refs": ["P1"]}]}, "recorded training"),
        ({"warnings": [{"code": "lapsed_cit", "count": 1, "refs": ["P1"]}]}, "lapsed certificates"),
        ({"warnings": [{"code": "lapsed_mhfa", "count": 1, "refs": ["P1"]}]}, "lapsed certificates"),
        (
            {"warnings": [{"code": "roster_above_declared", "count": 1, "refs": []}]},
            "roster and declared number differ",
        ),
        ({"warnings": [{"code": "on_leave", "count": 1, "refs": ["P1"]}]}, None),
    ],
)
def test_queue_flags(report: dict[str, Any], flag: str | None) -> None:
    completion = waiting_completion()
    change_report(completion, **{"self_reported": False, "warnings": [], **report})

    (entry,) = queries.queue(NOON)

    assert entry.flags == ((flag,) if flag else ()) + ("no signed copy",)


def test_queue_flags_what_came_after_the_deadline() -> None:
    completion = waiting_completion()
    Pledge.objects.update(pledged_on=date(2022, 11, 2))
    assert "submitted after the deadline" in queries.queue(NOON)[0].flags

    # On the very day it was still in time, and an extension makes it so.
    Pledge.objects.update(pledged_on=date(2022, 11, 3))
    assert "submitted after the deadline" not in queries.queue(NOON)[0].flags
    Pledge.objects.update(pledged_on=date(2022, 1, 1), extended_until=date(2025, 12, 1))
    assert "submitted after the deadline" not in queries.queue(NOON)[0].flags
    assert completion.submitted_at is not None


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_is_two_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(rows):
        actions.claim(completion=waiting_completion(), by=ReviewerFactory.create())

    with django_assert_num_queries(2):
        entries = queries.queue(NOON)
        assert [bool(entry.completion.agency.name and entry.reviewer) for entry in entries] == [True] * rows


# One completion


def test_completion_page_sets_the_claims_beside_what_was_counted() -> None:
    page = page_of(waiting_completion())

    assert [(practice.code, practice.met, practice.is_counted) for practice in page.practices] == [
        ("partnership", True, False),
        ("policy", True, False),
        ("crisis_intervention", True, True),
        ("first_aid", True, True),
    ]
    assert [practice.words for practice in page.practices] == [
        page.completion.statements["partnership"],
        page.completion.statements["policy"],
        page.completion.statements["crisis_intervention"],
        "",
    ]
    assert [[claim.text for claim in practice.claims] for practice in page.practices] == [
        ["Since January 5, 2023, we have worked with County Behavioral Health."],
        ["General Order 12-4, in force since February 1, 2023, has these main components:"],
        [
            "As of November 3, 2025, our agency has 40 sworn officers.",
            "10 of 40 have completed crisis-intervention training (CIT, CRIT or an approved equivalent); the pledge asks "
            "for at least 8.",
            "These figures are head counts that our agency reports itself, without a roster of officers.",
        ],
        [
            "40 of 40 have completed either that training or Mental Health First Aid (MHFA), or an approved equivalent."
        ],
    ]
    assert (page.practices[2].actual, page.practices[2].needed, page.practices[2].out_of) == (10, 8, 40)


def test_completion_page_while_nothing_has_changed() -> None:
    page = page_of(waiting_completion())

    assert [row for row in page.comparison if row[1] != row[2]] == []
    assert (page.has_changed, page.may_decide, page.is_waiting) == (False, True, True)


def test_completion_page_shows_figure_by_figure_what_has_changed() -> None:
    completion = waiting_completion()
    HeadCount.objects.create(
        agency=completion.agency, as_of=date(2025, 11, 10), sworn=42, cit=10, mhfa_without_cit=30
    )
    Partnership.objects.update(ended_on=date(2025, 11, 12))
    add_policy(completion.agency, title="General Order 13", adopted_on=date(2025, 11, 1))

    page = page_of(completion)

    assert page.has_changed
    then, now = page.frozen.report, assess_agency(completion.pledge, TODAY)
    assert then is not None
    changed = {row[0]: row[1:] for row in page.comparison if row[1] != row[2]}
    figures = {title_of(code): (found(then.finding(code)), found(now.finding(code))) for code in PRACTICES}
    assert figures[title_of("partnership")] == ("1 active partnership", "0 active partnerships")
    assert changed == {
        "Sworn officers": ("40", "42"),
        **figures,
        "Partnership with a community mental health organization: recorded": (
            "County Behavioral Health (2023-01-05)",
            "County Behavioral Health (2023-01-05 – 2025-11-12)",
        ),
        "Policy on responding to people in crisis: recorded": (
            "General Order 12-4 (2023-02-01)",
            "General Order 13 (2025-11-01); General Order 12-4 (2023-02-01)",
        ),
    }
    # What was submitted stays what is judged.
    assert [practice.met for practice in page.practices] == [True] * 4


def test_completion_page_shows_each_warning_then_and_now() -> None:
    completion = waiting_completion()
    warnings = [
        {"code": "recorded_delivery", "count": 3, "refs": ["P1", "P2", "P3"]},
        {"code": "roster_below_declared", "count": 1, "refs": []},
    ]
    change_report(completion, warnings=warnings)

    page = page_of(completion)

    assert page.warnings == (
        "Trained by a recording alone: 3 officers",
        "Roster shorter than the declared strength: 1 officer",
    )
    rows = {row[0]: row[1:] for row in page.comparison}
    assert rows["Trained by a recording alone"] == ("3 officers", "–")
    # Officers' IDs are the agency's business.
    assert not {"P1", "P2", "P3", "P4"} & words_of(f"{page.comparison} {page.warnings}")


def test_completion_page_says_why_officers_were_left_out_and_names_none() -> None:
    completion = waiting_completion()
    officers = [
        {"ref": ref, "sworn": True, "excluded_because": because}
        for ref, because in [
            ("P1", "Deployed abroad"),
            ("P2", "Long leave"),
            ("P3", "Long leave"),
            ("P4", None),
        ]
    ]
    completion.facts = {**(completion.facts or {}), "headcount": None, "officers": officers}
    completion.save(update_fields=["facts"])
    change_report(completion, warnings=[{"code": "excluded", "count": 3, "refs": ["P1", "P2", "P3"]}])

    page = page_of(completion)

    assert page.exclusions == (("Long leave", "2 officers"), ("Deployed abroad", "1 officer"))
    url = reverse("reviews:completion", args=[completion.public_id])
    text = client_of(ReviewerFactory.create()).get(url).content.decode()
    assert "<li>Long leave: 2 officers</li>" in text
    assert not {"P1", "P2", "P3", "P4"} & words_of(text)


def test_completion_page_when_today_cannot_be_judged() -> None:
    """What was submitted can be decided, whatever became of the records."""
    completion = waiting_completion()
    Partnership.objects.update(started_on=date(23, 1, 5))

    page = page_of(completion)

    assert page.comparison == (("Today", "Could be judged", "Today's records contradict each other"),)
    assert (page.may_decide, [practice.met for practice in page.practices]) == (True, [True] * 4)


def test_completion_page_keeps_the_earlier_decisions() -> None:
    completion = waiting_completion()
    decision = actions.send_back(
        completion=completion, practices={}, reasons="Sign it.", by=ReviewerFactory.create()
    )

    page = page_of(completion)

    assert (page.decision, page.earlier, page.may_decide) == (decision, (), False)
    assert "reviews.returned" in [event.verb for event in page.events]


def test_draft_is_not_for_the_desk() -> None:
    completion = waiting_completion()
    Completion.objects.filter(pk=completion.pk).update(state="draft")

    with pytest.raises(Completion.DoesNotExist):
        queries.completion_by_public_id(completion.public_id)
