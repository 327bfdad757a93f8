"""The pages: who may open and change what, nothing of another agency's, nothing lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from pledges import evidence
from policies import actions, queries
from policies.models import Policy, PolicyComponent
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.files import stored_file
from rehearsal.factories.policies import PolicyFactory
from rehearsal.samples import docx, pdf
from tests.clients import AgencyClient, signed_in, without_secrets

pytestmark = pytest.mark.django_db

SOON = str(timezone.localdate() + timedelta(days=30))
LATELY = str(timezone.localdate() - timedelta(days=30))
TYPED = {
    "title": "General Order 12-4",
    "adopted_on": "2023-02-01",
    "review_on": "",
    "has_purpose": "on",
    "pages_purpose": "1",
    "has_response": "on",
    "pages_response": "2-4",
    "has_risk": "on",
    "pages_risk": "",
}

READ, WRITTEN, CLOSED, GONE = 200, 302, 403, 404
EDITORS = {"lead": READ, "editor": READ, "signatory": READ, "viewer": CLOSED}
SPEAKERS = {**EDITORS, "editor": CLOSED}
EVERY_MEMBER = dict.fromkeys(EDITORS, READ)
# Page, what is posted, what each role gets by reading, and by writing.
PAGES: list[tuple[str, dict[str, str], dict[str, int]]] = [
    ("add/", {**TYPED, "title": "New One"}, EDITORS),
    ("{own}/", {**TYPED, "version": "1"}, EDITORS),
    ("{own}/revise/", {**TYPED, "version": "1"}, EDITORS),
    ("{own}/adopt/", {"head_name": "Dana", "on": "2024-01-01", "statement": "I adopt it."}, SPEAKERS),
    ("{own}/retire/", {"retired_on": "2024-01-01"}, EDITORS),
    ("{own}/delete/", {"typed": "{own}"}, EDITORS),
    ("", {}, EVERY_MEMBER),
    ("{own}/file/", {}, EVERY_MEMBER),
]


def page_of(policy: Policy, what: str = "") -> str:
    return f"policies/{policy.public_id}/{what}"


def stated(policy: Policy) -> dict[str, str]:
    """A policy's components."""
    return queries.answers_of(policy)[0]


@pytest.mark.parametrize("role", EDITORS)
@pytest.mark.parametrize(("where", "data", "allowed"), PAGES, ids=[page[0] for page in PAGES])
def test_page_by_role(where: str, data: dict[str, str], allowed: dict[str, int], role: str) -> None:
    client, membership = signed_in(role)
    own = PolicyFactory.create(agency=membership.agency, file=stored_file())
    url = f"policies/{where.format(own=own.public_id)}"

    assert client.get(url).status_code == allowed[role]
    is_form = allowed is not EVERY_MEMBER
    written = client.post(url, _of(own, data))
    assert written.status_code == ((WRITTEN if allowed[role] == READ else CLOSED) if is_form else 405)


@pytest.mark.parametrize(("where", "data"), [page[:2] for page in PAGES if "{own}" in page[0]])
def test_page_of_another_agency_is_not_found(where: str, data: dict[str, str]) -> None:
    client, membership = signed_in()
    foreign = PolicyFactory.create(file=stored_file(b"CANARY"))
    own = PolicyFactory.create(agency=membership.agency, file=stored_file())
    before = Policy.objects.filter(pk=foreign.pk).values().get(), stated(foreign)

    there, nowhere = (
        client.get(f"policies/{where.format(own=public_id)}") for public_id in (foreign.public_id, "a" * 26)
    )

    assert (there.status_code, nowhere.status_code) == (GONE, GONE)
    assert without_secrets(there) == without_secrets(nowhere)
    if not where.endswith("file/"):
        assert client.post(f"policies/{where.format(own=foreign.public_id)}", data).status_code == GONE
    assert (Policy.objects.filter(pk=foreign.pk).values().get(), stated(foreign)) == before
    # The same page of one's own.
    assert client.get(f"policies/{where.format(own=own.public_id)}").status_code == READ


def test_list_shows_only_ones_own() -> None:
    client, membership = signed_in()
    PolicyFactory.create(agency=membership.agency, title="Our order")
    PolicyFactory.create(title="CANARY order", file=stored_file())

    shown = client.get("policies/").content

    assert (b"Our order" in shown, b"CANARY" in shown) == (True, False)


@pytest.mark.parametrize("where", [page[0] for page in PAGES])
def test_page_without_an_agency(where: str) -> None:
    own = PolicyFactory.create(file=stored_file())
    url = f"policies/{where.format(own=own.public_id)}"
    client = AgencyClient()

    assert client.get(url).headers["Location"].startswith("/account/login/")
    for person in (UserFactory.create(), ReviewerFactory.create()):
        client.force_login(person)
        assert client.get(url).status_code == 404


def test_agency_in_the_form_is_not_listened_to() -> None:
    client, membership = signed_in()
    other = PolicyFactory.create()

    forged = {"agency": str(other.agency_id), "agency_id": str(other.agency_id), "locked_at": "2026-01-01"}
    client.post("policies/add/", {**TYPED, **forged})

    made = Policy.objects.exclude(pk=other.pk).get()
    assert (made.agency, made.locked_at) == (membership.agency, None)


def test_add_writes_the_components_and_keeps_the_file_private() -> None:
    client, _ = signed_in()
    content = docx()

    client.post("policies/add/", {**TYPED, "file": SimpleUploadedFile("GO 12-4.docx", content)})

    made = Policy.objects.get()
    assert stated(made) == {"purpose": "1", "response": "2-4", "risk": ""}
    sent = client.get(page_of(made, "file/"))
    assert b"".join(sent.streaming_content) == content  # type: ignore[attr-defined]
    assert sent.headers["Content-Disposition"] == 'attachment; filename="GO 12-4.docx"'
    assert (sent.headers["X-Content-Type-Options"], sent.headers["Cache-Control"]) == (
        "nosniff",
        "private, no-store",
    )


def test_policy_without_a_component_is_saved_and_told_what_is_missing() -> None:
    client, _ = signed_in()

    client.post("policies/add/", {"title": "Draft"})

    assert Policy.objects.get().title == "Draft"
    shown = client.get("policies/").content.decode()
    assert ("Check the main components of Draft." in shown, "Enter when Draft was adopted." in shown) == (
        True,
        True,
    )


def test_page_without_its_tick_is_asked_about_and_everything_stays() -> None:
    client, _ = signed_in()
    wrong = {**TYPED, "pages_custody": "7", "file": SimpleUploadedFile("GO.pdf", pdf())}

    shown = client.post("policies/add/", wrong).content.decode()

    assert "A page is given: check this component too, or clear the page." in shown
    assert re.search(r'name="pages_custody" value="7"', shown)
    assert re.search(r'name="has_purpose"[^>]* checked', shown)
    assert "<strong>GO.pdf</strong> is kept for you" in shown
    note = re.search(r'name="file-kept" value="([^"]+)"', shown)
    assert (note is not None, Policy.objects.count()) == (True, 0)
    mended = {**TYPED, "pages_custody": "7", "has_custody": "on", "file-kept": note.group(1) if note else ""}
    assert client.post("policies/add/", mended).status_code == WRITTEN
    assert (stated(Policy.objects.get())["custody"], Policy.objects.get().file_name) == ("7", "GO.pdf")


def test_add_twice_by_pressing_twice_is_one() -> None:
    client, _ = signed_in()
    codes = [client.post("policies/add/", TYPED).status_code for _ in range(2)]

    assert (codes, Policy.objects.count()) == ([WRITTEN, WRITTEN], 1)


def test_edit_shows_what_is_saved() -> None:
    client, membership = signed_in()
    own = PolicyFactory.create(agency=membership.agency, components={"risk": "p. 3"}, file=stored_file())

    shown = client.get(page_of(own)).content.decode()

    assert re.search(r'name="has_risk"[^>]* checked', shown)
    assert not re.search(r'name="has_purpose"[^>]* checked', shown)
    assert re.search(r'name="pages_risk" value="p. 3"', shown)
    assert f'<a href="{client.at(page_of(own, "file/"))}">policy.pdf</a>' in shown
    assert shown.count('name="has_') == len(PolicyComponent.Kind) == 11


def test_edit_of_a_stale_form_shows_both_and_keeps_what_was_typed() -> None:
    client, membership = signed_in()
    own = PolicyFactory.create(agency=membership.agency, components={"purpose": "1"}, adopted_on=None)
    colleague = lead_of(membership.agency, name="Ana Diaz")
    actions.change(policy=own, version=1, by=colleague, title="Theirs", components={"purpose": "9"})

    typed = {
        "title": "Mine",
        "adopted_by": "Jordan Ellis",
        "has_purpose": "on",
        "pages_purpose": "1",
        "has_risk": "on",
        "version": "1",
    }
    answer = client.post(page_of(own), typed)

    assert answer.status_code == 409
    assert "Ana Diaz saved a change since" in answer.content.decode()
    questions = answer.context["form"].questions
    assert {one.label: (one.theirs[-1:], one.mine[-1:]) for one in questions} == {
        "Title": ("s", "e"),
        "Purpose and guiding principles": ("9", "1"),
        "Assessing risk and safety": ("o", "s"),
    }
    own.refresh_from_db()
    assert (own.title, stated(own)) == ("Theirs", {"purpose": "9"})

    assert client.post(page_of(own), {**typed, "version": "2"}).status_code == WRITTEN
    own.refresh_from_db()
    assert (own.title, stated(own)) == ("Mine", {"purpose": "1", "risk": ""})


@pytest.mark.parametrize(
    ("where", "data"),
    [("", {**TYPED, "version": "1"}), ("delete/", {"typed": "{own}"})],
)
def test_locked_policy_is_not_written(where: str, data: dict[str, str]) -> None:
    client, membership = signed_in()
    own = PolicyFactory.create(agency=membership.agency)
    evidence.lock(agency=membership.agency, at=timezone.now())
    before = Policy.objects.values().get(), stated(own)

    answer = client.post(page_of(own, where), _of(own, data))

    assert (answer.status_code, (Policy.objects.values().get(), stated(own))) == (422, before)
    assert b"part of the completion" in answer.content
    assert b"Save the policy" not in client.get(page_of(own)).content
    # Open again, the same goes through.
    evidence.unlock(agency=membership.agency)
    assert client.post(page_of(own, where), _of(own, data)).status_code == WRITTEN


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_statements_for_one_and_for_three(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, membership = signed_in()
    for number in range(rows):
        PolicyFactory.create(agency=membership.agency, file=stored_file(b"%d" % number))
    client.get("policies/")

    with django_assert_num_queries(
        8
    ):  # session, user, membership, menu; policies, components, adoptions, texts
        assert client.get("policies/").content.count(b"<article") == rows


def test_forms_lead_to_the_question_that_governs_them() -> None:
    client, _ = signed_in()

    assert b'href="/faq/#faq-9"' in client.get("policies/add/").content


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"adopted_on": SOON}, "Enter the policy once it is adopted."),
        ({"review_on": "1990-01-01"}, "more than 10 years ago"),
        ({"review_on": LATELY}, "This day has passed."),
        ({"effective_on": "2023-01-31"}, "take effect before it was adopted"),
        ({"effective_on": "2123-01-31"}, "more than 5 years ahead"),
        ({"reason_purpose": "None."}, "A reason is given: clear the reason, or uncheck this component."),
    ],
)
def test_what_cannot_be_is_asked_about_and_everything_typed_stays(fields: dict[str, str], words: str) -> None:
    client, _ = signed_in()

    answer = client.post("policies/add/", {**TYPED, **fields})

    shown = answer.content.decode()
    assert (answer.status_code, words in shown, Policy.objects.count()) == (422, True, 0)
    assert re.search(r'name="pages_response" value="2-4"', shown)


def test_a_component_that_is_left_out_has_a_reason() -> None:
    client, _ = signed_in()

    client.post("policies/add/", {**TYPED, "reason_custody": "County policy 9 has it."})

    made = Policy.objects.get()
    assert queries.answers_of(made)[1] == {"custody": "County policy 9 has it."}
    assert "County policy 9 has it." in client.get("policies/").content.decode()
    assert 'value="County policy 9 has it."' in client.get(page_of(made)).content.decode()


def test_a_revision_is_recorded_and_the_earlier_text_can_be_read() -> None:
    client, membership = signed_in()
    old = stored_file(b"%PDF-1.7 the old one")
    own = PolicyFactory.create(agency=membership.agency, file=old, title="GO 12-4", components={"risk": "3"})
    form = client.get(page_of(own, "revise/")).content.decode()
    # What the revision says again isn't taken from the text that stands: its days and its pages.
    assert re.search(r'name="title" value="GO 12-4"', form)
    assert re.search(r'name="has_risk"[^>]* checked', form)
    assert not re.search(r'name="(pages_risk|adopted_on)" value', form)

    new = {**TYPED, "version": "1", "adopted_on": "2024-01-02", "file": SimpleUploadedFile("2024.pdf", pdf())}
    assert client.post(page_of(own, "revise/"), new).status_code == WRITTEN

    own.refresh_from_db()
    assert (own.file_name, str(own.adopted_on)) == ("2024.pdf", "2024-01-02")
    page = client.get("policies/").content.decode()
    (earlier,) = queries.earlier_texts(membership.agency)
    assert ("Earlier versions (1)" in page, f"policies/earlier/{earlier.public_id}/" in page) == (
        True,
        True,
    )
    sent = client.get(f"policies/earlier/{earlier.public_id}/")
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 the old one"  # type: ignore[attr-defined]
    assert signed_in()[0].get(f"policies/earlier/{earlier.public_id}/").status_code == GONE


def test_a_new_chief_adopts_a_policy_and_the_list_says_so() -> None:
    client, membership = signed_in()
    membership.agency.head_name, membership.agency.head_title = "Dana Reyes", "Chief"
    membership.agency.save()
    own = PolicyFactory.create(agency=membership.agency, title="GO 12-4")
    assert "Dana Reyes can adopt it by a short statement." in client.get("policies/").content.decode()
    form = client.get(page_of(own, "adopt/")).content.decode()
    assert ('value="Dana Reyes"' in form, "I adopt GO 12-4 as the policy of our agency." in form) == (
        True,
        True,
    )

    late = {"head_name": "Dana Reyes", "on": SOON, "statement": "My own words."}
    refused = client.post(page_of(own, "adopt/"), late)
    assert (refused.status_code, "My own words." in refused.content.decode()) == (422, True)
    typed = {**late, "head_title": "Chief", "on": "2025-06-01"}
    assert client.post(page_of(own, "adopt/"), typed).status_code == WRITTEN

    page = client.get("policies/").content.decode()
    assert "June 1, 2025: “My own words.”" in page
    assert "can adopt it" not in page


def _of(own: Policy, data: dict[str, Any]) -> dict[str, Any]:
    """What is sent, with the entry's name where it is asked for."""
    return {name: str(own) if value == "{own}" else value for name, value in data.items()}
