"""Extending, withdrawing, lapsing, reinstating, and adopting a newer edition."""

from datetime import date

import pytest
import time_machine

from common.problems import Conflict, NotAllowed, Refused
from outbox.models import Message
from pledges import actions, queries
from pledges.lifecycle import State
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory, member

pytestmark = pytest.mark.django_db

DUE = date(2028, 3, 3)


@time_machine.travel("2028-03-01")
def test_extend_keeps_day_and_reason_and_tells_the_agency() -> None:
    pledge = PledgeFactory()
    person = member(pledge.agency, "signatory")
    member(pledge.agency, "viewer")
    actions.extend(pledge=pledge, until=date(2028, 9, 30), reason=" A flood. ", by=ReviewerFactory())
    pledge.refresh_from_db()
    assert (pledge.state, pledge.extended_until, pledge.extension_reason) == (
        "active",
        date(2028, 9, 30),
        "A flood.",
    )
    assert pledge.pledged_on == date(2025, 3, 3)
    assert list(Message.objects.values_list("kind", "payload")) == [
        ("pledges.extended", {"pledge_id": pledge.pk, "user_id": person.pk})
    ]


@pytest.mark.parametrize(
    ("today", "until", "ok"),
    [
        ("2028-03-01", DUE, False),
        ("2028-03-01", date(2028, 3, 4), True),
        ("2028-04-01", date(2028, 4, 1), False),
        ("2028-04-01", date(2028, 4, 2), True),
        ("2028-03-01", date(2033, 12, 31), True),
        ("2028-03-01", date(2034, 1, 1), False),
    ],
)
def test_extend_goes_beyond_today_and_the_deadline_and_not_too_far(today: str, until: date, ok: bool) -> None:
    pledge = PledgeFactory()
    with time_machine.travel(f"{today} 12:00:00-05:00"):
        if ok:
            assert actions.extend(pledge=pledge, until=until, reason="A flood.", by=ReviewerFactory())
        else:
            with pytest.raises(Refused) as caught:
                actions.extend(pledge=pledge, until=until, reason="A flood.", by=ReviewerFactory())
            assert caught.value.field == "until"


def test_extend_needs_a_reason() -> None:
    with pytest.raises(Refused) as caught:
        actions.extend(pledge=PledgeFactory(), until=date(2028, 9, 30), reason=" ", by=ReviewerFactory())
    assert caught.value.field == "reason"


@pytest.mark.parametrize(("today", "lapses"), [("2028-03-03", False), ("2028-03-04", True)])
def test_lapse_only_when_overdue(today: str, lapses: bool) -> None:
    pledge = PledgeFactory()
    with time_machine.travel(f"{today} 12:00:00-05:00"):
        if lapses:
            assert actions.lapse(pledge=pledge, by=ReviewerFactory()).ended_on == date(2028, 3, 4)
        else:
            with pytest.raises(Refused):
                actions.lapse(pledge=pledge, by=ReviewerFactory())


@time_machine.travel("2028-06-01 12:00:00-05:00")
def test_reinstate_gives_time_and_keeps_the_pledges_date() -> None:
    pledge = PledgeFactory(state=State.LAPSED.value, ended_on=date(2028, 4, 1))
    actions.reinstate(pledge=pledge, until=date(2029, 1, 31), reason="New chief.", by=ReviewerFactory())
    pledge.refresh_from_db()
    assert (pledge.state, pledge.ended_on, pledge.pledged_on) == ("active", None, date(2025, 3, 3))
    assert not queries.clock_of(pledge, date(2029, 1, 31)).is_overdue


@time_machine.travel("2028-06-01 12:00:00-05:00")
def test_reinstate_after_a_new_pledge_is_a_conflict() -> None:
    lapsed = PledgeFactory(state=State.LAPSED.value)
    PledgeFactory(agency=lapsed.agency)
    with pytest.raises(Conflict):
        actions.reinstate(pledge=lapsed, until=date(2029, 1, 31), reason="New chief.", by=ReviewerFactory())


@pytest.mark.parametrize("state", State)
def test_adopt_edition_from_every_state(state: State) -> None:
    pledge = PledgeFactory(state=state.value, edition="2016")
    lead = member(pledge.agency)
    if state in {State.ACTIVE, State.RETURNED, State.REVOKED}:
        assert actions.adopt_edition(pledge=pledge, edition="2022", by=lead).edition == "2022"
    else:
        with pytest.raises(Conflict):
            actions.adopt_edition(pledge=pledge, edition="2022", by=lead)
        pledge.refresh_from_db()
        assert pledge.edition == "2016"


@pytest.mark.parametrize(("own", "asked"), [("2022", "2016"), ("2022", "2022"), ("2016", "2099")])
def test_only_a_newer_edition_can_be_adopted(own: str, asked: str) -> None:
    pledge = PledgeFactory(edition=own)
    with pytest.raises(Refused):
        actions.adopt_edition(pledge=pledge, edition=asked, by=member(pledge.agency))


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_an_edition_is_adopted_by_those_who_speak_for_the_agency(role: str) -> None:
    pledge = PledgeFactory(edition="2016")
    with pytest.raises(NotAllowed):
        actions.adopt_edition(pledge=pledge, edition="2022", by=member(pledge.agency, role))
