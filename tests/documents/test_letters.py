"""Asking for the completion letter: what must be there first, when it is the same one, and when a new one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from agencies.models import Membership
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from compliance.editions import PRACTICES
from documents import actions, queries
from documents.models import Document
from files.store import keep_bytes, read
from outbox.dispatch import deliver_due
from outbox.models import Message
from partnerships.models import Partnership
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges.lifecycle import State
from pledges.models import Completion, CompletionPractice
from policies.models import Policy, PolicyComponent
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.documents import letter_draft, president
from rehearsal.factories.pledges import add_partnership, add_policy, member
from tests.documents.reading import text_of
from tests.trail import verbs

pytestmark = pytest.mark.django_db


def written() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Document, Message, Entry, Completion)]  # type: ignore[attr-defined]


def _words(letter: Document) -> dict[str, str | None]:
    """The agency's own words in a letter, by practice; None where the practice has no section of its own."""
    said = {part["practice"]: part["words"] for part in letter.content["sections"]}
    return {practice: said.get(practice) for practice in PRACTICES}


def _reworded(letter: Document, words: str) -> dict[str, Any]:
    sections = [{**part, "words": words} for part in letter.content["sections"]]
    return {**letter.content, "sections": sections}


def test_letter_is_frozen_queued_and_posted() -> None:
    draft, lead = letter_draft()

    letter = actions.request_letter(completion=draft, by=lead)

    number = f"{timezone.localdate().year}-0001"
    assert (letter.kind, letter.state, letter.number, letter.requested_by) == (
        "letter",
        "queued",
        number,
        lead,
    )
    assert letter.content["number"] == number
    assert _words(letter) == draft.statements | {"first_aid": None}
    assert [(m.kind, m.payload) for m in Message.objects.all()] == [
        ("documents.render", {"document_id": letter.pk})
    ]
    assert verbs() == ["documents.letter_asked_for"]


def test_letter_says_what_is_recorded_once_it_is_made() -> None:
    draft, lead = letter_draft(name="Saranac Lake Police Department")
    letter = actions.request_letter(completion=draft, by=lead)

    deliver_due()

    letter.refresh_from_db()
    draft.refresh_from_db()
    assert (letter.state, letter.file, letter.content_digest) == ("issued", draft.letter, draft.letter_digest)
    assert letter.file is not None
    said = text_of(read(letter.file))
    words = ("Saranac Lake Police Department", "10 of 40", draft.statements["partnership"], "Jordan Ellis")
    assert [word in said for word in words] == [True] * 4
    assert verbs()[-2:] == ["documents.letter_issued", "pledges.letter_made"]


@pytest.mark.parametrize(
    ("break_it", "named"),
    [
        (lambda: Partnership.objects.all().delete(), "partnership"),
        (lambda: PolicyComponent.objects.all().delete(), "policy"),
        (
            lambda: CompletionPractice.objects.filter(practice="policy").update(
                statement="All 18 sworn officers read it."
            ),
            "words",
        ),
        (lambda: Completion.objects.update(signatory_name=""), "signatory"),
        (lambda: Completion.objects.update(signatory_is_command=False), "signatory"),
    ],
)
def test_letter_that_is_not_ready_is_refused_with_what_is_missing(break_it: Any, named: str) -> None:
    draft, lead = letter_draft()
    break_it()
    before = written()

    with pytest.raises(actions.NotReady) as refused:
        actions.request_letter(completion=draft, by=lead)

    (item,) = refused.value.items
    assert (item.key, str(refused.value)) == (named, f"The letter can't be made yet. {item.text}")
    assert written() == before


def test_asking_again_while_nothing_changed_is_the_same_letter() -> None:
    draft, lead = letter_draft()
    first = actions.request_letter(completion=draft, by=lead)
    queued = actions.request_letter(completion=draft, by=lead)
    deliver_due()
    made = actions.request_letter(completion=draft, by=member(draft.agency, "editor"))

    assert (queued, made, Document.objects.count()) == (first, first, 1)


def test_day_alone_makes_no_new_letter() -> None:
    draft, lead = letter_draft()
    with time_machine.travel(datetime(2025, 11, 1, 12, tzinfo=UTC), tick=False):
        first = actions.request_letter(completion=draft, by=lead)
        deliver_due()
    with time_machine.travel(datetime(2025, 11, 5, 12, tzinfo=UTC), tick=False):
        assert actions.request_letter(completion=draft, by=lead) == first


@pytest.mark.parametrize("made_first", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        lambda draft: CompletionPractice.objects.filter(practice="policy").update(statement="Another one."),
        lambda draft: Completion.objects.update(signatory_name="Sam Hill"),
        lambda draft: add_partnership(draft.agency, nature="Another."),
    ],
)
def test_after_a_change_there_is_a_new_letter(change: Any, made_first: bool) -> None:
    draft, lead = letter_draft()
    old = actions.request_letter(completion=draft, by=lead)
    if made_first:
        deliver_due()
    change(draft)

    new = actions.request_letter(completion=draft, by=lead)
    deliver_due()

    old.refresh_from_db()
    new.refresh_from_db()
    draft.refresh_from_db()
    assert (old.pk == new.pk, new.state, draft.letter) == (False, "issued", new.file)
    # What was overtaken on its way is never made; what was made stays.
    assert (old.state, bool(old.file)) == (("issued", True) if made_first else ("failed", False))


def test_letter_changed_there_and_back_is_attached_again() -> None:
    draft, lead = letter_draft()
    said = draft.statements["policy"]
    for words in (said, "Another one.", said):
        CompletionPractice.objects.filter(practice="policy").update(statement=words)
        actions.request_letter(completion=draft, by=lead)
        deliver_due()

    draft.refresh_from_db()
    letter = queries.letter_of(draft)
    assert letter is not None
    assert (_words(letter)["policy"], Document.objects.count()) == (said, 3)


def test_letter_encloses_the_copies_that_are_there_and_count() -> None:
    draft, lead = letter_draft()
    agency = draft.agency
    before = pledge_queries.letter_basis_digest(draft)
    assert actions.request_letter(completion=draft, by=lead).content["enclosures"] == []
    copy = keep_bytes(b"%PDF-1.7 a copy\n%%EOF\n", media_type="application/pdf")
    Policy.objects.filter(agency=agency).update(file=copy)
    Partnership.objects.filter(agency=agency).update(mou=copy)
    add_policy(agency, title="An old order", retired_on=date(2024, 1, 1), file=copy)

    letter = actions.request_letter(completion=draft, by=lead)

    assert letter.content["enclosures"] == ["Agreement with County Behavioral Health", "General Order 12-4"]
    assert letter.content_digest != before


def test_letter_that_got_lost_can_be_asked_for_again() -> None:
    draft, lead = letter_draft()
    lost = actions.request_letter(completion=draft, by=lead)
    Message.objects.all().delete()
    Document.objects.update(created_at=timezone.now() - queries.LOST_AFTER + timedelta(seconds=30))
    assert actions.request_letter(completion=draft, by=lead) == lost

    Document.objects.update(created_at=timezone.now() - queries.LOST_AFTER - timedelta(seconds=1))
    new = actions.request_letter(completion=draft, by=lead)
    deliver_due()

    lost.refresh_from_db()
    new.refresh_from_db()
    assert (lost.state, new.state) == ("failed", "issued")
    # Found again after all, it changes nothing.
    assert actions.render(lost.pk).state == "failed"


def test_letter_longer_than_a_paper_takes_is_refused_in_words() -> None:
    draft, lead = letter_draft()
    for number in range(61):
        add_partnership(draft.agency, nature="We meet.", started_on=date(2020, 1, 1) + timedelta(number))
    before = written()

    with pytest.raises(
        Refused,
        match="would list 62 partnerships, policies or other entries",
    ):
        actions.request_letter(completion=draft, by=lead)
    assert written() == before


def test_letter_with_too_many_pages_fails_visibly_and_stays_failed() -> None:
    draft, lead = letter_draft()
    letter = actions.request_letter(completion=draft, by=lead)
    # As many lines as characters: thirty pages are full long before the limit of characters is reached.
    narrow = "\n".join("x" for _ in range(2900))
    Document.objects.update(content=_reworded(letter, narrow))

    deliver_due()

    letter.refresh_from_db()
    draft.refresh_from_db()
    assert (letter.state, letter.file, draft.letter) == ("failed", None, None)
    assert letter.failure.startswith("It would have ")
    assert letter.failure.endswith(" pages. The limit is 30. Shorten the texts and make it again.")
    assert (verbs()[-1], Message.objects.get().delivered_at is not None) == ("documents.failed", True)
    # Asked for again, it is a new one.
    assert actions.request_letter(completion=draft, by=lead) != letter


@pytest.mark.parametrize("role", [role.value for role in Membership.Role])
def test_who_of_the_agency_may_ask(role: str) -> None:
    draft, _lead = letter_draft()
    person = member(draft.agency, role)
    if role == "viewer":
        with pytest.raises(NotAllowed):
            actions.request_letter(completion=draft, by=person)
        assert Document.objects.count() == 0
    else:
        assert actions.request_letter(completion=draft, by=person).requested_by == person


@pytest.mark.parametrize("who", ["reviewer", "stranger", "other lead", "lead of a suspended agency"])
def test_who_may_not_ask(who: str) -> None:
    draft, lead = letter_draft()
    people: dict[str, User] = {
        "reviewer": ReviewerFactory.create(),
        "stranger": UserFactory.create(),
        "other lead": letter_draft()[1],
        "lead of a suspended agency": lead,
    }
    draft.agency.is_suspended = who == "lead of a suspended agency"
    draft.agency.save()

    with pytest.raises(NotAllowed):
        actions.request_letter(completion=draft, by=people[who])
    assert Document.objects.count() == 0


def test_submitted_completion_gets_no_other_letter() -> None:
    draft, lead = letter_draft()
    actions.request_letter(completion=draft, by=lead)
    deliver_due()
    draft.refresh_from_db()
    sent = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)

    with pytest.raises(Conflict):
        actions.request_letter(completion=sent, by=lead)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.LAPSED, State.COMPLETED])
def test_pledge_that_has_ended_gets_no_letter(state: State) -> None:
    draft, lead = letter_draft(state=state.value)

    with pytest.raises(Conflict):
        actions.request_letter(completion=draft, by=lead)


def test_letter_made_after_submitting_is_left_aside() -> None:
    """Asked for twice and submitted with the first: what the IACP reads doesn't change under its eyes."""
    draft, lead = letter_draft()
    first = actions.request_letter(completion=draft, by=lead)
    deliver_due()
    draft.refresh_from_db()
    late = Document.objects.create(
        kind="letter",
        agency=draft.agency,
        completion=draft,
        dated_on=first.dated_on,
        content=_reworded(first, "Thought better of it."),
        content_digest="f" * 64,
    )
    sent = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)

    actions.render(late.pk)

    sent.refresh_from_db()
    assert queries.letter_of(sent) == first


def test_letter_of_what_came_back_is_made_again_once_it_is_answered() -> None:
    draft, lead = letter_draft()
    letter = actions.request_letter(completion=draft, by=lead)
    deliver_due()
    draft.refresh_from_db()
    sent = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)
    pledges.send_back(completion=sent, by=ReviewerFactory.create(), reasons="Say more.")
    again = Completion.objects.get(state="draft")

    with pytest.raises(actions.NotReady) as caught:
        actions.request_letter(completion=again, by=lead)
    assert [item.returned for item in caught.value.items] == ["Say more."]
    pledges.save_draft(pledge=again.pledge, version=again.version, changes={"answer": "We did."}, by=lead)
    second = actions.request_letter(completion=again, by=lead)
    # Nothing has changed since, so nothing is made; what changes makes a new one.
    assert (second != letter, actions.request_letter(completion=again, by=lead) == second) == (True, True)
    CompletionPractice.objects.filter(practice="policy", completion=again).update(statement="More.")
    assert actions.request_letter(completion=again, by=lead) != second


def test_nobody_of_the_officers_is_named_in_what_is_posted_or_recorded() -> None:
    president()
    draft, lead = letter_draft()
    actions.request_letter(completion=draft, by=lead)
    deliver_due()

    recorded = str(list(Entry.objects.values("details", "subject"))) + str(list(Message.objects.values()))
    assert [word in recorded for word in (lead.email, lead.name, "Jordan Ellis")] == [False] * 3
