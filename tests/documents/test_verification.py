"""What anyone may verify: what is shown and what never is, codes that are nearly right, and one visitor's limit."""

from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from documents import actions, queries
from documents.models import Document
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.documents import issued
from rehearsal.factories.pledges import add_officers

pytestmark = pytest.mark.django_db

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


@pytest.fixture(autouse=True)
def _nobody_has_looked_up() -> None:
    cache.clear()


@pytest.fixture
def certificate() -> Document:
    return issued(name="Methuen Police Department", city="Methuen", region="US-MA").certificate


@pytest.fixture
def reviewer() -> User:
    return ReviewerFactory.create()


class _Text(HTMLParser):
    """The text of a page's main part."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.parts = 0, [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "main"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def words_of(client: Client, code: str, status: int = 200) -> str:
    response = client.get(f"/verify/{code}/")
    assert response.status_code == status
    parser = _Text()
    parser.feed(response.content.decode())
    return " ".join(" ".join(parser.parts).split())


def test_valid_certificate_shows_what_it_says(client: Client, certificate: Document) -> None:
    with time_machine.travel(datetime(2026, 2, 3, 15, tzinfo=UTC), tick=False):
        said = words_of(client, certificate.code)

    assert said == (
        "Certificate OM-2025-000001 Methuen Police Department Methuen, Massachusetts Valid "
        "This certificate is valid The International Association of Chiefs of Police issued it to Methuen Police "
        "Department, which is One Mind Certified. "
        "What it says "
        "Partnership In place a sustained partnership with a community mental health organization "
        "Policy In force a written policy on the response to individuals experiencing a mental health crisis "
        "Crisis intervention 10 of 40 sworn officers trained in crisis intervention; 8 needed "
        "Mental health first aid 40 of 40 sworn officers trained in crisis intervention or in first aid "
        "The training figures are head counts as the agency reported them. "
        "Pledged on March 3, 2025 Certified on Nov. 12, 2025 "
        "Issued on Nov. 12, 2025 Figures as of Nov. 3, 2025 Edition of the rule 2022 "
        f"Version of the rule engine 1.0 SHA-256 of what was submitted {certificate.content['basis']['submission']} "
        "Signed by Casey Morgan, President, International Association of Chiefs of Police "
        "Looked up on Feb. 3, 2026 . Verify another certificate"
    )


def test_superseded_certificate_says_so_and_leads_to_the_one_that_stands(
    client: Client, certificate: Document, reviewer: User
) -> None:
    second = actions.reissue(certificate=certificate, reason="CANARY", by=reviewer).certificate
    third = actions.reissue(certificate=second, reason="CANARY", by=reviewer).certificate

    page = client.get(f"/verify/{certificate.code}/").content.decode()

    assert ("This certificate was replaced" in page, f"/verify/{third.code}/" in page) == (
        True,
        True,
    )
    assert ("This certificate is valid" in page, "CANARY" in page, second.code in page) == (
        False,
        False,
        False,
    )
    words = words_of(client, third.code)
    assert ("This certificate is valid" in words, f"Replaces {second.number}" in words) == (
        True,
        True,
    )


def test_revoked_certificate_says_when_and_never_why(
    client: Client, certificate: Document, reviewer: User
) -> None:
    # Late in the evening in New York it is the next day elsewhere.
    with time_machine.travel(datetime(2026, 1, 13, 3, tzinfo=UTC), tick=False):
        actions.revoke(certificate=certificate, reason="CANARY", by=reviewer)

    said = words_of(client, certificate.code)

    assert "This certificate has been revoked" in said
    assert "revoked it on Jan. 12, 2026" in said
    assert [word in said for word in ("CANARY", "is valid", "is One Mind Certified")] == [False] * 3


def test_superseded_certificate_stays_superseded_when_the_new_one_is_revoked(
    client: Client, certificate: Document, reviewer: User
) -> None:
    second = actions.reissue(certificate=certificate, reason="A name.", by=reviewer).certificate
    actions.revoke(certificate=second, reason="A mistake.", by=reviewer)

    found = [queries.verification(code) for code in (certificate.code, second.code)]

    assert [one.status if one else None for one in found] == ["superseded", "revoked"]
    assert words_of(client, second.code).count("revoked") >= 1


def test_nothing_personal_of_the_agency_is_shown(client: Client, certificate: Document) -> None:
    """The President signs for the IACP; no one of the agency is named, neither officer nor chief nor coordinator."""
    agency = certificate.agency
    officers = add_officers(agency, cit=2)
    officers[0].name = "CANARY Officer"
    officers[0].save()
    lead = agency.memberships.get().user

    page = client.get(f"/verify/{certificate.code}/").content.decode()

    hidden = (
        "CANARY", officers[0].ref, agency.head_name, lead.email, lead.name, agency.pledges.get().coordinator_name,
        certificate.public_id, agency.public_id,
    )  # fmt: skip
    assert [word in page for word in hidden] == [False] * len(hidden)
    assert 'content="noindex"' in page


def test_code_with_one_character_changed_never_verifies(certificate: Document) -> None:
    code = certificate.code
    found = queries.verification(code)
    assert found is not None
    changed = [
        code[:place] + letter + code[place + 1 :]
        for place in range(26)
        for letter in ALPHABET
        if letter != code[place]
    ]

    assert len(changed) == 26 * 31
    assert [queries.verification(one) for one in changed] == [None] * len(changed)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda code: code[:-1],
        lambda code: code + "a",
        lambda code: code + ".",
        lambda code: code.replace(code[0], "а"),
        lambda code: code[:25] + "%",
        lambda code: "",
    ],
)
def test_code_in_any_other_form_never_verifies(certificate: Document, spoil: object) -> None:
    assert queries.verification(spoil(certificate.code)) is None  # type: ignore[operator]


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.code.upper(),
        lambda row: f" {row.code[:13]} {row.code[13:]}\n",
        lambda row: "-".join(row.code[start : start + 5] for start in range(0, 26, 5)),
        lambda row: row.number,
        lambda row: row.number.lower(),
        lambda row: row.number.replace("-", ""),
        lambda row: row.number.replace("-", " "),
        lambda row: row.number.replace("-", "\u2013"),
    ],
)
def test_code_and_number_verify_in_any_case_with_spaces_or_hyphens(
    client: Client, certificate: Document, write: Callable[[Document], str]
) -> None:
    typed = write(certificate)
    assert queries.verification(typed) == queries.verification(certificate.code)
    response = client.get("/verify/", {"code": typed}, follow=True)
    assert "This certificate is valid" in response.content.decode()


@pytest.mark.parametrize(
    "number", ["OM-2025-000002", "OM-2025-1", "OM-25-000001", "2025-000001", "OM-2025-0000010"]
)
def test_a_number_that_no_certificate_has_never_verifies(certificate: Document, number: str) -> None:
    assert queries.verification(number) is None


def test_only_certificates_verify(certificate: Document) -> None:
    letter = Document.objects.get(kind="acknowledgment")

    assert queries.verification(letter.code) is None


@pytest.mark.parametrize("code", ["a" * 26, "nothing", "%00", "%F0%9F%98%80", "a'--", "x" * 400, "<b>"])
def test_unknown_code_is_answered_in_words(client: Client, code: str) -> None:
    said = words_of(client, code, status=404)

    assert said.startswith("No certificate has this code")


def test_unknown_code_stays_in_the_field_to_be_mended(client: Client) -> None:
    page = client.get("/verify/abcdefg%22%3E/").content.decode()

    assert 'value="abcdefg&quot;&gt;"' in page


def test_lookup_costs_little(
    client: Client, certificate: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        client.get(f"/verify/{certificate.code}/")
    with django_assert_num_queries(0):
        client.get("/verify/nonsense/")


# A code typed by hand


@pytest.mark.parametrize(
    "typed",
    [
        "{code}",
        "  {code}  ",
        "{upper}",
        "{spaced}",
        "{hyphens}",
        "https://onemind.example.org/verify/{code}/",
    ],
)
def test_typed_code_is_forgiving(client: Client, certificate: Document, typed: str) -> None:
    code = certificate.code
    spaced, hyphens = " ".join(code[i : i + 4] for i in range(0, 26, 4)), "-".join([code[:13], code[13:]])
    given = typed.format(code=code, upper=code.upper(), spaced=spaced, hyphens=hyphens)

    response = client.get("/verify/", {"code": given})

    assert (response.status_code, response.headers["Location"]) == (302, f"/verify/{code}/")


@pytest.mark.parametrize("typed", ["", "abc", "a" * 27, "ä" * 26, "\x00" * 26, "x" * 200])
def test_typed_nonsense_is_shown_again(client: Client, typed: str) -> None:
    response = client.get("/verify/", {"code": typed})

    assert response.status_code == 200
    assert b"is-invalid" in response.content


def test_empty_lookup_complains_of_nothing(client: Client) -> None:
    page = client.get("/verify/").content.decode()

    assert ("is-invalid" in page, "Verify a certificate" in page) == (False, True)


# Guessing


def test_thirty_lookups_a_minute_and_no_more(client: Client, certificate: Document) -> None:
    with time_machine.travel(datetime(2026, 2, 3, 15, tzinfo=UTC), tick=False) as clock:
        codes = [client.get(f"/verify/{'a' * 26}/").status_code for _ in range(29)]
        codes.append(client.get(f"/verify/{certificate.code}/").status_code)
        assert codes == [404] * 29 + [200]

        refused = client.get(f"/verify/{certificate.code}/")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
        assert [word in refused.content.decode() for word in ("Wait a minute", "Methuen")] == [True, False]
        # Another visitor is not held up, and pretending to be one doesn't help.
        elsewhere = client.get(f"/verify/{certificate.code}/", REMOTE_ADDR="198.51.100.7")
        pretended = client.get(f"/verify/{certificate.code}/", headers={"x-forwarded-for": "198.51.100.8"})
        head = client.head(f"/verify/{certificate.code}/")
        assert (elsewhere.status_code, pretended.status_code, head.status_code) == (200, 429, 429)

        clock.shift(61)
        assert client.get(f"/verify/{certificate.code}/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_verification_is_read_only(client: Client, certificate: Document, method: str) -> None:
    assert getattr(client, method)(f"/verify/{certificate.code}/").status_code == 405
    assert getattr(client, method)("/verify/").status_code == 405
