"""The letter that goes with a returned completion: made of what was frozen and decided, numbered, and named after the agency."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from documents import actions
from documents.models import Document
from files.names import safe_name
from files.store import read
from outbox.dispatch import deliver_due
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.documents import letter_draft
from rehearsal.factories.reviews import waiting_completion
from reviews import actions as reviews
from tests.clients import AgencyClient
from tests.documents.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(db: None) -> User:
    return ReviewerFactory.create()


def returned(reviewer: User, **agency: Any) -> Document:
    completion = waiting_completion(**agency)
    reviews.send_back(
        completion=completion, practices={"policy": "Add the pages."}, reasons="Nearly there.", by=reviewer
    )
    return Document.objects.get(completion=completion, kind=Document.Kind.RETURN)


def test_return_has_a_letter_that_says_what_was_decided(reviewer: User) -> None:
    letter = returned(
        reviewer, name="Fresno Police Department", head_name="Dana R. Rivera", head_title="Chief"
    )

    deliver_due()

    letter.refresh_from_db()
    completion = letter.completion
    year = timezone.localdate().year
    assert (letter.number, letter.file_name) == (
        f"{year}-0001",
        f"Fresno Police Department - returned completion {year}-0001.pdf",
    )
    assert letter.content["submission"] == completion.submission_digest != ""
    assert (letter.content["salutation"], letter.content["reasons"]) == ("Chief Rivera", "Nearly there.")
    assert [one["reason"] for one in letter.content["asked"]] == ["Add the pages."]
    assert letter.file is not None
    text = " ".join(text_of(read(letter.file)).split())
    assert "Dear Chief Rivera:" in text
    assert "Nearly there." in text
    assert "Add the pages." in text


def test_letter_about_a_return_stays_as_it_was_when_the_agency_changes(reviewer: User) -> None:
    letter = returned(reviewer, name="Fresno Police Department", head_name="Dana R. Rivera")
    agency = letter.agency
    agency.head_name = "Lee Other"
    agency.save()

    assert Document.objects.get(pk=letter.pk).content["addressee"]["name"] == "Dana R. Rivera"


def test_letter_about_a_return_is_issued_once(reviewer: User) -> None:
    letter = returned(reviewer)

    again = actions.issue_return(completion=letter.completion, by=reviewer, on=timezone.localdate())

    assert again == letter
    assert Document.objects.filter(kind=Document.Kind.RETURN).count() == 1


@pytest.mark.parametrize("state", ["submitted", "approved", "recalled"])
def test_letter_about_a_return_needs_a_return(state: str, reviewer: User) -> None:
    completion = waiting_completion()
    Completion.objects.filter(pk=completion.pk).update(state=state)

    with pytest.raises(ValueError, match="returned"):
        actions.issue_return(completion=completion, by=reviewer, on=timezone.localdate())


def test_agency_finds_the_letter_among_its_documents(reviewer: User) -> None:
    letter = returned(reviewer)
    deliver_due()
    client = AgencyClient()
    client.force_login(letter.agency.memberships.get(role="lead").user)

    page = client.get("documents/").content.decode()

    assert str(letter.number) in page
    assert client.get(f"/documents/{letter.public_id}/").status_code == 200


def test_letters_of_a_year_are_numbered_one_after_the_other() -> None:
    numbers = []
    for _ in range(3):
        draft, lead = letter_draft()
        numbers.append(actions.request_letter(completion=draft, by=lead).number)

    year = timezone.localdate().year
    assert numbers == [f"{year}-0001", f"{year}-0002", f"{year}-0003"]


def test_letter_is_named_after_its_agency() -> None:
    draft, lead = letter_draft(name="Fresno Police Department")

    letter = actions.request_letter(completion=draft, by=lead)

    assert letter.file_name == f"Fresno Police Department - completion letter {letter.number}.pdf"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("A/B Police - letter 1.pdf", "A-B Police - letter 1.pdf"),
        ("Lake: the \u201cother\u201d? - letter 1.pdf", "Lake- the \u201cother\u201d- - letter 1.pdf"),
        ("../../etc - letter 1.pdf", "-..-etc - letter 1.pdf"),
        ("\u202efdp.exe - letter 1.pdf", "fdp.exe - letter 1.pdf"),
    ],
)
def test_name_of_a_file_has_nothing_that_a_system_refuses(name: str, safe: str) -> None:
    assert safe_name(name) == safe
