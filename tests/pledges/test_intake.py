"""From the public form to a verified pledge."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from agencies.models import Agency, Invitation
from agencies.queries import near_duplicates
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from outbox.models import Message
from pledges import actions
from pledges.actions import Coordinator
from pledges.lifecycle import State
from pledges.models import ANSWER_LINK, CONFIRM_LINK, Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.pledges import COMMITMENTS, PledgeFactory, member
from tests.trail import verbs

pytestmark = pytest.mark.django_db

COORDINATOR = Coordinator("Robin Hale", "Robin.Hale@Example.org", "Lieutenant", "+1 555 0100")


def said(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Stockbridge Police Department",
        "kind": "municipal",
        "country": "US",
        "region": "US-GA",
        "city": "Stockbridge",
        "ori": "GA0751100",
        "website": "",
        "head_name": "Jordan Ellis",
        "head_title": "Chief of Police",
        "sworn": 41,
        "non_sworn": 9,
        "headcount_on": date(2026, 1, 1),
        **changes,
    }


def take(form_key: str = "k1", **changes: Any) -> Pledge:
    values: dict[str, Any] = {
        "agency": said(),
        "coordinator": COORDINATOR,
        "commitments": list(COMMITMENTS),
        "authority_confirmed": True,
        "form_key": form_key,
        **changes,
    }
    return actions.take(**values)


@time_machine.travel("2026-03-31 23:30:00-04:00", tick=False)
def test_take_keeps_what_was_said_under_the_edition_and_day_of_today() -> None:
    pledge = take()
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.RECEIVED
    assert (pledge.edition, pledge.pledged_on) == ("2022", date(2026, 3, 31))
    assert pledge.commitments == list(COMMITMENTS)
    assert (pledge.coordinator_email, pledge.coordinator_title) == ("robin.hale@example.org", "Lieutenant")
    assert pledge.confirmed_at is None
    assert (pledge.agency.name, pledge.agency.sworn) == ("Stockbridge Police Department", 41)
    assert list(Message.objects.values_list("kind", "payload")) == [
        ("pledges.confirmation", {"pledge_id": pledge.pk})
    ]
    assert verbs() == ["agencies.registered", "pledges.taken"]


@time_machine.travel("2021-06-01")
def test_take_before_2022_is_under_the_first_edition() -> None:
    assert take().edition == "2016"


def test_take_of_the_same_form_twice_makes_one_pledge() -> None:
    first, second = take(), take()
    assert first.pk == second.pk
    assert (Pledge.objects.count(), Agency.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_take_of_another_form_with_an_ori_that_is_confirmed_is_refused_and_leaves_nothing() -> None:
    confirm(take())
    with pytest.raises(Refused) as caught:
        take("k2", agency=said(name="Stockbridge PD"))
    assert caught.value.field == "ori"
    assert (Pledge.objects.count(), Agency.objects.count(), Entry.objects.count()) == (1, 1, 4)


@pytest.mark.parametrize("left_out", COMMITMENTS)
def test_take_needs_every_commitment(left_out: str) -> None:
    rest = [code for code in COMMITMENTS if code != left_out]
    with pytest.raises(Refused) as caught:
        take(commitments=rest)
    assert caught.value.field == "commitments"
    assert Agency.objects.count() == 0


def test_take_needs_authority() -> None:
    with pytest.raises(Refused) as caught:
        take(authority_confirmed=False)
    assert caught.value.field == "authority_confirmed"


def confirm(pledge: Pledge) -> Pledge:
    return actions.confirm(token=CONFIRM_LINK.token(pledge.link_name))


def test_what_is_not_confirmed_holds_no_ori_and_is_nobodys_likeness() -> None:
    first, second = take(), take("k2", coordinator=Coordinator("Sam Roe", "sam@example.org"))
    assert first.agency.ori == second.agency.ori == "GA0751100"
    same = {name: said()[name] for name in ("name", "country", "region", "city", "ori")}
    assert near_duplicates(**same) == []
    assert confirm(second).agency.is_provisional is False
    assert near_duplicates(**same) == [second.agency]
    with pytest.raises(Refused) as caught:
        confirm(first)
    assert caught.value.field == "ori"
    first.refresh_from_db()
    assert (first.lifecycle_state, first.agency.is_provisional) == (State.RECEIVED, True)


def test_what_is_not_confirmed_is_deleted_when_its_link_has_run_out(settings: Any) -> None:
    settings.PLEDGE_CONFIRM_DAYS = 5
    never, closed, again, done = take(), take("k2"), take("k3"), take("k4", agency=said(ori=""))
    actions.close(pledge=closed, reason="Made up.", by=ReviewerFactory())
    confirm(done)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        actions.send_confirmation_again(pledge=again, by=ReviewerFactory())
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        with pytest.raises(NotAllowed):
            confirm(never)
        actions.expire_unconfirmed(now=timezone.now())
        actions.expire_unconfirmed(now=timezone.now())
    assert set(Pledge.objects.values_list("pk", flat=True)) == {again.pk, done.pk}
    assert set(Agency.objects.values_list("pk", flat=True)) == {again.agency_id, done.agency_id}
    assert verbs().count("pledges.expired") == 2
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert confirm(again).lifecycle_state is State.CONFIRMED


def test_verifying_keeps_the_name_as_it_was_verified() -> None:
    pledge = confirm(take())
    actions.verify(pledge=pledge, by=ReviewerFactory())
    Agency.objects.update(name="Another Name")
    assert Agency.objects.get().verified_name == "Stockbridge Police Department"


def test_confirm_by_the_mailed_link_and_not_by_another() -> None:
    pledge = take()
    with pytest.raises(NotAllowed):
        actions.confirm(token=ANSWER_LINK.token(pledge.link_name))
    with time_machine.travel(timezone.now() + timedelta(days=15)), pytest.raises(NotAllowed):
        actions.confirm(token=CONFIRM_LINK.token(pledge.link_name))
    confirmed = actions.confirm(token=CONFIRM_LINK.token(pledge.link_name))
    assert confirmed.lifecycle_state is State.CONFIRMED
    assert confirmed.confirmed_at is not None


def test_a_link_dies_with_the_address_it_was_mailed_to() -> None:
    pledge = take()
    token = CONFIRM_LINK.token(pledge.link_name)
    Pledge.objects.filter(pk=pledge.pk).update(coordinator_email="other@example.org")
    with pytest.raises(NotAllowed):
        actions.confirm(token=token)


@pytest.mark.parametrize("token", ["", ":", "x" * 300, "\x00", "abc:def:ghi"])
def test_a_link_that_is_not_ours_is_refused(token: str) -> None:
    take()
    with pytest.raises(NotAllowed):
        actions.confirm(token=token)


def test_query_and_answer_mend_the_agency_and_ask_again() -> None:
    reviewer = ReviewerFactory()
    pledge = PledgeFactory(state=State.CONFIRMED.value, agency__name="Stokbridge PD")
    actions.query(pledge=pledge, question=" Is that the right name? ", by=reviewer)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.intake_note) == ("queried", "Is that the right name?")
    assert Message.objects.get().kind == "pledges.question"
    actions.answer(
        token=ANSWER_LINK.token(pledge.link_name),
        agency={"name": "Stockbridge Police Department"},
        coordinator=Coordinator("Robin B. Hale", pledge.coordinator_email, "Captain"),
        text="No. Mended.",
    )
    pledge.refresh_from_db()
    assert (pledge.state, pledge.intake_answer) == ("confirmed", "No. Mended.")
    assert (pledge.coordinator_name, pledge.coordinator_title) == ("Robin B. Hale", "Captain")
    assert pledge.agency.name == "Stockbridge Police Department"
    actions.query(pledge=pledge, question="And the chief?", by=reviewer)
    pledge.refresh_from_db()
    assert (pledge.intake_answer, Message.objects.count()) == ("", 2)


def test_answer_with_the_ori_of_another_agency_is_refused_whole() -> None:
    AgencyFactory(ori="GA0440200")
    pledge = PledgeFactory(state=State.QUERIED.value)
    with pytest.raises(Refused) as caught:
        actions.answer(
            token=ANSWER_LINK.token(pledge.link_name),
            agency={"ori": "GA0440200"},
            coordinator=Coordinator("Robin Hale", pledge.coordinator_email),
            text="Mended.",
        )
    assert caught.value.field == "ori"
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.QUERIED


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_query_and_close_need_words(blank: str) -> None:
    pledge = PledgeFactory(state=State.CONFIRMED.value)
    with pytest.raises(Refused):
        actions.query(pledge=pledge, question=blank, by=ReviewerFactory())
    with pytest.raises(Refused):
        actions.close(pledge=pledge, reason=blank, by=ReviewerFactory())


def test_verify_invites_the_coordinator_as_lead() -> None:
    reviewer = ReviewerFactory()
    pledge = actions.verify(pledge=PledgeFactory(state=State.CONFIRMED.value), by=reviewer)
    assert (pledge.lifecycle_state, pledge.verified_by) == (State.ACTIVE, reviewer)
    invitation = Invitation.objects.get()
    assert (invitation.agency, invitation.email, invitation.role) == (
        pledge.agency,
        pledge.coordinator_email,
        "lead",
    )
    assert list(Message.objects.values_list("kind", flat=True)) == ["agencies.invitation"]


def test_verify_tells_a_coordinator_who_is_a_member_already() -> None:
    pledge = PledgeFactory(state=State.CONFIRMED.value)
    person = MembershipFactory(agency=pledge.agency, user__email=pledge.coordinator_email).user
    actions.verify(pledge=pledge, by=ReviewerFactory())
    assert Invitation.objects.count() == 0
    assert list(Message.objects.values_list("kind", "payload")) == [
        ("pledges.verified", {"pledge_id": pledge.pk, "user_id": person.pk})
    ]


def test_verify_of_a_second_pledge_of_one_agency_is_a_conflict() -> None:
    live = PledgeFactory()
    second = PledgeFactory(agency=live.agency, state=State.CONFIRMED.value)
    with pytest.raises(Conflict):
        actions.verify(pledge=second, by=ReviewerFactory())
    second.refresh_from_db()
    assert second.lifecycle_state is State.CONFIRMED


def test_close_frees_the_ori_and_tells_a_confirmed_coordinator() -> None:
    pledge = PledgeFactory(state=State.CONFIRMED.value, agency__ori="GA0440200")
    actions.close(pledge=pledge, reason="Sent twice.", by=ReviewerFactory())
    pledge.agency.refresh_from_db()
    assert pledge.agency.ori == ""
    assert Message.objects.get().kind == "pledges.closed"


def test_close_keeps_the_ori_of_an_agency_with_another_pledge() -> None:
    live = PledgeFactory(agency__ori="GA0440200")
    actions.close(
        pledge=PledgeFactory(agency=live.agency, state=State.CONFIRMED.value),
        reason="Sent twice.",
        by=ReviewerFactory(),
    )
    live.agency.refresh_from_db()
    assert live.agency.ori == "GA0440200"


def test_close_mails_nothing_to_an_address_nobody_confirmed() -> None:
    pledge = PledgeFactory(state=State.RECEIVED.value, confirmed_at=None)
    actions.close(pledge=pledge, reason="Made up.", by=ReviewerFactory())
    assert Message.objects.count() == 0


def test_the_link_can_be_sent_again_while_it_is_waited_for() -> None:
    reviewer = ReviewerFactory()
    pledge = take()
    actions.send_confirmation_again(pledge=pledge, by=reviewer)
    actions.send_confirmation_again(pledge=pledge, by=reviewer)
    assert Message.objects.filter(kind="pledges.confirmation").count() == 3
    with pytest.raises(NotAllowed):
        actions.send_confirmation_again(pledge=pledge, by=member(pledge.agency))
    actions.confirm(token=CONFIRM_LINK.token(pledge.link_name))
    with pytest.raises(Conflict):
        actions.send_confirmation_again(pledge=pledge, by=reviewer)


@pytest.mark.parametrize("state", State)
def test_pledge_again_only_after_the_last_one_ended(state: State) -> None:
    last = PledgeFactory(state=state.value)
    lead = member(last.agency)
    promises: dict[str, Any] = {"commitments": list(COMMITMENTS), "authority_confirmed": True}
    if state in {State.WITHDRAWN, State.LAPSED, State.CLOSED}:
        pledge = actions.pledge_again(agency=last.agency, by=lead, **promises)
        assert pledge.lifecycle_state is State.CONFIRMED
        assert (pledge.pledged_on, pledge.coordinator_email) == (timezone.localdate(), lead.email)
        with pytest.raises(Conflict):
            actions.pledge_again(agency=last.agency, by=lead, **promises)
    else:
        with pytest.raises(Conflict):
            actions.pledge_again(agency=last.agency, by=lead, **promises)


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_pledge_again_is_for_those_who_speak_for_the_agency(role: str) -> None:
    last = PledgeFactory(state=State.WITHDRAWN.value)
    with pytest.raises(NotAllowed):
        actions.pledge_again(
            agency=last.agency,
            commitments=list(COMMITMENTS),
            authority_confirmed=True,
            by=member(last.agency, role),
        )
