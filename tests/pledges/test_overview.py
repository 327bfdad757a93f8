"""The agency's page as data: what it shows in every state, what to do next, and how few queries it takes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership
from common.addresses import reverse
from pledges import actions, queries
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import (
    ROLES,
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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_an_agency")]

TODAY = date(2026, 6, 15)


def page(pledge: Pledge, role: str = "lead") -> queries.Overview:
    membership = Membership(agency=pledge.agency, role=ROLES[role])
    return queries.overview(pledge.agency, membership, TODAY)


def next_title(pledge: Pledge, role: str = "lead") -> str:
    action = page(pledge, role).next_action
    assert action is not None
    return action.title


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State)
def test_there_is_something_to_do_next_in_every_state_for_every_role(state: State, role: str) -> None:
    pledge = PledgeFactory(state=state.value)
    if state in {State.SUBMITTED, State.COMPLETED}:
        submitted(pledge)
    action = page(pledge, role).next_action
    assert action is not None
    assert action.title
    assert action.text
    assert bool(action.url) == bool(action.label)


def test_without_a_pledge_the_lead_is_led_to_one() -> None:
    agency = AgencyFactory()
    found = queries.overview(agency, Membership(agency=agency, role=Membership.Role.LEAD), TODAY)
    assert found.pledge is None
    assert found.next_action is not None
    assert found.next_action.url == reverse("pledges:again")


def test_next_step_follows_the_way_from_the_roster_to_the_submission() -> None:
    pledge = PledgeFactory(agency__sworn=5)
    assert next_title(pledge) == "Import officers"
    add_officers(pledge.agency, cit=1, mhfa=3, untrained=1)
    assert next_title(pledge) == "Partnership with a community mental health organization"
    add_partnership(pledge.agency)
    assert next_title(pledge) == "Policy on responding to people in crisis"
    add_policy(pledge.agency)
    assert next_title(pledge) == "Mental health first aid"
    pledge.agency.officers.filter(ref="P004").delete()
    pledge.agency.sworn = 4
    pledge.agency.save()
    assert next_title(pledge) == "Write the completion"
    draft = CompletionFactory(pledge=pledge, signatory_is_command=False)
    assert next_title(pledge) == "Write the completion"
    draft.signatory_is_command = True
    draft.save()
    assert next_title(pledge) == "Make the completion letter"
    with_letter(draft)
    assert next_title(pledge) == "Submit the completion"
    assert next_title(pledge, "signatory") == "Submit the completion"
    assert next_title(pledge, "editor") == "Ready to be submitted"
    draft.signatory_name = "Somebody Else"
    draft.save()
    assert next_title(pledge) == "Make the completion letter"


def test_cards_say_counts_and_what_is_missing() -> None:
    pledge = PledgeFactory(agency__sworn=41)
    add_officers(pledge.agency, cit=8, mhfa=31, untrained=2)
    found = page(pledge)
    assert [card.number for card in found.practices] == [1, 2, 3, 4]
    assert [card.status for card in found.practices] == [
        "not_started",
        "not_started",
        "in_progress",
        "in_progress",
    ]
    assert [card.words for card in found.practices] == [
        "0 active partnerships",
        "0 policies in force",
        "8 of 41 sworn officers; 9 needed, 1 more to train",
        "39 of 41 sworn officers; 41 needed, 2 more to train",
    ]
    assert all(card.missing for card in found.practices)
    assert found.met_count == 0


def test_warnings_are_in_plain_words() -> None:
    pledge = PledgeFactory(agency__sworn=7)
    add_officers(pledge.agency, cit=5)
    assert [point.text for point in page(pledge).warnings] == [
        "Your agency's profile has 2 sworn officers more than the roster, who count as not trained. "
        "Add them, or correct the profile."
    ]


def test_an_empty_roster_is_not_warned_about_twice() -> None:
    assert page(PledgeFactory(agency__sworn=41)).warnings == ()


def test_records_that_contradict_each_other_are_told_instead_of_judged() -> None:
    pledge = PledgeFactory()
    add_policy(pledge.agency, adopted_on=date(202, 2, 1))
    found = page(pledge)
    assert found.problems[0].text.startswith("In the policies, number 1 has dates that can't be right")
    assert [card.status for card in found.practices] == ["not_assessable"] * 4
    assert next_title(pledge) == "Correct what can't be judged"


def test_submitted_shows_the_frozen_figures_and_no_overdue() -> None:
    pledge = PledgeFactory(state=State.SUBMITTED.value, pledged_on=date(2020, 1, 1))
    submitted(pledge)
    pledge.agency.head_counts.update(cit=0)
    found = page(pledge)
    assert found.practices[2].words == "10 of 40 sworn officers; 8 needed"
    assert found.met_count == 4
    assert found.clock is not None
    assert (found.clock.is_overdue, found.clock.is_waiting) == (False, True)


def test_returned_reasons_are_shown_until_they_are_dealt_with() -> None:
    pledge = PledgeFactory()
    done = actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=member(pledge.agency))
    actions.send_back(
        completion=done,
        by=ReviewerFactory(),
        reasons="Look again.",
        practices={"policy": "Name the sections."},
    )
    found = page(pledge)
    assert found.returned is not None
    assert [(ask.practice, ask.title, ask.reason) for ask in found.returned.asks] == [
        ("", "The whole completion", "Look again."),
        ("policy", "Policy on responding to people in crisis", "Name the sections."),
    ]
    assert [card.status for card in found.practices] == ["met", "returned_open", "met", "met"]
    assert next_title(pledge) == "Answer what the IACP returned"
    answers = {"answer": "Read again.", "policy_answer": "They are named.", "policy_is_kept": True}
    draft = actions.save_draft(pledge=pledge, version=1, changes=answers, by=member(pledge.agency))
    found = page(pledge)
    assert found.returned is not None
    assert found.returned.open_asks == ()
    assert found.met_count == 4
    assert next_title(pledge) == "Make the completion letter"
    with_letter(draft)
    again = actions.submit(completion=draft, version=draft.version, attested=True, by=member(pledge.agency))
    assert page(pledge).returned is None
    actions.complete(completion=again, by=ReviewerFactory())
    assert page(pledge).returned is None
    actions.revoke(completion=again, by=ReviewerFactory())
    assert page(pledge).returned is None


def test_reasons_given_after_a_revocation_are_shown_though_something_was_approved_before() -> None:
    pledge = PledgeFactory(state=State.REVOKED.value)
    submitted(pledge, Completion.State.APPROVED)
    done = actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=member(pledge.agency))
    actions.send_back(completion=done, by=ReviewerFactory(), reasons="Look again.")
    found = page(pledge)
    assert found.returned is not None
    assert [ask.reason for ask in found.returned.asks] == ["Look again."]


def test_history_names_colleagues_and_calls_reviewers_the_iacp() -> None:
    pledge = PledgeFactory()
    lead = member(pledge.agency)
    done = actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=lead)
    actions.send_back(completion=done, by=ReviewerFactory(name="Sam Reviewer"), reasons="Look again.")
    found = page(pledge).recent
    assert found is not None
    assert [(entry.what, entry.who) for entry in found.lines] == [
        ("Completion returned for changes", "IACP"),
        ("Completion submitted", lead.name),
    ]


def test_a_newer_edition_is_offered_only_while_the_pledge_is_on_its_way() -> None:
    assert page(PledgeFactory(edition="2016")).newer_edition == "2022"
    assert page(PledgeFactory(edition="2022")).newer_edition == ""
    assert page(PledgeFactory(edition="2016", state=State.LAPSED.value)).newer_edition == ""


def test_the_live_pledge_comes_before_a_later_one() -> None:
    live = PledgeFactory(state=State.COMPLETED.value)
    PledgeFactory(agency=live.agency, state=State.CLOSED.value, pledged_on=date(2026, 1, 1))
    assert queries.current_pledge(live.agency) == live


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_whatever_there_is(rows: int) -> None:
    pledge = PledgeFactory(agency__sworn=None)
    for number in range(rows):
        add_officers(pledge.agency, cit=1, mhfa=4)
        add_partnership(pledge.agency, nature=f"Number {number}")
        add_policy(pledge.agency, title=f"Order {number}")
        with_letter(CompletionFactory(pledge=pledge, state=Completion.State.DRAFT)) if number == 0 else None
    person = member(pledge.agency)
    for number in range(rows):
        draft = queries.draft(pledge.agency)
        assert draft is not None
        actions.save_draft(
            pledge=pledge, version=draft.version, changes={"policy_statement": f"Order {number}"}, by=person
        )
        actions.extend(pledge=pledge, until=date(2029, 1, 1 + number), reason="x", by=ReviewerFactory())
    membership = Membership.objects.select_related("agency").get(user=person)
    with CaptureQueriesContext(connection) as captured:
        queries.overview(membership.agency, membership, TODAY)
    # Pledge, second lead, completions, nine for the facts, the signature, three for the history: judged once.
    assert len(captured) == 17


def test_head_counts_are_marked_as_self_reported() -> None:
    pledge = PledgeFactory()
    meet_everything(pledge.agency)
    assert page(pledge).is_self_reported
    assert not page(PledgeFactory()).is_self_reported
