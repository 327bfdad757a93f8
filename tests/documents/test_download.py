"""Who gets a paper's file: every kind of person on their own paper, a foreign one, and one that isn't there."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from agencies.models import Membership
from documents.models import Document
from pledges.models import Completion
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.documents import issued, letter_draft, with_file
from rehearsal.factories.pledges import member
from tests.clients import without_secrets

pytestmark = pytest.mark.django_db

NOWHERE = "a" * 26
ROLES = [role.value for role in Membership.Role]
KINDS = ["certificate", "acknowledgment", "letter of a draft", "letter submitted", "letter returned"]


def paper_of(kind: str) -> Document:
    """One made paper of an agency of its own, whose content says which it is."""
    if kind in {"certificate", "acknowledgment"}:
        papers = issued()
        paper = papers.certificate if kind == "certificate" else papers.acknowledgment
    else:
        draft, _lead = letter_draft()
        paper = Document.objects.create(
            kind="letter",
            agency=draft.agency,
            completion=draft,
            dated_on="2025-11-01",
            content={},
            content_digest="0",
        )
        if kind != "letter of a draft":
            state = "submitted" if kind == "letter submitted" else "returned"
            Completion.objects.filter(pk=draft.pk).update(state=state, facts={}, report={})
    return with_file(paper, f"%PDF-1.7\n{kind} of {paper.agency.name}\n%%EOF\n".encode())


def download(client: Client, public_id: str) -> HttpResponse:
    return client.get(f"/documents/{public_id}/")  # type: ignore[return-value]


def content_of(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


@pytest.fixture
def client_for(client: Client) -> Callable[[str, Document], Client]:
    """The client with someone signed in who is, to this paper's agency, what the word says."""

    def sign_in(who: str, paper: Document) -> Client:
        people = {
            **{role: lambda role=role: member(paper.agency, role) for role in ROLES},
            "member elsewhere": lambda: MembershipFactory.create().user,
            "reviewer": ReviewerFactory.create,
            "administrator": AdministratorFactory.create,
            "without an agency": UserFactory.create,
        }
        client.force_login(people[who]())
        return client

    return sign_in


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_own_paper(kind: str, who: str, client_for: Callable[[str, Document], Client]) -> None:
    paper, foreign = paper_of(kind), paper_of(kind)
    client = client_for(who, paper)

    own = download(client, paper.public_id)

    assert (own.status_code, content_of(own)) == (
        200,
        f"%PDF-1.7\n{kind} of {paper.agency.name}\n%%EOF\n".encode(),
    )
    denied, missing = download(client, foreign.public_id), download(client, NOWHERE)
    assert (denied.status_code, missing.status_code) == (404, 404)
    assert without_secrets(denied) == without_secrets(missing)
    assert foreign.agency.name.encode() not in denied.content


@pytest.mark.parametrize("who", ["member elsewhere", "without an agency"])
@pytest.mark.parametrize("kind", KINDS)
def test_foreign_paper(kind: str, who: str, client_for: Callable[[str, Document], Client]) -> None:
    paper = paper_of(kind)
    client = client_for(who, paper)

    denied, missing = download(client, paper.public_id), download(client, NOWHERE)

    assert (denied.status_code, missing.status_code) == (404, 404)
    assert without_secrets(denied) == without_secrets(missing)


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
@pytest.mark.parametrize("kind", KINDS)
def test_paper_at_the_desk(kind: str, who: str, client_for: Callable[[str, Document], Client]) -> None:
    """The IACP reads what was sent to it or issued by it, and no draft."""
    paper = paper_of(kind)
    client = client_for(who, paper)

    response = download(client, paper.public_id)

    if kind == "letter of a draft":
        assert response.status_code == 404
    else:
        assert (response.status_code, paper.agency.name.encode() in content_of(response)) == (200, True)
    assert download(client, NOWHERE).status_code == 404


def test_reviewer_who_belongs_to_an_agency_reads_its_drafts_too(client: Client) -> None:
    paper, other = paper_of("letter of a draft"), paper_of("letter of a draft")
    reviewer = ReviewerFactory.create()
    MembershipFactory.create(user=reviewer, agency=paper.agency, role="viewer")
    client.force_login(reviewer)

    assert [download(client, one.public_id).status_code for one in (paper, other)] == [200, 404]


@pytest.mark.parametrize("kind", KINDS)
def test_paper_of_a_suspended_agency_is_closed_to_its_members(
    kind: str, client_for: Callable[[str, Document], Client]
) -> None:
    paper = paper_of(kind)
    client = client_for("lead", paper)
    assert download(client, paper.public_id).status_code == 200
    paper.agency.is_suspended = True
    paper.agency.save()

    assert download(client, paper.public_id).status_code == 404


def test_stranger_is_asked_to_sign_in(client: Client) -> None:
    paper = paper_of("certificate")

    response = download(client, paper.public_id)

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/account/login/?next=/documents/{paper.public_id}/",
    )


def test_paper_that_is_not_made_yet_is_not_found(client_for: Callable[[str, Document], Client]) -> None:
    paper = issued().certificate

    assert download(client_for("lead", paper), paper.public_id).status_code == 404


def test_file_is_sent_as_a_download_that_nothing_runs_in(
    client_for: Callable[[str, Document], Client],
) -> None:
    paper = paper_of("certificate")

    sent = download(client_for("lead", paper), paper.public_id)

    names = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
    assert [sent.headers[name] for name in names] == [
        "application/pdf",
        f'attachment; filename="{paper.content["agency"]} - certificate {paper.number}.pdf"',
        "nosniff",
        "private, no-store",
    ]
    assert sent.headers["Content-Security-Policy"].startswith("sandbox")


def test_other_names_for_files(client_for: Callable[[str, Document], Client]) -> None:
    paper = paper_of("letter submitted")

    sent = download(client_for("reviewer", paper), paper.public_id)

    assert sent.headers["Content-Disposition"] == 'attachment; filename="completion letter 2025-11-01.pdf"'


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_to_a_paper(method: str, client_for: Callable[[str, Document], Client]) -> None:
    paper = paper_of("certificate")

    assert getattr(client_for("lead", paper), method)(f"/documents/{paper.public_id}/").status_code == 405


@pytest.mark.parametrize("public_id", ["%00", "..", "x" * 300, "A" * 26, "%F0%9F%98%80"])
def test_odd_addresses_are_not_found(public_id: str, client_for: Callable[[str, Document], Client]) -> None:
    paper = paper_of("certificate")

    assert download(client_for("lead", paper), public_id).status_code == 404
