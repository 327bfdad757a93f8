"""Issuing, issuing again and revoking: numbers, codes, what the papers say, and who may."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail

from accounts.models import User
from agencies.models import Agency, Membership
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from compliance.editions import PRACTICES
from documents import actions, queries
from documents.actions import Issued
from documents.models import Document, NumberSeries, PresidentTerm
from outbox.dispatch import deliver_due
from outbox.models import Message
from pledges.models import Completion, Pledge
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.documents import ISSUED_ON, approved_completion, issued, president
from rehearsal.factories.pledges import member
from rehearsal.factories.reviews import waiting_completion
from reviews import actions as reviews
from training.models import HeadCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return ReviewerFactory.create()


def written() -> list[Any]:
    models = (Document, NumberSeries, Message, Entry, Completion, Pledge)
    return [list(model.objects.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


def reissue(certificate: Document, by: User, reason: str = "The name was misspelled.") -> Issued:
    return actions.reissue(certificate=certificate, reason=reason, by=by)


def revoke(certificate: Document, by: User, reason: str = "Issued by mistake.") -> Document:
    return actions.revoke(certificate=certificate, reason=reason, by=by)


CHANGES: dict[str, Callable[..., Any]] = {"reissue": reissue, "revoke": revoke}


# Issuing


def test_issue_reserves_a_number_and_freezes_both_papers(reviewer: User) -> None:
    completion = approved_completion(name="Methuen Police Department", city="Methuen", region="US-MA")

    papers = actions.issue(completion=completion, by=reviewer, on=ISSUED_ON)

    certificate, letter = papers.certificate, papers.acknowledgment
    assert (certificate.number, letter.number) == ("OM-2025-000001", "2025-0001")
    assert [(paper.state, paper.dated_on, paper.requested_by) for paper in (certificate, letter)] == [
        ("queued", ISSUED_ON, reviewer)
    ] * 2
    said = certificate.content
    assert (said["number"], said["agency"], said["place"]) == (
        "OM-2025-000001",
        "Methuen Police Department",
        "Methuen, Massachusetts",
    )
    assert (said["pledged_on"], said["issued_on"]) == ("2025-03-03", "2025-11-12")
    assert [practice["figure"] for practice in said["practices"]] == [
        "In place",
        "In force",
        "10 of 40",
        "40 of 40",
    ]
    assert said["president"]["name"] == "Casey Morgan"
    assert said["verification_url"].endswith(f"/verify/{certificate.code}/")
    assert (letter.content["certificate_number"], letter.content["verification_url"]) == (
        "OM-2025-000001",
        said["verification_url"],
    )
    assert [message.payload for message in Message.objects.order_by("id")] == [
        {"document_id": certificate.pk},
        {"document_id": letter.pk},
    ]


def test_issue_twice_is_the_same(reviewer: User) -> None:
    completion = approved_completion()
    first = actions.issue(completion=completion, by=reviewer, on=ISSUED_ON)
    before = written()

    assert actions.issue(completion=completion, by=ReviewerFactory.create(), on=date(2026, 1, 1)) == first
    assert written() == before


def test_numbers_count_by_year_without_a_gap(reviewer: User) -> None:
    days = [date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]

    numbers = [
        actions.issue(completion=approved_completion(), by=reviewer, on=day).certificate.number
        for day in days
    ]

    assert numbers == [
        "OM-2025-000001",
        "OM-2025-000002",
        "OM-2026-000001",
        "OM-2025-000003",
        "OM-2026-000002",
    ]


def test_codes_are_long_and_all_different(reviewer: User) -> None:
    codes = {issued().certificate.code for _ in range(5)}

    assert (len(codes), {len(code) for code in codes}) == (5, {26})


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "recalled"])
def test_nothing_is_issued_that_is_not_approved(reviewer: User, state: str) -> None:
    completion = approved_completion()
    Completion.objects.update(state=state)

    with pytest.raises(ValueError, match="approved"):
        actions.issue(completion=completion, by=reviewer, on=ISSUED_ON)
    assert (Document.objects.count(), NumberSeries.objects.count()) == (0, 0)


# The President


@pytest.mark.parametrize(
    ("on", "signs"),
    [
        (date(2024, 10, 20), "First"),
        (date(2025, 10, 19), "First"),
        (date(2025, 10, 20), "Second"),
        (date(2030, 1, 1), "Second"),
    ],
)
def test_president_is_the_one_in_office_on_the_day(reviewer: User, on: date, signs: str) -> None:
    completion = approved_completion()
    PresidentTerm.objects.all().delete()
    PresidentTerm.objects.create(name="First", from_on=date(2024, 10, 20), until_on=date(2025, 10, 19))
    PresidentTerm.objects.create(name="Second", from_on=date(2025, 10, 20))

    papers = actions.issue(completion=completion, by=reviewer, on=on)

    for paper in (papers.certificate, papers.acknowledgment):
        assert paper.content["president"]["name"] == signs


@pytest.mark.parametrize("on", [date(2024, 10, 19), date(2025, 10, 20)])
def test_without_a_president_nothing_is_issued(reviewer: User, on: date) -> None:
    completion = approved_completion()
    PresidentTerm.objects.all().delete()
    PresidentTerm.objects.create(name="First", from_on=date(2024, 10, 20), until_on=date(2025, 10, 19))
    before = written()

    with pytest.raises(Refused, match="term of office"):
        actions.issue(completion=completion, by=reviewer, on=on)
    assert written() == before


def test_without_a_president_the_whole_approval_is_undone(reviewer: User) -> None:
    completion = waiting_completion()
    PresidentTerm.objects.all().delete()
    before = written()

    with pytest.raises(Refused, match="term of office"):
        reviews.approve(completion=completion, practices=frozenset(PRACTICES), by=reviewer)
    assert written() == before

    president()
    reviews.approve(completion=completion, practices=frozenset(PRACTICES), by=reviewer)
    assert Document.objects.get(kind="certificate").number.endswith("000001")  # type: ignore[union-attr]


# Issuing again


def test_reissue_takes_the_place_of_both_papers_and_changes_neither(reviewer: User) -> None:
    old = issued()
    Agency.objects.update(name="Thornton Police Department")
    PresidentTerm.objects.update(until_on=date(2025, 11, 30))
    PresidentTerm.objects.create(name="Avery Lane", from_on=date(2025, 12, 1))
    kept = list(Document.objects.order_by("pk").values())

    new = reissue(old.certificate, reviewer, " The name was misspelled. ")

    assert list(Document.objects.filter(pk__in=[row["id"] for row in kept]).order_by("pk").values()) == kept
    certificate, letter = new.certificate, new.acknowledgment
    assert (certificate.supersedes, letter.supersedes) == (old.certificate, old.acknowledgment)
    assert (certificate.number != old.certificate.number, certificate.code != old.certificate.code) == (
        True,
        True,
    )
    assert certificate.content["replaces"] == old.certificate.number
    assert letter.content["replaces"] == old.certificate.number
    assert [paper.content["certified_on"] for paper in (certificate, letter)] == ["2025-11-12", "2025-11-12"]
    for paper in (certificate, letter):
        assert paper.content["agency"] == "Thornton Police Department"
        assert paper.content["president"]["name"] == "Avery Lane"
    assert letter.content["certificate_number"] == certificate.number
    assert certificate.reissued_because == "The name was misspelled."


def test_papers_that_the_font_cannot_draw_are_refused_before_a_number_is_taken(reviewer: User) -> None:
    completion = approved_completion(name="Musqueam ʔəm Police", city="警察")
    with pytest.raises(Refused) as refused:
        actions.issue(completion=completion, by=reviewer, on=ISSUED_ON)
    words = str(refused.value.message)
    assert "the agency's name: “ʔ” (U+0294 Latin letter glottal stop)" in words
    assert "the agency's place: “警”" in words
    assert (Document.objects.exists(), NumberSeries.objects.exists()) == (False, False)


def test_reissue_keeps_the_figures_as_submitted(reviewer: User) -> None:
    old = issued()
    HeadCount.objects.update(sworn=99)

    new = reissue(old.certificate, reviewer)

    for name in ("basis", "practices"):
        assert new.certificate.content[name] == old.certificate.content[name]


def test_reason_is_kept_with_the_paper_and_nowhere_else(reviewer: User) -> None:
    first = issued().certificate
    second = reissue(first, reviewer, "CANARY Chief Ellis").certificate
    revoke(second, reviewer, "CANARY again")

    recorded = str(list(Entry.objects.values("details", "subject"))) + str(
        list(Message.objects.values("payload", "key"))
    )
    assert ("CANARY" in recorded, "CANARY" in str(Document.objects.values_list("content"))) == (False, False)


def test_reissue_of_the_reissued(reviewer: User) -> None:
    first = issued().certificate
    second = reissue(first, reviewer).certificate

    third = reissue(second, reviewer).certificate

    assert third.content["replaces"] == second.number
    with pytest.raises(Conflict, match="has already replaced"):
        reissue(first, reviewer)
    assert queries.valid_certificates().get() == third


# Revoking


def test_revoke_says_when_and_why_and_keeps_the_file(reviewer: User) -> None:
    certificate = issued().certificate
    lead = Membership.objects.get(role="lead").user
    signatory = member(certificate.agency, "signatory")
    member(certificate.agency, "viewer")
    deliver_due()
    mail.outbox.clear()
    certificate.refresh_from_db()
    file = certificate.file

    revoke(certificate, reviewer)
    deliver_due()

    certificate.refresh_from_db()
    assert (certificate.state, certificate.file, certificate.revoked_because) == (
        "issued",
        file,
        "Issued by mistake.",
    )
    assert certificate.revoked_at is not None
    assert sorted(message.to[0] for message in mail.outbox) == sorted([lead.email, signatory.email])
    body = mail.outbox[0].body
    assert [word in body for word in (certificate.number, "Issued by mistake.", certificate.agency.name)] == [
        True
    ] * 3
    assert queries.valid_certificates().count() == 0


def test_revoked_certificate_is_not_changed_again(reviewer: User) -> None:
    certificate = issued().certificate
    revoke(certificate, reviewer)
    before = written()

    for change in CHANGES.values():
        with pytest.raises(Conflict, match="already revoked"):
            change(certificate, reviewer)
    assert written() == before


def test_superseded_certificate_is_not_revoked(reviewer: User) -> None:
    certificate = issued().certificate
    reissue(certificate, reviewer)

    with pytest.raises(Conflict, match="has already replaced"):
        revoke(certificate, reviewer)


# Who may, and with what


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("reason", ["", "  \n", "x" * 301])
def test_change_needs_a_reason_that_can_be_kept(reviewer: User, name: str, reason: str) -> None:
    certificate = issued().certificate
    before = written()

    with pytest.raises(Refused) as refused:
        CHANGES[name](certificate, reviewer, reason)
    assert (refused.value.field, written()) == ("reason", before)


@pytest.mark.parametrize("name", CHANGES)
def test_who_may_change_a_certificate(name: str) -> None:
    for person in (ReviewerFactory.create(), AdministratorFactory.create()):
        CHANGES[name](issued().certificate, person)
    certificate = issued().certificate
    others = [
        UserFactory.create(),
        Membership.objects.get(agency=certificate.agency).user,
        MembershipFactory.create().user,
        ReviewerFactory.create(is_active=False),
    ]
    before = written()
    for person in others:
        with pytest.raises(NotAllowed):
            CHANGES[name](certificate, person)
    assert written() == before


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("role", [role.value for role in Membership.Role])
def test_nobody_changes_the_certificate_of_their_own_agency(reviewer: User, name: str, role: str) -> None:
    certificate = issued(is_suspended=True).certificate
    MembershipFactory.create(user=reviewer, agency=certificate.agency, role=role)

    with pytest.raises(NotAllowed, match="You belong to this agency"):
        CHANGES[name](certificate, reviewer)
