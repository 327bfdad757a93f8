"""One status: whatever becomes of an agency, every face that tells it says the same, and none says more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from agencies.models import Agency, FormerName
from campaign.newsletter.queries import gathering as newsletter_gathering
from common.problems import Conflict, NotAllowed
from directory import queries
from documents.models import Document
from documents.recognition.queries import standing
from outbox.registry import handler_of
from pledges import actions as pledges
from pledges.models import Pledge
from pledges.queries import Status, status_of
from rehearsal.factories import statuses
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.directory import certified
from tests.clients import AgencyClient, client_of

pytestmark = pytest.mark.django_db
NAME = statuses.NAME
TODAY = timezone.localdate


@dataclass(frozen=True, slots=True)
class Told:
    """What each face says: the public page's heading, whether the lists and counts hold it, badge, verification and so on."""

    kind: str
    page: str
    listed: bool
    certified: bool
    badge: str
    home: str
    verification: str = ""
    since: date | None = None


PLEDGED_ON, CERTIFIED_ON = date(2025, 3, 3), date(2025, 11, 12)
REVOKED = "This certificate has been revoked"
CASES: dict[str, tuple[Callable[[], Pledge], Told]] = {
    "pledged": (
        statuses.pledged,
        Told("on_the_way", "On the way", True, False, "on the way", "On the way", since=PLEDGED_ON),
    ),
    "certified": (
        statuses.certified,
        Told(
            "certified",
            "One Mind Certified",
            True,
            True,
            "certified",
            "One Mind Certified",
            "This certificate is valid",
            CERTIFIED_ON,
        ),
    ),
    "revoked": (
        statuses.revoked,
        Told("revoked", "Certificate revoked", False, False, "revoked", "Certificate revoked on", REVOKED),
    ),
    "reinstated": (
        statuses.reinstated,
        Told(
            "certified",
            "One Mind Certified",
            True,
            True,
            "certified",
            "One Mind Certified",
            "This certificate is valid",
            CERTIFIED_ON,
        ),
    ),
    "submitted again": (
        statuses.revoked_and_submitted,
        Told(
            "revoked",
            "Certificate revoked",
            False,
            False,
            "revoked",
            "Your completion is with the IACP",
            REVOKED,
        ),
    ),
    "withdrawn": (
        statuses.withdrawn,
        Told("withdrawn", "Pledge withdrawn", False, False, "withdrawn", "Pledge withdrawn on"),
    ),
    "lapsed": (statuses.lapsed, Told("lapsed", "Pledge lapsed", False, False, "lapsed", "Pledge lapsed on")),
    "closed": (statuses.closed, Told("closed", "", False, False, "not listed", "")),
}


@pytest.mark.parametrize("case", CASES)
def test_every_face_says_the_same_of_every_state(case: str) -> None:
    make, told = CASES[case]
    pledge = make()
    pledge.refresh_from_db()
    agency = Agency.objects.get(pk=pledge.agency_id)
    public, client = f"/agencies/{agency.public_id}/{agency.slug}/", AgencyClient()

    since = None if told.kind == "closed" else told.since or TODAY()
    assert status_of(pledge, TODAY()) == Status(told.kind, since)
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
        said = Status(told.kind, since)
        assert (said.name, said.short) == (told.page, told.badge)
        assert {head for head in heads if f'id="standing">{head}</h2>' in html} == {said.name}
    listed = {
        "directory": NAME in client.get("/agencies/").content.decode(),
        "api": client.get("/api/v1/agencies").json()["total"] == 1,
        "counts": client.get("/api/v1/counts").json()["took_the_pledge"] == 1,
        "feed": NAME in client.get("/feeds/pledges.atom").content.decode(),
        "csv": NAME in b"".join(client.get("/agencies.csv").streaming_content).decode(),  # type: ignore[attr-defined]
        "headline": queries.headline().took_the_pledge == 1,
        "newsletter": newsletter_gathering._listed().count() == 1,
        "badge page": standing(agency, today=TODAY()).is_listed,
        "newsletter's figures": "- **1** agencies have taken" in _newsletter("figures"),
        "reminder": _mailed("pledges.reminder", pledge, occasion="guide") == 1 or told.certified,
    }
    assert set(listed.values()) == {told.listed}, listed
    are_certified = {
        "counts": client.get("/api/v1/counts").json()["certified"] == 1,
        "feed": NAME in client.get("/feeds/certified.atom").content.decode(),
        "recognition": standing(agency, today=TODAY()).facts is not None,
        "desk": "One Mind Certified" in _desk(agency),
        "home": "Thank you for what your agency has done" in _home(agency),
        "home's line": "One Mind Certified since" in _home(agency),
        "newsletter's figures": "- **1** agencies are One Mind" in _newsletter("figures"),
        "newsletter's list": NAME in _newsletter("certified"),
        "email": _certificate_mailed(agency),
        "verification": told.verification == "This certificate is valid",
    }
    assert set(are_certified.values()) == {told.certified}, are_certified
    badge = client.get(f"/badge/{agency.public_id}.svg").content.decode()
    assert f">{told.badge}<" in badge
    assert (f"{Status(told.kind, since).words}.</title>" in badge) == bool(told.page)
    assert told.home in _home(agency)
    certificate = Document.objects.filter(kind="certificate").order_by("-pk").first()
    assert (certificate is not None) == bool(told.verification)
    if certificate is not None:
        assert f"<h2>{told.verification}</h2>" in client.get(f"/verify/{certificate.code}/").content.decode()
    line = Status(told.kind, since).words
    assert {"home": line in _home(agency), "desk": f"{line}." in _desk(agency)} == {
        "home": True,
        "desk": True,
    }
    answer = client.get(f"/api/v1/agencies/{agency.public_id}")
    assert answer.status_code == (200 if told.page else 404)
    if told.page:
        record = answer.json()["agency"]
        assert (record["stage"], record["stage_since"]) == (told.kind, since.isoformat() if since else None)


def _newsletter(kind: str) -> str:
    """A section of an issue about all that happened until now; empty when it is left out."""
    found = newsletter_gathering.gather(since=datetime(2020, 1, 1, tzinfo=UTC), until=timezone.now())
    return next((section.text for section in found if section.kind == kind), "")


def _mailed(kind: str, pledge: Pledge, **payload: str) -> int:
    """How many emails this message sends to a lead of the agency today."""
    mail.outbox.clear()
    handler_of(kind)(pledge_id=pledge.pk, user_id=lead_of(pledge.agency).pk, **payload)
    return len(mail.outbox)


def _certificate_mailed(agency: Agency) -> bool:
    """Whether any of the agency's certificates is still told of as ready."""
    mail.outbox.clear()
    for certificate in Document.objects.filter(agency=agency, kind="certificate"):
        handler_of("documents.certificate_ready")(document_id=certificate.pk, user_id=lead_of(agency).pk)
    return len(mail.outbox) == 1


def _desk(agency: Agency) -> str:
    html = client_of(ReviewerFactory()).get(f"/desk/agencies/{agency.public_id}/").content.decode()
    return html[: html.index("</h1>") + 900]


def _home(agency: Agency) -> str:
    html = client_of(lead_of(agency)).get("").content.decode()
    return html[html.index("<main") :]


def test_revoking_takes_the_letter_with_it_and_leaves_a_way_on() -> None:
    pledge = statuses.revoked()
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
    pledge = statuses.revoked_and_submitted()
    completion = pledge.completions.get()
    completion.state = "submitted"
    completion.save()
    pledges.recall(completion=completion, by=lead_of(pledge.agency))
    pledge.refresh_from_db()
    assert (pledge.state, queries.headline().took_the_pledge) == ("revoked", 0)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 3, 2), "none"),
        (date(2025, 3, 3), "on_the_way"),
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


def test_the_days_of_a_certification_that_was_revoked_and_reinstated_are_all_told() -> None:
    pledge = statuses.verified()
    Pledge.objects.filter(pk=pledge.pk).update(
        state="completed",
        completed_on=date(2025, 11, 12),
        reinstated_on=date(2026, 2, 1),
        earlier_statuses=[
            ["certified", "2025-11-12", "2025-11-12"],
            ["revoked", "2026-01-05", "2026-01-05"],
        ],
    )
    pledge.refresh_from_db()
    days = [date(2025, 11, 11), date(2025, 11, 12), date(2026, 1, 5), date(2026, 1, 31), date(2026, 2, 1)]
    certified_on, revoked_on = date(2025, 11, 12), date(2026, 1, 5)
    assert [status_of(pledge, day) for day in days] == [
        Status("on_the_way", date(2025, 3, 3)),
        Status("certified", certified_on),
        Status("revoked", revoked_on),
        Status("revoked", revoked_on),
        Status("certified", certified_on),
    ]


def test_a_lapsed_pledge_that_is_reinstated_was_lapsed_on_the_days_between() -> None:
    with time_machine.travel(datetime(2026, 5, 1, 17, tzinfo=UTC)):
        pledge = statuses.lapsed()
    with time_machine.travel(datetime(2026, 6, 1, 17, tzinfo=UTC)):
        until = date(2027, 6, 1)
        pledge = pledges.reinstate(pledge=pledge, until=until, reason="Back.", by=ReviewerFactory())
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [status_of(pledge, day).kind for day in days] == ["on_the_way", "lapsed", "lapsed", "on_the_way"]


@pytest.mark.parametrize(
    ("make", "words"), [(statuses.revoked, "Certificate revoked on"), (statuses.certified, "Certified since")]
)
def test_who_has_a_pledge_is_shown_it_instead_of_a_form_for_another(
    make: Callable[[], Pledge], words: str
) -> None:
    pledge = make()
    lead = client_of(lead_of(pledge.agency))
    page = lead.get("pledge/")
    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert "Send the pledge" not in page.content.decode()
    assert ("Open the completion" in page.content.decode()) == (make is statuses.revoked)
    assert lead.post("pledge/", {}).status_code == 409


def test_a_former_name_stands_in_the_rows_of_the_list() -> None:
    pledge = statuses.certified()
    FormerName.objects.create(agency=pledge.agency, name="Ashgrove City Police", until_on=date(2026, 1, 1))
    FormerName.objects.create(
        agency=pledge.agency, name="Ashgroove Police", until_on=date(2026, 2, 1), is_misspelling=True
    )
    client = AgencyClient()
    assert "Formerly Ashgrove City Police" in client.get("/agencies/").content.decode()
    assert "Formerly Ashgrove City Police" in client.get("/agencies/?q=city").content.decode()
    assert "formerly Ashgrove City Police" in client.get("/recent/").content.decode()
    assert client.get("/api/v1/agencies").json()["agencies"][0]["former_names"] == ["Ashgrove City Police"]
