"""A certificate at the review desk: who may open and press what, and that nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents import actions
from documents.models import Document, PresidentTerm
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.documents import issued, with_file
from tests.clients import client_of

pytestmark = pytest.mark.django_db

READ, MOVED, CLOSED, GONE, LATE, MEND, NOT_SO = 200, 302, 403, 404, 409, 422, 405
REASON = "The name was misspelled."
PRESSED = ("reissue", "revoke", "reinstate")


@pytest.fixture
def certificate() -> Document:
    return with_file(issued(name="Thorton Police Department").certificate)


def url_of(certificate: Document, page: str = "") -> str:
    return f"/desk/certificates/{certificate.public_id}/{page}"


def press(client: Client, certificate: Document, page: str, reason: str = REASON) -> Any:
    said = {f"{page}-reason": reason, "revoke-typed": certificate.number}
    return client.post(url_of(certificate, f"{page}/"), said)


def make_ready(page: str, certificate: Document) -> None:
    """Only what was revoked can be reinstated."""
    if page == "reinstate":
        actions.revoke(certificate=certificate, reason=REASON, by=ReviewerFactory.create())


def state() -> list[Any]:
    return list(Document.objects.order_by("pk").values())


@pytest.mark.parametrize("make", [ReviewerFactory.create, AdministratorFactory.create])
def test_page_shows_the_certificate_and_what_can_be_done(make: Any, certificate: Document) -> None:
    page = client_of(make()).get(url_of(certificate)).content.decode()

    for part in (
        "OM-2025-000001", "Thorton Police Department", "Valid", "Reissue", "Revoke",
        f"/verify/{certificate.code}/", f"/documents/{certificate.public_id}/", "Acknowledgment letter", "Casey Morgan",
    ):  # fmt: skip
        assert part in page


@pytest.mark.parametrize("page", PRESSED)
def test_desk_is_closed_to_everybody_else(page: str, certificate: Document) -> None:
    make_ready(page, certificate)
    lead = certificate.agency.memberships.get().user
    people = [lead, UserFactory.create(), MembershipFactory.create().user]
    before = state()

    for person in people:
        client = client_of(person)
        assert client.get(url_of(certificate)).status_code == CLOSED
        assert press(client, certificate, page).status_code == CLOSED
    for response in (client_of(None).get(url_of(certificate)), press(client_of(None), certificate, page)):
        assert response.headers["Location"].startswith("/account/login/")
    assert state() == before


@pytest.mark.parametrize("page", PRESSED)
def test_reviewer_of_the_agencys_own_people_changes_nothing(page: str, certificate: Document) -> None:
    make_ready(page, certificate)
    reviewer = ReviewerFactory.create()
    MembershipFactory.create(user=reviewer, agency=certificate.agency, role="viewer")
    client = client_of(reviewer)
    before = state()

    shown = client.get(url_of(certificate)).content.decode()

    buttons = ("Reissue", "Revoke certificate", "Reinstate certification")
    assert ("You belong to this agency" in shown, [words in shown for words in buttons]) == (
        True,
        [False] * 3,
    )
    assert (press(client, certificate, page).status_code, state()) == (CLOSED, before)


def test_issuing_again_by_the_button(certificate: Document) -> None:
    client = client_of(ReviewerFactory.create())

    response = press(client, certificate, "reissue")

    new = Document.objects.get(supersedes=certificate)
    assert (response.status_code, response.headers["Location"]) == (MOVED, url_of(new))
    page = client.get(url_of(new)).content.decode()
    assert [part in page for part in (f"Certificate {new.number} is being made.", REASON, "Replaces")] == [
        True
    ] * 3
    old = client.get(url_of(certificate)).content.decode()
    assert ("Superseded" in old, "Reissue" in old, url_of(new) in old) == (True, False, True)


def test_revoking_by_the_button(certificate: Document) -> None:
    client = client_of(ReviewerFactory.create())

    response = press(client, certificate, "revoke")

    assert (response.status_code, response.headers["Location"]) == (MOVED, url_of(certificate))
    page = client.get(url_of(certificate)).content.decode()
    assert [part in page for part in (REASON, "Revoked", "Why it was revoked", "Reissue")] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", "yes", "OM-2026-999999"])
def test_no_certificate_is_revoked_until_its_number_is_typed(typed: str, certificate: Document) -> None:
    client, before = client_of(ReviewerFactory.create()), state()
    page = client.get(url_of(certificate)).content.decode()
    assert f"To confirm, type: {certificate.number}" in page

    said = {"revoke-reason": REASON, "revoke-typed": typed}
    response = client.post(url_of(certificate, "revoke/"), said)

    shown = response.content.decode()
    assert (response.status_code, REASON in shown, state()) == (MEND, True, before)


@pytest.mark.parametrize("page", ["reissue", "revoke"])
@pytest.mark.parametrize(("reason", "said"), [("", "Fill in this field."), ("y" * 301, "at most 300")])
def test_reason_that_cannot_be_kept_stays_in_the_form(
    page: str, reason: str, said: str, certificate: Document
) -> None:
    before = state()

    response = press(client_of(ReviewerFactory.create()), certificate, page, reason)

    shown = response.content.decode()
    assert (response.status_code, said in shown, reason in shown, state()) == (MEND, True, True, before)


@pytest.mark.parametrize("page", ["reissue", "revoke"])
def test_late_reviewer_keeps_what_was_typed(page: str, certificate: Document) -> None:
    actions.revoke(certificate=certificate, reason="First.", by=ReviewerFactory.create())
    before = state()

    response = press(client_of(ReviewerFactory.create()), certificate, page, "What I typed")

    shown = response.content.decode()
    assert (response.status_code, state()) == (LATE, before)
    assert ("This certificate was already revoked." in shown, "What I typed" in shown) == (True, True)


def test_issuing_again_without_a_president_keeps_what_was_typed(certificate: Document) -> None:
    PresidentTerm.objects.all().delete()

    response = press(client_of(ReviewerFactory.create()), certificate, "reissue", "What I typed")

    shown = response.content.decode()
    assert (response.status_code, "term of office" in shown, "What I typed" in shown) == (MEND, True, True)


def test_failed_paper_is_shown_with_its_reason(certificate: Document) -> None:
    Document.objects.filter(kind="acknowledgment").update(state="failed", failure="It would have 9 pages.")

    page = client_of(ReviewerFactory.create()).get(url_of(certificate)).content.decode()

    assert ("Could not be made" in page, "It would have 9 pages." in page) == (True, True)


def test_desk_lists_what_could_not_be_made_until_it_is_issued_again(certificate: Document) -> None:
    reviewer = ReviewerFactory.create()
    client = client_of(reviewer)
    assert "could not be made" not in client.get("/desk/").content.decode()
    Document.objects.filter(kind="acknowledgment").update(state="failed", failure="It would have 9 pages.")

    desk = client.get("/desk/").content.decode()

    assert ("could not be made" in desk, "It would have 9 pages." in desk) == (True, True)
    actions.reissue(certificate=certificate, reason=REASON, by=reviewer)
    assert "could not be made" not in client.get("/desk/").content.decode()


def test_what_is_no_certificate_is_not_found(certificate: Document) -> None:
    client = client_of(ReviewerFactory.create())
    letter = Document.objects.get(kind="acknowledgment")

    for odd in (f"/desk/certificates/{letter.public_id}/", f"/desk/certificates/{'a' * 26}/"):
        assert client.get(odd).status_code == GONE
        assert client.post(f"{odd}revoke/", {"revoke-reason": REASON}).status_code == GONE


@pytest.mark.parametrize("page", ["reissue/", "revoke/"])
def test_what_changes_something_is_not_done_by_reading(page: str, certificate: Document) -> None:
    assert client_of(ReviewerFactory.create()).get(url_of(certificate, page)).status_code == NOT_SO


def test_page_costs_the_same_with_one_and_with_three_certificates(
    certificate: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reviewer = ReviewerFactory.create()
    client = client_of(reviewer)
    client.get(url_of(certificate))
    with django_assert_max_num_queries(20) as first:
        client.get(url_of(certificate))
    newest = certificate
    for _ in range(2):
        newest = actions.reissue(certificate=newest, reason=REASON, by=reviewer).certificate
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(url_of(newest))
