"""A returned practice is red until it is answered; what was verified stays verified unless it changed."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from audit.models import Entry
from compliance.editions import PRACTICES
from pledges import actions, checklist, queries
from pledges.actions import NotReady
from pledges.models import Pledge
from pledges.particulars import Change, Particulars, Revised
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
)
from tests.pledges.returning import (
    AID,
    CHANGES,
    CIT,
    EVERY,
    PARTNERSHIP,
    POLICY,
    draft_of,
    findings,
    more_sworn,
    nature,
    now,
    page,
    returned,
    save,
    send,
    words_on_policy,
)
from training.models import Course, Officer, TrainingRecord

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("practice", PRACTICES)
@pytest.mark.parametrize(("change", "changed"), CHANGES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_returned_practice_is_settled_by_an_answer_and_a_change_or_a_reason_to_keep_it(
    practice: str, change: Callable[[Pledge], None], changed: set[str]
) -> None:
    pledge = PledgeFactory()
    returned(pledge, {practice: "Look again."})
    assert [(ask.practice, ask.is_settled) for ask in now(pledge).asks] == [(practice, False)]
    change(pledge)
    (ask,) = now(pledge).asks
    assert (ask.is_changed, ask.is_settled) == (practice in changed, False)
    save(pledge, **{f"{practice}_answer": "We looked."})
    (ask,) = now(pledge).asks
    assert ask.is_settled == (practice in changed)
    save(pledge, **{f"{practice}_is_kept": True})
    assert now(pledge).open_asks == ()


@pytest.mark.parametrize(("change", "changed"), CHANGES, ids=lambda one: getattr(one, "__name__", ""))
def test_what_was_verified_stays_verified_unless_it_changed(
    change: Callable[[Pledge], None], changed: set[str]
) -> None:
    pledge = PledgeFactory()
    before = returned(pledge, {}, reasons="Sign it.", verified=EVERY)
    change(pledge)
    save(pledge, answer="Signed.")
    done = send(draft_of(pledge))
    assert findings(done) == {key: "" if key in changed else "verified" for key in PRACTICES}
    rows = {row.practice: row for row in done.practices.all()}
    verified = {row.practice: (row.found_at, row.found_by_id) for row in before.practices.all()}
    assert {key: row.is_changed for key, row in rows.items()} == {key: key in changed for key in PRACTICES}
    for key in EVERY - changed:
        assert (rows[key].found_at, rows[key].found_by_id) == verified[key]
    details = Entry.objects.filter(verb="pledges.submitted").latest("id").details
    assert (details["changed"], details["still_verified"]) == (sorted(changed), sorted(EVERY - changed))


@pytest.mark.parametrize(("change", "changed"), CHANGES, ids=lambda one: getattr(one, "__name__", ""))
def test_whatever_changed_is_named_in_the_submission(
    change: Callable[[Pledge], None], changed: set[str]
) -> None:
    pledge = PledgeFactory()
    returned(pledge, {}, reasons="Sign it.")
    change(pledge)
    save(pledge, answer="Signed.")
    said = Particulars.from_data(send(draft_of(pledge)).particulars)
    assert said.returned_on == timezone.localdate()
    assert {one.practice for one in said.revised if one.changes} == changed
    assert said.revised[0] == Revised("", "Sign it.", "Signed.")


def test_every_kind_of_change_is_said_in_words() -> None:
    pledge = PledgeFactory()
    returned(pledge, dict.fromkeys(PRACTICES, "Look again."))
    for change in (nature, page, words_on_policy, more_sworn):
        change(pledge)
    answers = {f"{key}_answer": "Done." for key in PRACTICES}
    save(pledge, **answers)
    said = Particulars.from_data(send(draft_of(pledge)).particulars)
    assert {one.practice: one.changes for one in said.revised} == {
        PARTNERSHIP: (
            Change(
                "County Behavioral Health: what you do together",
                "Clinicians ride with officers.",
                "Clinicians ride with officers, day and night.",
            ),
        ),
        POLICY: (
            Change(
                "General Order 12-4: main components",
                "Purpose and guiding principles; Response and de-escalation on scene",
                "Purpose and guiding principles (pages 2–3); Response and de-escalation on scene",
            ),
            Change(
                "In the agency's own words",
                "General Order 12-4 covers response, referral and training.",
                "Chapter 4 covers the response.",
            ),
        ),
        CIT: (
            Change("Counted", "10 of 40 sworn officers; 8 needed", "10 of 41 sworn officers; 9 needed"),
            Change("Sworn officers", "40", "41"),
        ),
        AID: (
            Change("Counted", "40 of 40 sworn officers; 40 needed", "41 of 41 sworn officers; 41 needed"),
            Change("Sworn officers", "40", "41"),
            Change("Sworn officers with first aid alone", "30", "31"),
        ),
    }


def test_first_aid_for_one_officer_leaves_crisis_intervention_verified() -> None:
    """A roster's records count for the practice whose track they are of."""
    agency = PledgeFactory(agency__sworn=5).agency
    pledge = agency.pledges.get()
    officers = add_officers(agency, cit=1, mhfa=4)
    add_partnership(agency)
    add_policy(agency)
    done = send(CompletionFactory(pledge=pledge))
    actions.send_back(
        completion=done, by=ReviewerFactory(), practices={AID: "Which course?"}, verified=EVERY - {AID}
    )
    course = Course.objects.get(code="MHFA-PS")
    TrainingRecord.objects.create(
        agency=agency, officer=officers[0], course=course, hours=8, completed_on="2024-05-01"
    )
    save(pledge, first_aid_answer="Added.")
    done = send(draft_of(pledge))
    assert findings(done) == {PARTNERSHIP: "verified", POLICY: "verified", CIT: "verified", AID: ""}
    said = Particulars.from_data(done.particulars)
    assert said.revised == (
        Revised(AID, "Which course?", "Added.", changes=(Change("Training records", "5", "6 (1 added)"),)),
    )
    Officer.objects.create(agency=agency, ref="P900")
    assert queries.is_changed(CIT, done, queries.assessment_of(pledge, timezone.localdate()))


def test_submitting_is_refused_in_words_while_a_returned_practice_is_unanswered() -> None:
    pledge = PledgeFactory()
    returned(pledge, {POLICY: "Name the sections."}, reasons="Nearly there.")
    draft = draft_of(pledge)
    with pytest.raises(NotReady) as caught:
        send(draft)
    assert [(item.key, item.text, item.returned) for item in caught.value.items] == [
        (
            POLICY,
            "Change it and say what you changed, or say why you leave it as it is.",
            "Name the sections.",
        ),
    ]
    draft.refresh_from_db()
    assert (draft.state, draft.facts) == ("draft", None)
    save(pledge, policy_answer="We did.")
    with pytest.raises(NotReady) as caught:
        send(draft)
    assert [item.text for item in caught.value.items] == [
        "Nothing has changed here since it was returned. Change it, or check that you leave it as it is and say why."
    ]
    save(pledge, policy_answer="The sections are on page 2.", policy_is_kept=True)
    assert send(draft).state == "submitted"


def test_what_concerns_the_whole_is_answered_where_no_practice_was_returned() -> None:
    pledge = PledgeFactory()
    returned(pledge, {}, reasons="Sign it.")
    with pytest.raises(NotReady) as caught:
        send(draft_of(pledge))
    assert [(item.key, item.text, item.returned) for item in caught.value.items] == [
        ("returned", "Say what you changed.", "Sign it.")
    ]
    save(pledge, answer="It is signed.")
    assert send(draft_of(pledge)).answer == "It is signed."


def test_the_letters_checklist_names_the_reason_until_it_is_answered() -> None:
    pledge = PledgeFactory()
    returned(pledge, dict.fromkeys(PRACTICES, "Look again."))
    draft = draft_of(pledge)
    assessment = queries.assessment_of(pledge, timezone.localdate())
    items = checklist.checklist(draft, assessment)
    assert [(item.key, item.done, item.returned) for item in items if item.returned] == [
        (key, False, "Look again.") for key in PRACTICES
    ]
    save(pledge, **{f"{key}_answer": "It is right." for key in PRACTICES}, partnership_is_kept=True)
    items = checklist.checklist(draft_of(pledge), assessment)
    assert [item.key for item in items if item.returned] == [POLICY, CIT, AID]
