"""One status: whatever becomes of an agency, every face that tells it says the same, and none says more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from agencies.models import Agency
from campaign.queries import newsletter_gathering
from common.problems import Conflict, NotAllowed
from directory import queries
from documents import actions as documents
from documents.models import Document
from documents.recognition.queries import standing
from pledges import actions as pledges
from pledges.lifecycle import State
from pledges.models import Pledge
from pledges.queries import Status, status_of
from tests.clients import AgencyClient, client_of
from tests.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from tests.factories.agencies import lead_of
from tests.factories.directory import certified, pledged

pytestmark = pytest.mark.django_db
NAME = "Ashgrove Police Department"
TODAY = timezone.localdate


def _pledged() -> Pledge:
    return pledged(NAME, verified_name=NAME)


def _closed() -> Pledge:
    return pledged(NAME, State.CLOSED)


def _certified() -> Pledge:
    return certified(NAME, verified_name=NAME).completion.pledge


def _revoked() -> Pledge:
    certificate = certified(NAME, verified_name=NAME)
    documents.revoke(certificate=certificate, reason="A mistake.", by=ReviewerFactory())
    return Pledge.objects.get(pk=certificate.completion.pledge_id)


def _revoked_and_submitted() -> Pledge:
    pledge = _revoked()
    Pledge.objects.filter(pk=pledge.pk).update(state="submitted")
    return pledge


def _withdrawn() -> Pledge:
    pledge = _verified()
    return pledges.withdraw(pledge=pledge, by=AdministratorFactory())


def _lapsed() -> Pledge:
    pledge = _verified(on=date(2018, 1, 1))
    return pledges.lapse(pledge=pledge, by=ReviewerFactory())


def _verified(on: date = date(2025, 3, 3)) -> Pledge:
    pledge = pledged(NAME, on=on, verified_name=NAME)
    Pledge.objects.filter(pk=pledge.pk).update(verified_at=timezone.now())
    return pledge


@dataclass(frozen=True, slots=True)
class Told:
    """What each face says: the public page's heading, whether the lists and counts hold it, badge, verification and so on."""

    kind: str
    page: str
    listed: bool
    certified: bool
    badge: str
    home: str


CASES: dict[str, tuple[Callable[[], Pledge], Told]] = {
    "pledged": (_pledged, Told("pledged", "On the way", True, False, "pledged", "Pledged")),
    "certified": (
        _certified,
        Told("certified", "One Mind Certified", True, True, "certified", "One Mind Certified"),
    ),
    "revoked": (
        _revoked,
        Told("revoked", "Certificate revoked", False, False, "revoked", "Your certificate was revoked"),
    ),
    "submitted again": (
        _revoked_and_submitted,
        Told("revoked", "Certificate revoked", False, False, "revoked", "Your completion is with the IACP"),
    ),
    "withdrawn": (_withdrawn, Told("withdrawn", "Pledge withdrawn", False, False, "withdrawn", "withdrawn")),
    "lapsed": (_lapsed, Told("lapsed", "Pledge lapsed", False, False, "lapsed", "lapsed")),
    "closed": (_closed, Told("closed", "", False, False, "not listed", "")),
}


@pytest.mark.parametrize("case", CASES)
def test_every_face_says_the_same_of_every_state(case: str) -> None:
    make, told = CASES[case]
    pledge = make()
    pledge.refresh_from_db()
    agency = Agency.objects.get(pk=pledge.agency_id)
    public, client = f"/agencies/{agency.public_id}/{agency.slug}/", AgencyClient()

    assert status_of(pledge, TODAY()).kind == told.kind
    page = client.get(public)
    assert (page.status_code, told.page in page.content.decode()) == (
        (200, True) if told.page else (404, True)
    )
    if told.page:
        heads = {
            "On the way",
            "One Mind Certified",
            "Certificate revoked",
            "Pledge withdrawn",
            "Pledge lapsed",
        }
        html = page.content.decode()
        assert {head for head in heads if f'id="standing">{head}</h2>' in html} == {told.page}
    listed = {
        "directory": NAME in client.get("/agencies/").content.decode(),
        "api": client.get("/api/v1/agencies").json()["total"] == 1,
        "counts": client.get("/api/v1/counts").json()["took_the_pledge"] == 1,
        "feed": NAME in client.get("/feeds/pledges.atom").content.decode(),
        "csv": NAME in b"".join(client.get("/agencies.csv").streaming_content).decode(),  # type: ignore[attr-defined]
        "headline": queries.headline().pledged == 1,
        "newsletter": newsletter_gathering._listed().count() == 1,
        "badge page": standing(agency, today=TODAY()).is_listed,
    }
    assert set(listed.values()) == {told.listed}, listed
    are_certified = {
        "counts": client.get("/api/v1/counts").json()["certified"] == 1,
        "feed": NAME in client.get("/feeds/certified.atom").content.decode(),
        "recognition": standing(agency, today=TODAY()).facts is not None,
        "desk": "One Mind Certified" in _desk(agency),
        "home": "One Mind Certified</" in _home(agency),
    }
    assert set(are_certified.values()) == {told.certified}, are_certified
    assert f">{told.badge}<" in client.get(f"/badge/{agency.public_id}.svg").content.decode()
    assert told.home in _home(agency)


def _desk(agency: Agency) -> str:
    html = client_of(ReviewerFactory()).get(f"/desk/agencies/{agency.public_id}/").content.decode()
    return html[: html.index("</h1>") + 900]


def _home(agency: Agency) -> str:
    html = client_of(lead_of(agency)).get("").content.decode()
    return html[html.index("<main") :]


def test_revoking_takes_the_letter_with_it_and_leaves_a_way_on() -> None:
    pledge = _revoked()
    papers = Document.objects.filter(agency=pledge.agency)
    assert [paper.revoked_at is not None for paper in papers.order_by("pk")] == [True, True]
    assert (pledge.state, pledge.revoked_on) == ("revoked", TODAY())
    draft = pledges.save_draft(pledge=pledge, version=0, changes={}, by=lead_of(pledge.agency))
    assert draft.state == "draft"


def test_revoking_is_a_reviewers_and_once() -> None:
    completion = certified(NAME).completion
    for by in (lead_of(completion.agency), UserFactory()):
        with pytest.raises(NotAllowed):
            pledges.revoke(completion=completion, by=by)
    pledges.revoke(completion=completion, by=ReviewerFactory())
    with pytest.raises(Conflict):
        pledges.revoke(completion=completion, by=ReviewerFactory())


def test_recalling_after_a_revocation_clears_nothing() -> None:
    pledge = _revoked_and_submitted()
    completion = pledge.completions.get()
    completion.state = "submitted"
    completion.save()
    pledges.recall(completion=completion, by=lead_of(pledge.agency))
    pledge.refresh_from_db()
    assert (pledge.state, queries.headline().pledged) == ("revoked", 0)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 3, 2), "none"),
        (date(2025, 3, 3), "pledged"),
        (date(2025, 11, 12), "certified"),
        (date(2026, 1, 5), "revoked"),
        (date(2026, 2, 1), "withdrawn"),
    ],
)
def test_status_on_a_day_of_your_choice(day: date, kind: str) -> None:
    pledge = Pledge(
        state="withdrawn",
        pledged_on=date(2025, 3, 3),
        completed_on=date(2025, 11, 12),
        revoked_on=date(2026, 1, 5),
        ended_on=date(2026, 2, 1),
    )
    assert status_of(pledge, day) == Status(kind, day if kind != "none" else None)
