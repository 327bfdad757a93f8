"""Claiming, releasing, noting, approving and returning: who may, when, what is written, and that it happens once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail

from accounts.models import User
from agencies.models import Membership
from audit.models import Entry
from common.problems import NotAllowed, Refused, Stale
from compliance.editions import PRACTICES
from documents.models import Document
from outbox.dispatch import deliver_due
from outbox.models import Message
from partnerships.models import Partnership
from pledges.models import Completion
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.pledges import member
from rehearsal.factories.reviews import waiting_completion
from reviews import actions
from reviews.models import Decision, Review
from tests.reviews.desk import (
    ALL,
    DECISIONS,
    EVERY,
    approve,
    claim,
    note,
    release,
    send_back,
    snapshot,
)
from tests.trail import verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def completion() -> Completion:
    return waiting_completion()


@pytest.fixture
def reviewer() -> User:
    return ReviewerFactory.create(name="Rae Stone")


# Who may


@pytest.mark.parametrize("name", EVERY)
def test_who_may(name: str) -> None:
    """A table over every kind of person: reviewers and campaign administrators, and no one of the agency itself."""
    may = {"reviewer": ReviewerFactory.create, "administrator": AdministratorFactory.create}
    for make in may.values():
        EVERY[name](waiting_completion(), make())
    completion = waiting_completion()
    may_not = {
        "a person": UserFactory.create(),
        "the agency's lead": member(completion.agency),
        "another agency's lead": MembershipFactory.create().user,
        "a reviewer who may not sign in": ReviewerFactory.create(is_active=False),
    }
    before = snapshot()
    for person in may_not.values():
        with pytest.raises(NotAllowed):
            EVERY[name](completion, person)
    assert snapshot() == before


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("make", [ReviewerFactory.create, AdministratorFactory.create])
def test_nobody_decides_on_their_own_agency_in_any_role(
    completion: Completion, name: str, make: Callable[[], User]
) -> None:
    people = [make() for _role in Membership.Role]
    for person, role in zip(people, Membership.Role, strict=True):
        MembershipFactory.create(user=person, agency=completion.agency, role=role.value)
    before = snapshot()

    for person in people:
        with pytest.raises(NotAllowed, match="You belong to this agency"):
            EVERY[name](completion, person)

    assert snapshot() == before
    # The same person on another agency's.
    EVERY[name](waiting_completion(), people[0])


@pytest.mark.parametrize("name", DECISIONS)
def test_nobody_decides_on_their_own_agency_while_it_is_suspended(name: str, reviewer: User) -> None:
    completion = waiting_completion(is_suspended=True)
    MembershipFactory.create(user=reviewer, agency=completion.agency)

    with pytest.raises(NotAllowed, match="You belong to this agency"):
        DECISIONS[name](completion, reviewer)


# Taking up


def test_claim_and_claim_again_and_take_over(completion: Completion, reviewer: User) -> None:
    other = ReviewerFactory.create()

    first = claim(completion, reviewer)
    claim(completion, reviewer)
    assert (first.reviewer, verbs()) == (reviewer, ["reviews.claimed"])

    claim(completion, other)
    assert Review.objects.get().reviewer == other
    assert Entry.objects.order_by("id").last().details == {"taken_from": reviewer.pk}  # type: ignore[union-attr]


def test_release_hands_back_ones_own_and_nobody_elses(completion: Completion, reviewer: User) -> None:
    other = ReviewerFactory.create()
    claim(completion, reviewer)
    note(completion, reviewer)

    release(completion, other)
    assert Review.objects.get().reviewer == reviewer
    release(completion, reviewer)

    review = Review.objects.get()
    assert (review.reviewer, review.claimed_at, review.private_note) == (None, None, "Ask about the roster.")
    assert verbs() == ["reviews.claimed", "reviews.noted", "reviews.released"]


def test_release_of_what_nobody_took_up_writes_nothing(completion: Completion, reviewer: User) -> None:
    before = snapshot()
    release(completion, reviewer)
    assert snapshot() == before


# Notes


def test_note_is_kept_and_its_words_are_nowhere_else(completion: Completion, reviewer: User) -> None:
    actions.note(completion=completion, text=" CANARY note ", before="", by=reviewer)
    actions.note(completion=completion, text="CANARY note", before="", by=reviewer)

    assert Review.objects.get().private_note == "CANARY note"
    assert verbs() == ["reviews.noted"]
    approve(completion, reviewer)
    deliver_due()
    elsewhere = [
        *Entry.objects.values(),
        *Message.objects.values(),
        *Document.objects.values(),
        *Decision.objects.values(),
    ]
    assert ("CANARY" in str(elsewhere), any("CANARY" in message.body for message in mail.outbox)) == (
        False,
        False,
    )


def test_note_that_a_colleague_changed_is_not_overwritten(completion: Completion, reviewer: User) -> None:
    actions.note(completion=completion, text="Theirs", before="", by=ReviewerFactory.create())

    with pytest.raises(Stale, match="Another reviewer has changed this note"):
        actions.note(completion=completion, text="Mine", before="", by=reviewer)
    assert Review.objects.get().private_note == "Theirs"

    actions.note(completion=completion, text="Theirs and mine", before="Theirs", by=reviewer)
    assert Review.objects.get().private_note == "Theirs and mine"


def test_note_can_be_written_after_the_decision(completion: Completion, reviewer: User) -> None:
    approve(completion, reviewer)

    assert note(completion, reviewer).private_note == "Ask about the roster."


# Approving


def test_approve_completes_the_pledge_and_issues_the_papers(completion: Completion, reviewer: User) -> None:
    with time_machine.travel(datetime(2026, 1, 12, 15, tzinfo=UTC), tick=False):
        decision = approve(completion, reviewer)

    completion.refresh_from_db()
    pledge = completion.pledge
    assert (completion.state, completion.decided_at) == ("approved", datetime(2026, 1, 12, 15, tzinfo=UTC))
    assert (pledge.state, str(pledge.completed_on)) == ("completed", "2026-01-12")
    assert (decision.kind, decision.decided_by, decision.practices) == (
        "approve",
        reviewer,
        dict.fromkeys(PRACTICES, ""),
    )
    papers = {document.kind: document for document in Document.objects.all()}
    assert set(papers) == {"certificate", "acknowledgment"}
    assert {document.state for document in papers.values()} == {"queued"}
    assert papers["certificate"].number
    assert verbs()[-1] == "reviews.approved"
    assert Entry.objects.order_by("id").last().details == {"certificate": papers["certificate"].number}  # type: ignore[union-attr]


@pytest.mark.parametrize("missing", PRACTICES)
def test_approve_needs_each_practice_verified(completion: Completion, reviewer: User, missing: str) -> None:
    before = snapshot()

    with pytest.raises(Refused, match="Mark each practice as verified") as refused:
        actions.approve(completion=completion, practices=ALL - {missing}, by=reviewer)

    assert (refused.value.field, snapshot()) == ("practices", before)


@pytest.mark.parametrize("verdict", ["not_met", "not_assessable"])
def test_approve_of_facts_that_do_not_meet_the_pledge_is_refused(
    completion: Completion, reviewer: User, verdict: str
) -> None:
    """The certificate says that they do. The engine judges facts; the reviewer can still return it."""
    completion.report = {**(completion.report or {}), "verdict": verdict}
    completion.save(update_fields=["report"])
    before = snapshot()

    with pytest.raises(Refused, match="can't be certified"):
        approve(completion, reviewer)

    assert snapshot() == before
    assert send_back(completion, reviewer).kind == "return"


def test_approve_judges_what_was_submitted_not_what_is_there_today(
    completion: Completion, reviewer: User
) -> None:
    Partnership.objects.filter(agency=completion.agency).update(ended_on="2024-01-01")

    assert approve(completion, reviewer).kind == "approve"


# Returning


def test_send_back_tells_the_agency_and_reopens_its_draft(completion: Completion, reviewer: User) -> None:
    Partnership.objects.filter(agency=completion.agency).update(locked_at=datetime(2025, 11, 3, tzinfo=UTC))
    viewer = member(completion.agency, "viewer")

    decision = actions.send_back(
        completion=completion,
        practices={"policy": " Add the pages. ", "first_aid": " ", "budget": "no such practice"},
        reasons=" Nearly there. ",
        by=reviewer,
    )

    completion.refresh_from_db()
    assert (completion.state, completion.pledge.state) == ("returned", "returned")
    assert (decision.practices, decision.reasons) == ({"policy": "Add the pages."}, "Nearly there.")
    assert completion.told == "Nearly there."
    rows = completion.practices.exclude(finding="")
    assert list(rows.values_list("practice", "finding", "reason", "found_by")) == [
        ("policy", "returned", "Add the pages.", reviewer.pk)
    ]
    assert Partnership.objects.filter(agency=completion.agency, locked_at__isnull=False).count() == 0
    draft = Completion.objects.get(state="draft", agency=completion.agency)
    assert draft.statements["policy"] == completion.statements["policy"]
    deliver_due()
    lead = Membership.objects.get(agency=completion.agency, role="lead").user
    assert [message.to for message in mail.outbox] == [[lead.email]]
    assert viewer.email not in str([message.to for message in mail.outbox])
    body = mail.outbox[0].body
    assert [word in body for word in ("Nearly there.", "Add the pages.", completion.agency.name)] == [
        True
    ] * 3
    assert (lead.email in body, reviewer.name in body) == (False, False)


@pytest.mark.parametrize(("practices", "reasons"), [({}, ""), ({"policy": "  "}, " "), ({"budget": "x"}, "")])
def test_send_back_needs_a_reason(
    completion: Completion, reviewer: User, practices: dict[str, str], reasons: str
) -> None:
    before = snapshot()

    with pytest.raises(Refused, match="Enter at least one requested change"):
        actions.send_back(completion=completion, practices=practices, reasons=reasons, by=reviewer)

    assert snapshot() == before


def test_e_mail_of_a_return_delivered_twice_is_the_same_to_the_same(
    completion: Completion, reviewer: User
) -> None:
    """A worker that is killed after sending sends again; it never sends to someone else."""
    send_back(completion, reviewer)
    (message,) = Message.objects.filter(kind="reviews.returned")

    assert set(message.payload) == {"completion_id", "user_id", "decision_id"}
    deliver_due()
    Message.objects.filter(pk=message.pk).update(delivered_at=None)
    deliver_due()
    assert mail.outbox[0].to == mail.outbox[1].to
