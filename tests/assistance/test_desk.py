"""The desk's queue of requests for help, and agencies that are like the one that asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaign.assistance import actions
from campaign.assistance.models import AssistanceRequest, PeerMatch
from campaign.assistance.queries import desk as assistance_desk
from campaign.assistance.queries import peers as assistance_peers
from common.models import opaque_code
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory, lead_of
from rehearsal.factories.documents import issued
from rehearsal.factories.pledges import PledgeFactory

pytestmark = pytest.mark.django_db


def requested(subject: str = "Hello", **fields: Any) -> AssistanceRequest:
    values = {
        "kind": "technical",
        "name": "Quinn",
        "email": f"{opaque_code()[:8]}@example.org",
        "text": "Help",
    }
    if "agency" in fields:
        fields.setdefault("by", lead_of(fields["agency"]))
    return actions.ask(**{**values, "subject": subject, "form_key": opaque_code(), **fields})


def waiting_for(request: AssistanceRequest, *, days: int) -> None:
    AssistanceRequest.objects.filter(pk=request.pk).update(turned_at=timezone.now() - timedelta(days=days))


@pytest.fixture
def reviewer() -> Any:
    return ReviewerFactory(name="Rae Stone")


def subjects(wanted: assistance_desk.Wanted, user: Any) -> list[str]:
    return [row.subject for row in assistance_desk.queue(wanted, user)]


def test_what_waits_for_us_comes_first_and_the_longest_of_it(reviewer: Any) -> None:
    young, old, answered, done = (requested(name) for name in ("young", "old", "answered", "done"))
    actions.answer(request=answered, text="Yes", form_key="a", by=reviewer)
    actions.close(request=done, closure="solved", by=reviewer)
    for request, days in ((young, 1), (old, 8), (answered, 20), (done, 30)):
        waiting_for(request, days=days)
    rows = list(assistance_desk.queue(assistance_desk.Wanted(state=""), reviewer))
    found = [
        (row.request.subject, row.days, row.next_actor)
        for row in assistance_desk.as_waiting(rows, timezone.now())
    ]
    assert found == [
        ("old", 8, "anyone"),
        ("young", 1, "anyone"),
        ("answered", 20, "the requester"),
        ("done", -1, ""),
    ]
    actions.assign(request=young, to=reviewer, by=reviewer)
    assert assistance_desk.next_actor(assistance_desk.request(young.public_id)) == "Rae Stone"
    assert assistance_desk.as_waiting(rows, timezone.now())[1].days == 1


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {"peer", "contact"}),
        ({"state": ""}, {"peer", "contact", "done"}),
        ({"state": "closed"}, {"done"}),
        ({"state": "new"}, {"contact"}),
        ({"kind": "peer"}, {"peer"}),
        ({"whose": "mine"}, {"peer"}),
        ({"whose": "nobody"}, {"contact"}),
        ({"words": "MACON"}, {"peer"}),
        ({"words": "macon quinn"}, {"peer"}),
        ({"words": "macon nobody"}, set()),
        ({"words": "springfield pd"}, {"contact"}),
    ],
)
def test_filters_and_search(reviewer: Any, wanted: dict[str, str], expected: set[str]) -> None:
    peer = requested("peer", kind="peer", organization="Macon Police Department")
    requested("contact", kind="contact", agency=AgencyFactory(name="Springfield PD"))
    actions.assign(request=peer, to=reviewer, by=reviewer)
    done = requested("done")
    actions.close(request=done, closure="solved", by=ReviewerFactory())
    assert set(subjects(assistance_desk.Wanted(**wanted), reviewer)) == expected


def test_a_search_that_nobody_understands_finds_what_is_open(reviewer: Any) -> None:
    requested("here")
    client = Client()
    client.force_login(reviewer)
    page = client.get("/desk/requests/?state=flying&kind=%00&whose=you&page=x")
    assert (page.status_code, "here" in page.content.decode()) == (200, True)


def test_the_figures_and_the_picture(reviewer: Any) -> None:
    assert assistance_desk.summary().average == ""
    for rating in (5, 5, 2, None):
        request = requested()
        actions.close(request=request, closure="solved", by=reviewer)
        if rating:
            actions.rate(request=request, rating=rating, comment="")
    waiting_for(requested(), days=3)
    actions.answer(request=requested(), text="Yes", form_key="a", by=reviewer)
    found = assistance_desk.summary()
    assert (found.open, found.ours, found.closed, found.rated, found.average) == (2, 1, 4, 3, "4.0")
    assert [(star.points, star.people, star.bar) for star in found.stars] == [
        (5, 2, "100%"),
        (4, 0, "0%"),
        (3, 0, "0%"),
        (2, 1, "50%"),
        (1, 0, "0%"),
    ]


def test_what_was_typed_stays_when_somebody_was_quicker(reviewer: Any) -> None:
    request = requested()
    client = Client()
    client.force_login(reviewer)
    actions.close(request=request, closure="solved", by=ReviewerFactory())
    response = client.post(
        f"/desk/requests/{request.public_id}/answer/", {"text": "A long answer", "form_key": "a"}
    )
    assert (response.status_code, "is now closed" in response.content.decode()) == (409, True)
    assert response.context["answer_form"]["text"].value() == "A long answer"
    assert "A long answer</textarea>" in response.content.decode()


def peer(name: str, *, state: str = "active", **fields: Any) -> Any:
    values = {"kind": "municipal", "country": "US", "region": "US-GA", "sworn": 40}
    return PledgeFactory(agency=AgencyFactory(name=name, **{**values, **fields}), state=state)


# What an agency of this type, size and place scores for a municipal agency of 41 in Georgia, and why.
@pytest.mark.parametrize(
    ("fields", "score", "reasons"),
    [
        ({}, 8, ("same type", "same size", "same state")),
        ({"region": "US-OH"}, 7, ("same type", "same size")),
        ({"region": "CA-ON", "country": "CA"}, 6, ("same type", "same size")),
        ({"sworn": 24}, 6, ("same type", "similar size", "same state")),
        ({"sworn": 25}, 8, ("same type", "same size", "same state")),
        ({"sworn": 49}, 8, ("same type", "same size", "same state")),
        ({"sworn": 50}, 6, ("same type", "similar size", "same state")),
        ({"sworn": 100}, 5, ("same type", "same state")),
        ({"sworn": None}, 5, ("same type", "same state")),
        ({"kind": "campus"}, 5, ("same size", "same state")),
        ({"kind": "campus", "sworn": 500}, 2, ("same state",)),
        ({"kind": "campus", "sworn": 500, "region": "US-OH"}, None, ()),
    ],
)
def test_what_a_likeness_weighs(fields: dict[str, Any], score: int | None, reasons: tuple[str, ...]) -> None:
    peer("Peer", **fields)
    found = assistance_peers.peers_for(requested(agency_kind="municipal", region="US-GA", sworn=41))
    assert [(row.name, row.score, row.reasons) for row in found] == (
        [] if score is None else [("Peer", score, reasons)]
    )


def test_certified_ones_come_first_among_equals() -> None:
    peer("Aaa")
    issued(name="Bbb", kind="municipal", country="US", region="US-GA", sworn=40)
    peer("Ccc")
    found = assistance_peers.peers_for(requested(agency_kind="municipal", region="US-GA", sworn=41))
    assert [(row.name, row.certified) for row in found] == [("Bbb", True), ("Aaa", False), ("Ccc", False)]


def test_only_listed_agencies_and_neither_itself_nor_the_asked() -> None:
    own = peer("Own").agency
    for state in ("received", "confirmed", "queried", "closed", "withdrawn", "lapsed"):
        peer(state, state=state)
    peer("Suspended", is_suspended=True)
    asked = peer("Asked").agency
    peer("Left")
    request = requested(agency=own)
    actions.propose(request=request, agency=asked, by=ReviewerFactory())
    assert [row.name for row in assistance_peers.peers_for(request)] == ["Left"]


def test_six_at_most_in_one_statement() -> None:
    for number in range(9):
        peer(f"Peer {number}")
    request = requested(agency_kind="municipal", region="US-GA", sworn=41)
    with CaptureQueriesContext(connection) as seen:
        assert len(assistance_peers.peers_for(request)) == 6
    assert len(seen) == 1


def test_nothing_is_known_of_the_asker_and_nobody_is_suggested() -> None:
    peer("Peer")
    assert assistance_peers.peers_for(requested()) == []


def test_a_peer_is_asked_and_the_outcome_kept(reviewer: Any) -> None:
    request, agency = requested(kind="peer", agency_kind="municipal"), peer("Peer").agency
    client = Client()
    client.force_login(reviewer)
    here = f"/desk/requests/{request.public_id}/"
    for _attempt in range(2):
        assert client.post(f"{here}peers/", {"agency": agency.public_id}).status_code == 302
    match = PeerMatch.objects.get()
    assert (match.agency, match.outcome, match.by) == (agency, "proposed", reviewer)
    for outcome in ("met", "flown"):
        client.post(f"{here}peers/{match.pk}/", {"outcome": outcome})
    assert PeerMatch.objects.get().outcome == "met"
    assert "Outcome of a peer match recorded" in client.get(here).content.decode()
    hidden = AgencyFactory()
    for wanted in (hidden.public_id, "", "\x00", "a" * 26):
        assert client.post(f"{here}peers/", {"agency": wanted}).status_code == 404
