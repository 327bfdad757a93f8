"""The pages: who may open and change what, nothing of another agency's, nothing lost."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from partnerships import actions
from partnerships.models import Partnership
from pledges import evidence
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.files import stored_file
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.samples import pdf
from tests.clients import AgencyClient, signed_in, without_secrets

pytestmark = pytest.mark.django_db

SOON = str(timezone.localdate() + timedelta(days=30))
LATELY = str(timezone.localdate() - timedelta(days=30))
TYPED: dict[str, Any] = {
    "organization": "County Behavioral Health",
    "city": "Springfield",
    "region": "US-GA",
    "website": "",
    "nature": "A clinician rides along.",
    "started_on": "2023-01-05",
    "review_on": "",
    "kind": "center",
    "services": ["co_response"],
    "contacts": "1",
    "contact_0_name": "Robin Hale",
    "contact_0_email": "robin@example.org",
    "may_be_published": "on",
}


def page_of(partnership: Partnership, what: str = "") -> str:
    return f"partnerships/{partnership.public_id}/{what}"


READ, WRITTEN, CLOSED, GONE = 200, 302, 403, 404
EDITORS = {"lead": READ, "editor": READ, "signatory": READ, "viewer": CLOSED}
EVERY_MEMBER = dict.fromkeys(EDITORS, READ)
# Page, what is posted, what each role gets by reading, and by writing.
PAGES: list[tuple[str, dict[str, Any], dict[str, int]]] = [
    ("add/", {**TYPED, "organization": "New One"}, EDITORS),
    ("{own}/", {**TYPED, "version": "1"}, EDITORS),
    ("{own}/renew/", {"version": "1", "mou_signed_on": "2024-01-01"}, EDITORS),
    ("{own}/end/", {"ended_on": "2024-01-01"}, EDITORS),
    ("{own}/delete/", {"typed": "{own}"}, EDITORS),
    ("", {}, EVERY_MEMBER),
    ("{own}/mou/", {}, EVERY_MEMBER),
]


@pytest.mark.parametrize("role", EDITORS)
@pytest.mark.parametrize(("where", "data", "allowed"), PAGES, ids=[page[0] for page in PAGES])
def test_page_by_role(where: str, data: dict[str, Any], allowed: dict[str, int], role: str) -> None:
    client, membership = signed_in(role)
    own = PartnershipFactory.create(agency=membership.agency, mou=stored_file())
    url = f"partnerships/{where.format(own=own.public_id)}"

    assert client.get(url).status_code == allowed[role]
    is_form = allowed is EDITORS
    written = client.post(url, _of(own, data))
    assert written.status_code == ((WRITTEN if allowed[role] == READ else CLOSED) if is_form else 405)


@pytest.mark.parametrize("where", [page[0] for page in PAGES])
def test_page_of_another_agency_is_not_found(where: str) -> None:
    client, membership = signed_in()
    foreign = PartnershipFactory.create(mou=stored_file(b"CANARY"))
    own = PartnershipFactory.create(agency=membership.agency, mou=stored_file())
    before = Partnership.objects.filter(pk=foreign.pk).values().get()
    if "{own}" not in where:
        assert b"Behavioral" in client.get("partnerships/").content  # its own
        assert foreign.organization.name.encode() not in client.get(f"partnerships/{where}").content
        return
    data = dict(next(entry[1] for entry in PAGES if entry[0] == where))

    there, nowhere = (
        client.get(f"partnerships/{where.format(own=public_id)}")
        for public_id in (foreign.public_id, "a" * 26)
    )
    assert (there.status_code, nowhere.status_code) == (GONE, GONE)
    assert without_secrets(there) == without_secrets(nowhere)
    if not where.endswith("mou/"):
        assert client.post(f"partnerships/{where.format(own=foreign.public_id)}", data).status_code == GONE
    assert Partnership.objects.filter(pk=foreign.pk).values().get() == before
    # The same page of one's own.
    assert client.get(f"partnerships/{where.format(own=own.public_id)}").status_code == READ


@pytest.mark.parametrize("where", [page[0] for page in PAGES])
def test_page_without_an_agency(where: str) -> None:
    own = PartnershipFactory.create(mou=stored_file())
    url = f"partnerships/{where.format(own=own.public_id)}"
    client = AgencyClient()

    assert client.get(url).headers["Location"].startswith("/account/login/")
    for person in (UserFactory.create(), ReviewerFactory.create()):
        client.force_login(person)
        assert client.get(url).status_code == 404


def test_membership_that_ends_closes_the_pages_at_once() -> None:
    client, membership = signed_in()
    own = PartnershipFactory.create(agency=membership.agency, mou=stored_file())
    assert client.get(page_of(own, "mou/")).status_code == READ

    membership.delete()

    assert client.get(page_of(own, "mou/")).status_code == 404


def test_agency_in_the_form_is_not_listened_to() -> None:
    client, membership = signed_in()
    other = PartnershipFactory.create()

    forged = {
        "agency": str(other.agency_id),
        "agency_id": str(other.agency_id),
        "locked_at": "2026-01-01",
        "public_id": "x" * 26,
    }
    client.post("partnerships/add/", {**TYPED, **forged})

    made = Partnership.objects.exclude(pk=other.pk).get()
    assert (made.agency, made.locked_at, made.public_id == "x" * 26) == (membership.agency, None, False)


def test_add_keeps_the_file_private_and_sends_it_as_it_came() -> None:
    client, _ = signed_in()
    content = pdf()

    response = client.post(
        "partnerships/add/", {**TYPED, "mou": SimpleUploadedFile("Santé & MOU.pdf", content)}
    )

    assert response.status_code == WRITTEN
    made = Partnership.objects.get()
    assert (made.mou_name, made.may_be_published) == ("Santé & MOU.pdf", True)
    sent = client.get(page_of(made, "mou/"))
    assert b"".join(sent.streaming_content) == content  # type: ignore[attr-defined]
    assert {
        name: sent.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")
    } == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert sent.headers["Content-Disposition"] == "attachment; filename*=utf-8''Sant%C3%A9%20%26%20MOU.pdf"
    assert sent.headers["Content-Security-Policy"].startswith("sandbox")


def test_add_twice_by_pressing_twice_is_one() -> None:
    client, _ = signed_in()
    codes = [client.post("partnerships/add/", TYPED).status_code for _ in range(2)]

    assert (codes, Partnership.objects.count()) == ([WRITTEN, WRITTEN], 1)


def test_form_with_a_mistake_keeps_what_was_typed_and_the_file() -> None:
    client, _ = signed_in()
    wrong = {**TYPED, "started_on": "yesterday", "mou": SimpleUploadedFile("MOU.pdf", pdf())}

    shown = client.post("partnerships/add/", wrong).content.decode()

    assert "Write a real date as month/day/year, such as 11/22/2026." in shown
    for typed in (
        "County Behavioral Health",
        "A clinician rides along.",
        'value="yesterday"',
        "robin@example.org",
    ):
        assert typed in shown
    assert "<strong>MOU.pdf</strong> is kept for you" in shown
    note = re.search(r'name="mou-kept" value="([^"]+)"', shown)
    assert note is not None
    client.post("partnerships/add/", {**TYPED, "mou-kept": note.group(1)})
    assert Partnership.objects.get().mou_name == "MOU.pdf"


def test_kept_file_of_one_agency_is_of_no_use_to_another() -> None:
    client, _ = signed_in()
    upload = SimpleUploadedFile("MOU.pdf", pdf())
    shown = client.post("partnerships/add/", {**TYPED, "organization": "", "mou": upload}).content.decode()
    note = re.search(r'name="mou-kept" value="([^"]+)"', shown)
    assert note is not None
    other, _ = signed_in()

    answer = other.post("partnerships/add/", {**TYPED, "mou-kept": note.group(1)})

    assert "has expired. Please choose it again." in answer.content.decode()
    assert Partnership.objects.count() == 0


def test_refused_upload_says_how_to_fix_it() -> None:
    client, _ = signed_in()

    answer = client.post("partnerships/add/", {**TYPED, "mou": SimpleUploadedFile("MOU.pdf", b"<html>")})

    assert "Save or print the document as a PDF." in answer.content.decode()
    assert Partnership.objects.count() == 0


def test_edit_of_a_stale_form_shows_both_and_keeps_what_was_typed() -> None:
    client, membership = signed_in()
    own = PartnershipFactory.create(agency=membership.agency)
    colleague = lead_of(membership.agency, name="Ana Diaz")
    actions.change(partnership=own, version=1, by=colleague, nature="Theirs", services=["training"])

    typed = {**TYPED, "organization": own.organization.name, "nature": "Mine", "version": "1"}
    answer = client.post(page_of(own), typed)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana Diaz saved a change since" in shown
    assert "Theirs" in shown
    assert ">\nMine</textarea>" in shown
    asked = {one.label: (one.theirs, one.mine) for one in answer.context["form"].questions}
    assert asked["In your words"] == ("Theirs", "Mine")
    assert asked["Services"] == ("Training of officers", "Co-response")
    assert "Clinical director" in asked["Your contacts there"][0]
    own.refresh_from_db()
    assert own.nature == "Theirs"

    carried = {bound.name: bound.value() for bound in answer.context["form"].carried()}
    answers = {one.name: "mine" for one in answer.context["form"].questions}
    assert client.post(page_of(own), {**typed, **carried, **answers}).status_code == WRITTEN
    own.refresh_from_db()
    assert own.nature == "Mine"


def test_edit_without_touching_the_file_keeps_it_and_removing_takes_it_away() -> None:
    client, membership = signed_in()
    own = PartnershipFactory.create(agency=membership.agency, mou=stored_file())
    typed = {**TYPED, "organization": own.organization.name}

    client.post(page_of(own), {**typed, "version": "1"})
    own.refresh_from_db()
    assert own.mou_name == "mou.pdf"
    client.post(page_of(own), {**typed, "version": "2", "mou-remove": "1"})
    own.refresh_from_db()
    assert (own.mou, own.mou_name) == (None, "")
    assert client.get(page_of(own, "mou/")).status_code == GONE


@pytest.mark.parametrize(
    ("where", "data"),
    [("", {**TYPED, "version": "1"}), ("delete/", {"typed": "{own}"})],
)
def test_locked_partnership_is_not_written(where: str, data: dict[str, Any]) -> None:
    client, membership = signed_in()
    own = PartnershipFactory.create(agency=membership.agency)
    evidence.lock(agency=membership.agency, at=timezone.now())
    before = Partnership.objects.values().get()

    answer = client.post(page_of(own, where), _of(own, data))

    assert (answer.status_code, Partnership.objects.values().get()) == (422, before)
    assert b"part of the completion" in answer.content
    assert b"Save the partnership" not in client.get(page_of(own)).content
    # Open again, the same goes through.
    evidence.unlock(agency=membership.agency)
    assert client.post(page_of(own, where), _of(own, data)).status_code == WRITTEN


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_statements_for_one_and_for_three(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, membership = signed_in()
    for number in range(rows):
        PartnershipFactory.create(agency=membership.agency, mou=stored_file(b"%d" % number))
    client.get("partnerships/")

    with django_assert_num_queries(7):  # session, user, membership, menu; partnerships, contacts, memoranda
        assert client.get("partnerships/").content.count(b"<article") == rows


def test_empty_list_says_what_to_do() -> None:
    assert b"No partnership yet" in signed_in()[0].get("partnerships/").content
    assert b"partnerships/add/" not in signed_in("viewer")[0].get("partnerships/").content


def test_forms_lead_to_the_question_that_governs_them() -> None:
    client, _ = signed_in()

    assert b'href="/faq/#faq-9"' in client.get("partnerships/add/").content


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"started_on": SOON}, "Enter the partnership once it has begun."),
        ({"review_on": "1990-01-01"}, "more than 10 years ago"),
        ({"review_on": LATELY}, "This day has passed."),
        ({"review_on": "2099-01-01"}, "more than 10 years ahead"),
        ({"mou_signed_on": SOON}, "Enter it once the memorandum is signed."),
        ({"mou_signed_on": "2023-01-02", "mou_expires_on": "2022-01-02"}, "expire before it was signed"),
        (
            {"mou_signed_on": "2023-01-02", "mou_expires_on": "2023-01-02"},
            "expire on the day on which it was",
        ),
        ({"mou_effective_on": "2023-01-02", "mou_expires_on": "2022-01-02"}, "expire before it takes effect"),
        ({"mou_expires_on": "2123-01-02"}, "more than 25 years ahead"),
        ({"mou_notice_days": "-1"}, "Write 0 or more"),
        ({"services": ["poetry"]}, "poetry"),
    ],
)
def test_days_that_cannot_be_are_asked_about_and_everything_typed_stays(
    fields: dict[str, Any], words: str
) -> None:
    client, _ = signed_in()

    answer = client.post("partnerships/add/", {**TYPED, **fields})

    shown = answer.content.decode()
    assert (answer.status_code, words in shown, Partnership.objects.count()) == (422, True, 0)
    assert "A clinician rides along." in shown


def test_a_review_that_has_passed_since_stays_when_something_else_is_changed() -> None:
    client, membership = signed_in()
    own = PartnershipFactory.create(agency=membership.agency, review_on=date(2024, 1, 1))
    typed = {**TYPED, "organization": own.organization.name, "version": "1", "review_on": "2024-01-01"}

    assert client.post(page_of(own), typed).status_code == WRITTEN


def test_the_list_says_met_but_a_reviewer_will_ask() -> None:
    client, membership = signed_in()
    PartnershipFactory.create(agency=membership.agency, nature="r", organization__name="County")

    page = client.get("partnerships/").content.decode()

    assert "Met, but a reviewer will ask" in page
    assert "“r” doesn&#x27;t say who does what together with County." in page


def _of(own: Partnership, data: dict[str, Any]) -> dict[str, Any]:
    """What is sent, with the entry's name where it is asked for."""
    return {name: str(own) if value == "{own}" else value for name, value in data.items()}
