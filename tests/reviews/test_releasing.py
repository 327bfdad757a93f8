"""Decisions that are prepared, released together and recalled: nothing shows before, everything after, and once."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, Membership
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from directory.feeds import SUBJECTS
from documents.models import Document
from outbox.dispatch import deliver_due
from pledges import actions as pledges
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.reviews import waiting_completion
from reviews import actions, tasks
from reviews.models import Batch, Decision, PreparedDecision, seen_of
from tests.clients import AgencyClient, without_secrets
from tests.reviews.desk import ALL, approve

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 1, 12, 15, tzinfo=UTC)


@pytest.fixture
def reviewer() -> User:
    return ReviewerFactory.create(name="Rae Stone")


@pytest.fixture
def morning() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def lead_of(agency: Agency) -> User:
    """The lead that a completion that waits comes with."""
    return Membership.objects.get(agency=agency, role="lead").user


def prepare(completion: Completion, by: User, batch: Batch | None = None, **more: Any) -> PreparedDecision:
    said: dict[str, Any] = {"kind": "approve", "verified": ALL, "practices": {}, "reasons": "Well done."}
    return actions.prepare(completion=completion, batch=batch, by=by, **said | more)


def prepare_return(completion: Completion, by: User, batch: Batch | None = None) -> PreparedDecision:
    return prepare(
        completion,
        by,
        batch,
        kind="return",
        verified=ALL - {"policy"},
        practices={"policy": "Add the pages."},
        reasons="",
    )


def opened(by: User, hold_minutes: int = 60, **more: Any) -> Batch:
    return actions.open_batch(
        **{"name": "Press day", "release_on": None, "hold_minutes": hold_minutes, "by": by, **more}
    )


def states(*completions: Completion) -> list[tuple[str, str]]:
    found = [Completion.objects.select_related("pledge").get(pk=one.pk) for one in completions]
    return [(one.state, one.pledge.state) for one in found]


WAITING = (Completion.State.SUBMITTED, State.SUBMITTED)
CERTIFIED = (Completion.State.APPROVED, State.COMPLETED)
RETURNED = (Completion.State.RETURNED, State.RETURNED)


def faces(*completions: Completion) -> dict[str, str]:
    """Every page, feed, count and file on which a decision may show, to visitors and to the agency's lead."""
    public = ["/", "/agencies/", "/recent/", "/open-data/", "/agencies.csv", "/agencies.json", "/sitemap.xml"]
    public += [f"/feeds/{subject}.atom" for subject in SUBJECTS]
    public += [reverse("directory:api_root") + page for page in ("agencies", "counts", "regions")]
    seen = {}
    for completion in completions:
        name = completion.agency.public_id
        public += [f"/badge/{name}.svg", reverse("directory:agency_short", args=[name])]
        client = AgencyClient()
        client.force_login(lead_of(completion.agency))
        for page in ("", "completion/", "documents/", "recognition/", "pledge/"):
            text = without_secrets(client.get(page, follow=True))
            seen[f"{name} {page}"] = re.sub(r'(?<=session-mark" content=")\w+', "", text)
    for path in public:
        response = Client().get(path, follow=True)
        if response.streaming:
            seen[path] = b"".join(response.streaming_content).decode()
        else:
            seen[path] = without_secrets(response)
    return seen


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {face for face in before if before[face] != after[face]}


def test_nothing_shows_before_the_release_and_all_after(reviewer: User, morning: Any) -> None:
    first, second, third = waiting_completion(), waiting_completion(), waiting_completion()
    faces(first, second, third)
    before = faces(first, second, third)

    batch = opened(reviewer)
    prepare(first, reviewer, batch)
    prepare(second, reviewer, reasons="Thank you.")
    prepare_return(third, reviewer, batch)
    actions.gather(batch=batch, completions=[one.pk for one in (first, second, third)], shown=(), by=reviewer)
    prepare(first, reviewer, batch, reasons="Very well done.", seen=seen_of([first.prepared]))
    deliver_due()

    assert differing(before, faces(first, second, third)) == set()
    assert (mail.outbox, Decision.objects.count(), states(first, second, third)) == ([], 0, [WAITING] * 3)

    actions.release_batch(batch=batch, by=ReviewerFactory.create())
    deliver_due()

    after = faces(first, second, third)
    assert states(first, second, third) == [CERTIFIED, CERTIFIED, RETURNED]
    assert {
        "/", "/agencies/", "/recent/", "/agencies.csv", "/agencies.json", "/feeds/certified.atom",
        *(f"/badge/{one.agency.public_id}.svg" for one in (first, second)),
        *(f"{one.agency.public_id} " for one in (first, second, third)),
    } <= differing(before, after)  # fmt: skip
    assert (mail.outbox, PreparedDecision.objects.count()) == ([], 0)
    dated = Document.objects.filter(kind="certificate").values_list("dated_on", flat=True)
    assert list(dated) == [timezone.localdate()] * 2


def test_emails_leave_after_the_hold(reviewer: User, morning: Any) -> None:
    certified, returned = waiting_completion(), waiting_completion()
    batch = opened(reviewer)
    prepare(certified, reviewer, batch)
    prepare_return(returned, reviewer, batch)
    actions.release_batch(batch=batch, by=reviewer)
    deliver_due()
    morning.shift(timedelta(minutes=60))
    deliver_due()
    assert mail.outbox == []

    morning.shift(timedelta(minutes=2))
    deliver_due()

    to = sorted(message.to[0] for message in mail.outbox)
    assert to == sorted(lead_of(one.agency).email for one in (certified, returned))
    with pytest.raises(Conflict, match="The emails were sent"):
        actions.recall_batch(batch=batch, reason="The wrong day.", by=reviewer)


def test_recall_puts_everything_back_and_numbers_are_never_used_again(reviewer: User, morning: Any) -> None:
    certified, returned = waiting_completion(), waiting_completion()
    batch = opened(reviewer)
    prepare(certified, reviewer, batch)
    prepare_return(returned, reviewer, batch)
    deliver_due()
    faces(certified, returned)
    before = faces(certified, returned)
    actions.release_batch(batch=batch, by=reviewer)
    deliver_due()
    certificate = Document.objects.get(kind="certificate")
    numbers = set(Document.objects.exclude(number=None).values_list("number", flat=True))

    done = actions.recall_batch(batch=batch, reason="The wrong day.", by=ReviewerFactory.create())

    assert states(certified, returned) == [WAITING] * 2
    # What the trail holds stays in the agency's history, and the directory's files say when they were made.
    assert differing(before, faces(certified, returned)) <= {
        f"{one.agency.public_id} " for one in (certified, returned)
    }
    assert set(Document.objects.exclude(number=None).values_list("state", flat=True)) == {"void"}
    assert "void" in Client().get(f"/verify/{certificate.number}/").content.decode()
    batch.refresh_from_db()
    assert (batch.recalled_because, done.batch is not None and done.batch.prepared.count()) == (
        "The wrong day.",
        2,
    )
    recalled = Entry.objects.get(verb="reviews.batch_recalled")
    assert (recalled.subject, recalled.details["decisions"]) == (f"reviews.Batch:{batch.pk}", 2)

    morning.shift(timedelta(minutes=90))
    deliver_due()
    assert mail.outbox == []
    assert done.batch is not None
    actions.release_batch(batch=done.batch, by=reviewer)
    deliver_due()
    morning.shift(timedelta(minutes=90))
    deliver_due()

    again = set(Document.objects.exclude(state="void").exclude(number=None).values_list("number", flat=True))
    assert again & numbers == set()
    assert len(mail.outbox) == 2
    assert states(certified, returned) == [CERTIFIED, RETURNED]
    call_command("verify_trail")


def test_decision_released_by_itself_can_be_recalled_too(
    reviewer: User, settings: LazySettings, morning: Any
) -> None:
    settings.RELEASE_HOLD_MINUTES = 60
    completion = waiting_completion()
    decision = approve(completion, reviewer)
    assert decision.batch is not None

    done = actions.recall_batch(batch=decision.batch, reason="A slip.", by=reviewer)

    assert (states(completion), done.batch) == ([WAITING], None)
    prepared = PreparedDecision.objects.get(completion=completion)
    assert (prepared.kind, set(prepared.verified), prepared.prepared_by) == ("approve", set(ALL), reviewer)


def test_return_whose_draft_the_agency_has_begun_stays_released(reviewer: User) -> None:
    certified, returned = waiting_completion(), waiting_completion()
    batch = opened(reviewer)
    prepare(certified, reviewer, batch)
    prepare_return(returned, reviewer, batch)
    actions.release_batch(batch=batch, by=reviewer)
    lead = lead_of(returned.agency)
    pledges.save_draft(pledge=returned.pledge, version=1, changes={"signatory_name": "Kim Reyes"}, by=lead)

    done = actions.recall_batch(batch=batch, reason="The wrong day.", by=reviewer)

    assert states(certified, returned) == [WAITING, RETURNED]
    assert [completion for completion, _why in done.stayed] == [returned]


def test_completion_that_the_agency_withdrew_is_passed_over(reviewer: User) -> None:
    gone, stays = waiting_completion(), waiting_completion()
    batch = opened(reviewer)
    prepare(gone, reviewer, batch)
    prepare(stays, reviewer, batch)
    pledges.recall(completion=gone, by=lead_of(gone.agency))

    actions.release_batch(batch=batch, by=reviewer)

    assert (states(stays), Decision.objects.count(), PreparedDecision.objects.count()) == ([CERTIFIED], 1, 0)
    assert Entry.objects.filter(verb="reviews.decision_passed_over").count() == 1


def test_refusal_of_one_releases_none(reviewer: User) -> None:
    first, second = waiting_completion(), waiting_completion()
    batch = opened(reviewer)
    prepare(first, reviewer, batch)
    prepare(second, reviewer, batch)
    PreparedDecision.objects.filter(completion=second).update(verified=[])

    with pytest.raises(Refused, match=second.agency.name):
        actions.release_batch(batch=batch, by=reviewer)

    assert states(first, second) == [WAITING] * 2
    batch.refresh_from_db()
    assert batch.is_open


@pytest.mark.parametrize("tied", ["who releases", "who prepared"])
def test_tie_to_one_agency_stops_the_batch(reviewer: User, tied: str) -> None:
    first, second = waiting_completion(), waiting_completion()
    batch, other = opened(reviewer), ReviewerFactory.create()
    prepare(first, reviewer, batch)
    prepare(second, reviewer, batch)
    MembershipFactory.create(agency=second.agency, user=other if tied == "who releases" else reviewer)

    with pytest.raises(NotAllowed, match=second.agency.name):
        actions.release_batch(batch=batch, by=other)

    assert states(first, second) == [WAITING] * 2


def test_late_reviser_learns_who_prepared(reviewer: User) -> None:
    completion = waiting_completion()
    row = prepare(completion, reviewer)

    for late in (prepare, approve, prepare_return):
        with pytest.raises(Conflict, match="Rae Stone prepared a decision"):
            late(completion, ReviewerFactory.create())

    prepare_return_again = actions.send_back(
        completion=completion, practices={}, reasons="Sign it.", by=reviewer, seen=seen_of([row])
    )
    assert (prepare_return_again.kind, PreparedDecision.objects.count()) == ("return", 0)


def test_day_releases_once_however_often_the_schedule_runs(reviewer: User, morning: Any) -> None:
    completion = waiting_completion()
    batch = opened(reviewer, release_on=(MORNING + timedelta(days=2)).date())
    prepare(completion, reviewer, batch)
    tasks.release_due()
    assert states(completion) == [WAITING]

    morning.shift(timedelta(days=2))
    tasks.release_due()
    tasks.release_due()

    assert (states(completion), Document.objects.filter(kind="certificate").count()) == ([CERTIFIED], 1)
    assert Entry.objects.get(verb="reviews.batch_released").actor_ref == reviewer.pk


def test_day_that_can_not_release_says_why(reviewer: User, morning: Any) -> None:
    completion = waiting_completion()
    batch = opened(reviewer, release_on=(MORNING + timedelta(days=1)).date())
    prepare(completion, reviewer, batch)
    MembershipFactory.create(agency=completion.agency, user=reviewer)

    morning.shift(timedelta(days=1))
    tasks.release_due()

    batch.refresh_from_db()
    assert (states(completion), completion.agency.name in batch.problem) == ([WAITING], True)


def test_batch_that_is_empty_on_its_day_has_no_day_any_more(reviewer: User, morning: Any) -> None:
    batch = opened(reviewer, release_on=(MORNING + timedelta(days=1)).date())
    morning.shift(timedelta(days=1))
    tasks.release_due()
    completion = waiting_completion()
    prepare(completion, reviewer, Batch.objects.get())

    tasks.release_due()

    batch.refresh_from_db()
    assert (states(completion), batch.release_on, "Nothing was in this batch" in batch.problem) == (
        [WAITING], None, True,
    )  # fmt: skip


def test_today_is_no_day_for_a_batch_once_its_hour_is_over(reviewer: User, morning: Any) -> None:
    with pytest.raises(Refused, match="released in the morning"):
        opened(reviewer, release_on=MORNING.date())


def test_recall_draws_the_papers_again(reviewer: User, morning: Any) -> None:
    completion, batch = waiting_completion(), opened(reviewer)
    prepare(completion, reviewer, batch)
    actions.release_batch(batch=batch, by=reviewer)
    deliver_due()

    actions.recall_batch(batch=batch, reason="The wrong day.", by=reviewer)
    deliver_due()

    assert PreparedDecision.objects.get().papers.exists()


def test_page_from_before_a_colleague_moved_a_decision_moves_it_nowhere(reviewer: User) -> None:
    completion, batch = waiting_completion(), opened(reviewer)
    row = prepare(completion, reviewer)
    seen = seen_of([row])
    actions.gather(batch=batch, completions=[completion.pk], shown=(), by=ReviewerFactory.create())

    with pytest.raises(Conflict, match="moved this decision to another batch"):
        prepare(completion, reviewer, None, reasons="Thank you.", seen=seen)

    row.refresh_from_db()
    assert (row.batch, row.reasons) == (batch, "Well done.")
