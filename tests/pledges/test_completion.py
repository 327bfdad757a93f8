"""The draft, the submission and what becomes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from compliance.engine import assess
from compliance.facts import Facts
from compliance.report import Report
from files.store import keep_bytes
from outbox.models import Message
from pledges import actions, evidence, queries
from pledges.actions import NotReady
from pledges.lifecycle import State
from pledges.models import Completion, CompletionPractice, Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    meet_everything,
    member,
    ready_draft,
    submitted,
    with_letter,
)
from training.models import Course, HeadCount, TrainingRecord

pytestmark = pytest.mark.django_db

WORDS = {"crisis_intervention_statement": "All are trained.", "signatory_name": "Jordan Ellis"}


def save(pledge: Pledge, version: int, **changes: Any) -> Completion:
    return actions.save_draft(
        pledge=pledge, version=version, changes={**WORDS, **changes}, by=member(pledge.agency)
    )


def send(draft: Completion, **options: Any) -> Completion:
    by = options.pop("by", None) or member(draft.agency)
    return actions.submit(
        completion=draft, **{"version": draft.version, "attested": True, "by": by, **options}
    )


# The draft


def test_the_first_saving_makes_the_draft_and_the_next_changes_it() -> None:
    pledge = PledgeFactory()
    first = save(pledge, 0)
    second = save(pledge, 1, crisis_intervention_statement="Nearly all are trained.")
    assert first.pk == second.pk
    assert (second.version, second.statements["crisis_intervention"]) == (2, "Nearly all are trained.")
    entries = (
        Entry.objects.filter(verb="pledges.draft_saved").order_by("id").values_list("details", flat=True)
    )
    assert list(entries) == [
        {"fields": ["crisis_intervention_statement", "signatory_name"]},
        {"fields": ["crisis_intervention_statement"]},
    ]


def test_saving_nothing_new_writes_nothing() -> None:
    pledge = PledgeFactory()
    save(pledge, 0)
    entries = Entry.objects.count()
    assert save(pledge, 1).version == 1
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("stale", [0, 1, 3])
def test_saving_over_a_newer_draft_is_a_conflict_that_says_who(stale: int) -> None:
    pledge = PledgeFactory()
    save(pledge, 0)
    colleague = member(pledge.agency, "editor")
    actions.save_draft(pledge=pledge, version=1, changes={"policy_statement": "Order 12."}, by=colleague)
    with pytest.raises(Conflict) as caught:
        save(pledge, stale, policy_statement="Order 13.")
    assert colleague.name in str(caught.value)
    assert Completion.objects.get().statements["policy"] == "Order 12."


@pytest.mark.parametrize("state", sorted(set(State) - {State.ACTIVE, State.RETURNED, State.REVOKED}))
def test_a_draft_is_written_only_while_the_pledge_is_on_its_way(state: State) -> None:
    pledge = PledgeFactory(state=state.value)
    with pytest.raises(Conflict):
        save(pledge, 0)
    assert Completion.objects.count() == 0


def test_a_viewer_writes_no_draft_and_no_field_but_the_drafts_is_taken() -> None:
    pledge = PledgeFactory()
    with pytest.raises(NotAllowed):
        actions.save_draft(pledge=pledge, version=0, changes=WORDS, by=member(pledge.agency, "viewer"))
    with pytest.raises(TypeError):
        save(pledge, 0, state="approved")


# The letter


def test_attach_letter_keeps_it_once_and_leaves_a_submitted_completion_alone() -> None:
    draft = ready_draft(PledgeFactory())
    letter = keep_bytes(b"%PDF-1.7 another\n%%EOF\n", media_type="application/pdf")
    once = actions.attach_letter(completion=draft, file=letter, digest="d" * 64)
    twice = actions.attach_letter(completion=draft, file=letter, digest="d" * 64)
    assert (once.letter, twice.version, once.version) == (letter, 2, 2)
    done = submitted(PledgeFactory(state=State.SUBMITTED.value))
    actions.attach_letter(completion=done, file=letter, digest="d" * 64)
    done.refresh_from_db()
    assert done.letter is None


def test_a_letter_is_out_of_date_when_what_it_says_changes_and_not_before() -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    assert queries.letter_is_current(draft)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert queries.letter_is_current(draft)
    draft.signatory_title = "Sheriff"
    assert not queries.letter_is_current(draft)
    draft.refresh_from_db()
    HeadCount.objects.create(
        agency=pledge.agency, as_of=date(2025, 7, 1), sworn=41, cit=10, mhfa_without_cit=31
    )
    assert not queries.letter_is_current(draft)


def test_a_letter_is_out_of_date_when_the_evidence_changes() -> None:
    draft = ready_draft(PledgeFactory())
    assert queries.letter_is_current(draft)
    add_policy(draft.agency, title="General Order 12-5")
    assert not queries.letter_is_current(draft)


def test_a_letter_is_out_of_date_when_a_page_or_the_non_sworn_staff_change() -> None:
    draft = ready_draft(PledgeFactory())
    assert queries.letter_is_current(draft)
    draft.agency.policies.get().components.update(pages="2-4")
    assert not queries.letter_is_current(draft)
    with_letter(draft)
    assert queries.letter_is_current(draft)
    draft.agency.head_counts.update(non_sworn_trained=6)
    assert not queries.letter_is_current(draft)


def test_a_letter_names_courses_with_numbers_so_new_records_make_it_out_of_date() -> None:
    agency = PledgeFactory(agency__sworn=None).agency
    first = add_officers(agency, cit=2)[0]
    draft = with_letter(CompletionFactory(pledge=agency.pledges.get()))
    assert queries.letter_is_current(draft)
    TrainingRecord.objects.create(
        agency=agency,
        officer=first,
        course=Course.objects.get_or_create(
            code="CRIT", defaults={"title": "CRIT", "track": "cit", "hours": 40}
        )[0],
        hours=40,
        completed_on=date(2024, 5, 1),
    )
    assert not queries.letter_is_current(draft)


def test_a_submitted_completion_keeps_its_letters_digest() -> None:
    done = send(ready_draft(PledgeFactory()))
    HeadCount.objects.all().delete()
    assert queries.letter_basis_digest(done) == done.letter_digest


def test_there_is_no_current_letter_before_the_first() -> None:
    assert not queries.letter_is_current(CompletionFactory())


# Submitting


def test_submit_freezes_facts_and_report_and_locks_the_evidence() -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    signed = keep_bytes(b"%PDF-1.7 signed\n%%EOF\n", media_type="application/pdf")
    expected = evidence.gather(pledge.agency, timezone.localdate(), edition="2022")
    lead = member(pledge.agency)
    done = send(draft, by=lead, signed_letter=signed, signed_letter_name="signed.pdf")
    done.refresh_from_db()
    pledge.refresh_from_db()
    assert Facts.from_data(done.facts) == expected
    assert Report.from_data(done.report) == assess(expected)
    assert (done.state, done.submitted_by, pledge.state) == ("submitted", lead, "submitted")
    assert (done.signed_letter, done.signed_letter_name) == (signed, "signed.pdf")
    locked = [*pledge.agency.partnerships.all(), *pledge.agency.policies.all()]
    assert [row.is_locked for row in locked] == [True, True]
    assert list(Message.objects.values_list("kind", "payload")) == [
        ("pledges.submitted", {"pledge_id": pledge.pk, "user_id": lead.pk})
    ]


def test_submit_on_a_roster_locks_its_records() -> None:
    agency = PledgeFactory(agency__sworn=5).agency
    add_officers(agency, cit=1, mhfa=4)
    add_partnership(agency)
    add_policy(agency)
    done = send(with_letter(CompletionFactory(pledge=agency.pledges.get())))
    assert TrainingRecord.objects.filter(agency=agency, locked_at=None).count() == 0
    assert Report.from_data(done.report).sworn == 5
    assert [officer["ref"] for officer in done.facts["officers"]] == ["P000", "P001", "P002", "P003", "P004"]


def break_training(draft: Completion) -> None:
    HeadCount.objects.filter(agency=draft.agency).update(cit=F("cit") - 3)


def break_partnership(draft: Completion) -> None:
    draft.agency.partnerships.update(nature="")


def break_policy(draft: Completion) -> None:
    draft.agency.policies.update(retired_on=date(2025, 5, 1))


def break_statement(draft: Completion) -> None:
    CompletionPractice.objects.filter(practice="policy", completion=draft).update(
        statement="All 18 sworn officers read it."
    )


def break_signatory(draft: Completion) -> None:
    Completion.objects.filter(pk=draft.pk).update(signatory_title="")


def break_command(draft: Completion) -> None:
    Completion.objects.filter(pk=draft.pk).update(signatory_is_command=False)


def break_letter(draft: Completion) -> None:
    Completion.objects.filter(pk=draft.pk).update(letter=None)


@pytest.mark.parametrize(
    ("breaking", "keys"),
    [
        (break_training, ["crisis_intervention", "first_aid", "letter"]),
        (break_partnership, ["partnership", "letter"]),
        (break_policy, ["policy", "letter"]),
        (break_statement, ["words", "letter"]),
        (break_signatory, ["signatory", "letter"]),
        (break_command, ["signatory", "letter"]),
        (break_letter, ["letter"]),
    ],
)
def test_submit_names_what_is_missing_and_changes_nothing(breaking: Any, keys: list[str]) -> None:
    draft = ready_draft(PledgeFactory())
    breaking(draft)
    with pytest.raises(NotReady) as caught:
        send(draft)
    assert [item.key for item in caught.value.items] == keys
    assert all(item.text for item in caught.value.items)
    draft.refresh_from_db()
    draft.pledge.refresh_from_db()
    assert (draft.state, draft.facts, draft.pledge.state) == ("draft", None, "active")
    assert not draft.agency.partnerships.get().is_locked


def test_submit_of_records_that_contradict_each_other_says_where() -> None:
    draft = ready_draft(PledgeFactory())
    draft.agency.policies.update(adopted_on=date(202, 2, 1))
    with pytest.raises(NotReady) as caught:
        send(draft)
    assert [item.key for item in caught.value.items] == ["records", "letter"]


def test_submit_needs_the_attestation() -> None:
    draft = ready_draft(PledgeFactory())
    with pytest.raises(Refused) as caught:
        send(draft, attested=False)
    assert caught.value.field == "attested"


def test_submit_of_a_draft_that_moved_on_is_a_conflict() -> None:
    draft = ready_draft(PledgeFactory())
    save(draft.pledge, 1)
    with pytest.raises(Conflict):
        send(draft)


def test_submit_twice_is_a_conflict_and_one_receipt() -> None:
    draft = ready_draft(PledgeFactory())
    send(draft)
    with pytest.raises(Conflict):
        send(draft)
    assert Message.objects.count() == 1


def test_an_overdue_pledge_can_still_be_submitted() -> None:
    draft = ready_draft(PledgeFactory(pledged_on=date(2019, 1, 1), edition="2022"))
    assert send(draft).state == "submitted"


# What becomes of it


def test_recall_gives_a_draft_with_the_same_words_and_frees_the_evidence() -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    done = send(draft)
    again = actions.recall(completion=done, by=member(pledge.agency, "signatory"))
    done.refresh_from_db()
    pledge.refresh_from_db()
    assert (done.state, again.state, pledge.state) == ("recalled", "draft", "active")
    assert done.facts is not None
    assert (again.statements, again.signatory_name) == (draft.statements, draft.signatory_name)
    assert queries.letter_is_current(again)
    assert not pledge.agency.partnerships.get().is_locked
    assert send(again).state == "submitted"


def test_send_back_keeps_the_reasons_by_practice_for_the_agency() -> None:
    pledge = PledgeFactory()
    done = send(ready_draft(pledge))
    actions.send_back(
        completion=done,
        by=ReviewerFactory(),
        reasons=" Please look again. ",
        practices={"policy": "Name the sections.", "partnership": " ", "nonsense": "x"},
    )
    done.refresh_from_db()
    pledge.refresh_from_db()
    assert (done.state, pledge.state) == ("returned", "returned")
    assert done.told == "Please look again."
    assert list(done.practices.values_list("practice", "finding", "reason")) == [
        ("partnership", "", ""),
        ("policy", "returned", "Name the sections."),
        ("crisis_intervention", "", ""),
        ("first_aid", "", ""),
    ]
    assert done.decided_at is not None
    assert not pledge.agency.policies.get().is_locked
    assert queries.draft(pledge.agency) is not None


def test_complete_dates_the_pledge_verifies_every_practice_and_opens_the_evidence() -> None:
    pledge = PledgeFactory()
    done = send(ready_draft(pledge))
    with time_machine.travel("2027-05-04 12:00:00-04:00"):
        actions.complete(completion=done, by=ReviewerFactory())
    done.refresh_from_db()
    pledge.refresh_from_db()
    assert (done.state, pledge.state, pledge.completed_on) == ("approved", "completed", date(2027, 5, 4))
    assert set(done.practices.values_list("finding", "found_at")) == {("verified", done.decided_at)}
    assert not pledge.agency.partnerships.get().is_locked


def test_a_decision_on_a_completion_taken_back_is_a_conflict() -> None:
    pledge = PledgeFactory()
    done = send(ready_draft(pledge))
    actions.recall(completion=done, by=member(pledge.agency))
    for decide in (actions.complete, actions.send_back):
        with pytest.raises(Conflict):
            decide(completion=done, by=ReviewerFactory())


def test_withdraw_takes_back_what_waits() -> None:
    pledge = PledgeFactory()
    done = send(ready_draft(pledge))
    actions.withdraw(pledge=pledge, by=member(pledge.agency))
    done.refresh_from_db()
    assert done.state == "recalled"
    assert not pledge.agency.policies.get().is_locked


def test_meet_everything_meets_everything() -> None:
    pledge = PledgeFactory()
    meet_everything(pledge.agency)
    assert queries.assess_agency(pledge, timezone.localdate()).met
