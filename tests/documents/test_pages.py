"""The agency's pages about papers: the letter in each of its states, the list, and what each role may ask for."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from documents import actions, queries
from documents.models import Document
from outbox.dispatch import deliver_due
from partnerships.models import Partnership
from pledges import actions as pledges
from pledges.models import Completion, CompletionPractice, Pledge
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.documents import issued, letter_draft, with_file
from rehearsal.factories.pledges import add_partnership, member
from tests.clients import agency_page_of, client_of

pytestmark = pytest.mark.django_db

LETTER, STATUS, MAKE = (
    "completion/letter/",
    "completion/letter/status/",
    "completion/letter/make/",
)
HTMX = {"HX-Request": "true"}


def text(client: Client, url: str = LETTER, **headers: Any) -> str:
    response = client.get(url, **headers)
    assert response.status_code == 200
    return response.content.decode()


# The letter


def test_letter_before_anything_is_written() -> None:
    membership = MembershipFactory.create()

    page = text(client_of(membership.user))

    completion = f'href="{agency_page_of(membership.agency, "completion/")}"'
    assert ("Write the statements first" in page, completion in page) == (True, True)


def test_letter_names_what_is_missing_and_where_it_is_mended() -> None:
    draft, lead = letter_draft()
    Partnership.objects.all().delete()
    CompletionPractice.objects.filter(practice="policy").update(statement="")

    page = text(client_of(lead))

    assert [part in page for part in ("Before the PDF can be made", "partnerships/", "Make the PDF")] == [
        True,
        True,
        False,
    ]
    # What is there already can be read.
    assert draft.statements["crisis_intervention"] in page
    made = client_of(lead).post(MAKE, follow=True).content.decode()
    assert ("The letter can&#x27;t be made yet." in made, Document.objects.count()) == (True, 0)


def test_letter_is_previewed_as_it_would_be() -> None:
    draft, lead = letter_draft(name="Perry Police <Department>")

    page = text(client_of(lead))

    for part in (
        "Perry Police &lt;Department&gt;", draft.statements["partnership"], "10 of 40", "Jordan Ellis",
        "How it reads today", "Make the PDF", "The PDF isn't made yet",
    ):  # fmt: skip
        assert part in page


def test_letter_too_long_to_make_is_said_before_it_is_asked_for() -> None:
    draft, lead = letter_draft()
    for number in range(60):
        add_partnership(draft.agency, nature=f"Partnership {number}.")

    page = text(client_of(lead))

    assert (
        "The letter would list 61 partnerships, policies or other entries of one practice, and has room for 60."
        in page
    )
    after = client_of(lead).post(MAKE, follow=True).content.decode()
    assert (
        "The letter would list 61 partnerships, policies or other entries of one practice, and has room for 60."
        in after
    )


def test_letter_whose_records_cannot_be_judged_says_so_and_has_no_preview() -> None:
    _draft, lead = letter_draft()
    Partnership.objects.update(nature="x" * 20_001)

    page = text(client_of(lead))

    assert ("Before the PDF can be made" in page, "How it reads today" in page) == (True, False)


def test_letter_from_asking_to_submitting() -> None:
    _draft, lead = letter_draft()
    client = client_of(lead)

    assert client.post(MAKE).headers["Location"] == client.at(LETTER)
    waiting = text(client)
    assert [part in waiting for part in (f'hx-get="{client.at(STATUS)}"', "Working", "Make the PDF", "Go on to")] == [
        True, True, False, False,
    ]  # fmt: skip
    fragment = text(client, STATUS, headers=HTMX)
    assert ("<html" in fragment, 'id="job-letter"' in fragment, "hx-get" in fragment) == (False, True, True)

    deliver_due()
    fragment = text(client, STATUS, headers=HTMX)
    letter = Document.objects.get()
    for part in (f'href="/documents/{letter.public_id}/"', "Done", "Submit the completion"):
        assert part in fragment
    assert ("hx-get" in fragment, "Make the PDF again" in fragment) == (False, False)
    assert "Submit the completion" in text(client)


def test_letter_status_without_scripts_is_the_whole_page() -> None:
    _draft, lead = letter_draft()
    client = client_of(lead)

    assert client.get(STATUS).headers["Location"] == client.at(LETTER)
    # Nor without a draft, when someone else has submitted it meanwhile.
    Completion.objects.all().delete()
    assert client.get(STATUS, headers=HTMX).headers["Location"] == client.at(LETTER)


def test_letter_that_is_out_of_date_is_made_again() -> None:
    _draft, lead = letter_draft()
    client = client_of(lead)
    client.post(MAKE)
    deliver_due()
    CompletionPractice.objects.filter(practice="policy").update(statement="Something else.")

    page = text(client)
    assert [
        part in page for part in ("Something has changed", "Make the PDF again", "Submit the completion")
    ] == [True, True, False]

    client.post(MAKE)
    deliver_due()
    assert (Document.objects.count(), "Submit the completion" in text(client)) == (2, True)


def test_letter_that_failed_says_why_and_can_be_made_again() -> None:
    _draft, lead = letter_draft()
    client = client_of(lead)
    client.post(MAKE)
    Document.objects.update(state="failed", failure="It would have 31 pages.")

    for page in (text(client), text(client, STATUS, headers=HTMX)):
        assert [part in page for part in ("It would have 31 pages.", "Make the PDF again", "hx-get")] == [
            True, True, False,
        ]  # fmt: skip


def test_letter_that_got_lost_is_not_waited_for() -> None:
    _draft, lead = letter_draft()
    client = client_of(lead)
    client.post(MAKE)
    Document.objects.update(created_at=timezone.now() - queries.LOST_AFTER - timedelta(seconds=1))

    page = text(client, STATUS, headers=HTMX)

    assert ("Please request it again" in page, "Make the PDF again" in page, "hx-get" in page) == (
        True, True, False,
    )  # fmt: skip


def test_letter_of_what_was_submitted_stays_readable() -> None:
    draft, lead = letter_draft()
    client = client_of(lead)
    client.post(MAKE)
    deliver_due()
    draft.refresh_from_db()
    sent = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)
    letter = Document.objects.get()

    page = text(client)
    assert ("It was submitted" in page, f"/documents/{letter.public_id}/" in page) == (True, True)
    assert client.post(MAKE).headers["Location"] == client.at(LETTER)
    assert Document.objects.count() == 1

    pledges.send_back(completion=sent, by=ReviewerFactory.create(), reasons="Say more.")
    # What came back is to be answered, and the letter says how: it is made again.
    assert "Something has changed since this PDF was made" in text(client)


@pytest.mark.parametrize("role", ["lead", "editor", "signatory", "viewer"])
def test_letter_is_read_by_every_role_and_made_by_those_who_may(role: str) -> None:
    draft, _lead = letter_draft()
    client = client_of(member(draft.agency, role))

    may = role != "viewer"
    assert ("Make the PDF" in text(client)) == may
    assert client.post(MAKE).status_code == (302 if may else 403)
    assert Document.objects.count() == may


@pytest.mark.parametrize("url", [LETTER, STATUS, "documents/"])
def test_pages_are_for_members(url: str, client: Client) -> None:
    assert client.get(url).headers["Location"].startswith("/account/login/")
    assert client_of(ReviewerFactory.create()).get(url).status_code == 404
    assert client_of(MembershipFactory.create(agency__is_suspended=True).user).get(url).status_code == 403
    assert client.post(url).status_code in {302, 405}


def test_making_is_not_done_by_reading() -> None:
    _draft, lead = letter_draft()

    assert (client_of(lead).get(MAKE).status_code, Document.objects.count()) == (405, 0)


def test_letter_page_costs_the_same_however_much_was_made(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    draft, lead = letter_draft()
    client = client_of(lead)
    client.get(LETTER)
    with django_assert_max_num_queries(24) as few:
        client.get(LETTER)
    for number in range(3):
        CompletionPractice.objects.filter(practice="policy").update(statement=f"Version {number}.")
        actions.request_letter(completion=draft, by=lead)
        deliver_due()
    with django_assert_max_num_queries(len(few.captured_queries) + 1):
        client.get(LETTER)


# The list


def test_list_shows_every_paper_with_what_became_of_it() -> None:
    papers = issued()
    lead = papers.certificate.agency.memberships.get().user
    with_file(papers.certificate)
    new = actions.reissue(certificate=papers.certificate, reason="A name.", by=ReviewerFactory.create())
    Document.objects.filter(pk=papers.acknowledgment.pk).update(state="failed", failure="Too long.")

    page = text(client_of(lead), "documents/")

    assert [page.count(word) for word in ("Superseded", "Being made")] == [2, 2]
    for part in (
        papers.certificate.number,
        new.certificate.number,
        f"/documents/{papers.certificate.public_id}/",
    ):
        assert part is not None
        assert part in page
    assert f"/documents/{new.certificate.public_id}/" not in page


def test_list_is_empty_at_first_and_holds_nobody_elses() -> None:
    other = issued().certificate

    page = text(client_of(MembershipFactory.create().user), "documents/")

    assert ("No documents yet" in page, other.number in page) == (True, False)  # type: ignore[operator]


def test_list_shows_the_latest_letter_alone() -> None:
    draft, lead = letter_draft()
    for number in range(3):
        CompletionPractice.objects.filter(practice="policy").update(statement=f"Version {number}.")
        latest = actions.request_letter(completion=draft, by=lead)

    assert queries.for_agency(draft.agency) == [latest]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_is_one_query_however_long(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    certificate = issued().certificate
    for _ in range(rows - 1):
        certificate = actions.reissue(
            certificate=certificate, reason="A name.", by=ReviewerFactory.create()
        ).certificate

    with django_assert_num_queries(1):
        listed = queries.for_agency(certificate.agency)
        assert [bool(paper.agency.name and paper.completion.state) for paper in listed] == [True] * rows * 2


def test_pledge_without_a_completion_has_a_page_all_the_same() -> None:
    membership = MembershipFactory.create()
    Pledge.objects.create(agency=membership.agency, edition="2022", pledged_on="2025-03-03", state="active")

    assert "Write the statements first" in text(client_of(membership.user))
