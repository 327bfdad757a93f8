"""The desk's pages: what they show and take, and that nothing typed is lost."""

import re
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Membership
from compliance.editions import PRACTICES
from outbox.dispatch import deliver_due
from pledges.models import Completion, Pledge
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from rehearsal.factories.training import EquivalencyRequestFactory
from reviews import actions
from reviews.models import Decision, Review
from tests.clients import client_of

pytestmark = pytest.mark.django_db

VERIFIED = {f"{code}_finding": "verified" for code in PRACTICES}
READ, MOVED, LATE, MEND = 200, 302, 409, 422


# Deciding


def decide_url(completion: Completion) -> str:
    return f"/desk/completions/{completion.public_id}/decide/"


def test_approve_by_the_button() -> None:
    completion, reviewer = waiting_completion(), ReviewerFactory.create()

    client_of(reviewer).post(decide_url(completion), {**VERIFIED, "decision": "approve"})

    assert [(decision.kind, decision.decided_by) for decision in Decision.objects.all()] == [
        ("approve", reviewer)
    ]


def test_pressing_twice_decides_once_and_says_so() -> None:
    completion = waiting_completion()
    client = client_of(ReviewerFactory.create(name="Rae Stone"))

    codes = [client.post(decide_url(completion), {**VERIFIED, "decision": "approve"}) for _ in range(2)]

    assert [response.status_code for response in codes] == [MOVED, LATE]
    assert "Rae Stone decided on this completion on" in codes[1].content.decode()
    assert Decision.objects.count() == 1


def test_late_reviewer_gets_409_with_who_and_when_and_the_decision() -> None:
    completion = waiting_completion()
    actions.send_back(
        completion=completion, practices={}, reasons="Sign it.", by=ReviewerFactory.create(name="Rae Stone")
    )

    typed = {**VERIFIED, "policy_finding": "mend", "policy_reason": "My own words", "decision": "return"}
    late = client_of(ReviewerFactory.create()).post(decide_url(completion), typed)

    shown = late.content.decode()
    assert late.status_code == LATE
    assert re.search(r"Rae Stone decided on this completion on .* at .*: Returned\.", shown)
    assert "My own words" in shown
    assert Decision.objects.get().kind == "return"


def test_return_without_a_reason_keeps_what_was_ticked() -> None:
    completion = waiting_completion()
    ticked = {**VERIFIED, "policy_finding": "mend", "decision": "return"}

    answer = client_of(ReviewerFactory.create()).post(decide_url(completion), ticked)

    shown = answer.content.decode()
    assert (answer.status_code, Decision.objects.count()) == (MEND, 0)
    assert "Say what must change." in shown
    assert re.search(r'name="policy_finding" value="mend"[^>]* checked', shown)
    assert re.search(r'name="first_aid_finding" value="verified"[^>]* checked', shown)


def test_approve_with_a_practice_left_open_keeps_what_was_typed() -> None:
    completion = waiting_completion()
    typed = {
        **VERIFIED,
        "policy_finding": "mend",
        "policy_reason": "Pages?",
        "reasons": "All in all",
        "decision": "approve",
    }

    answer = client_of(ReviewerFactory.create()).post(decide_url(completion), typed)

    shown = answer.content.decode()
    assert (answer.status_code, Decision.objects.count()) == (MEND, 0)
    assert [word in shown for word in ("Mark each practice as verified", "Pages?", "All in all")] == [
        True
    ] * 3


def test_return_mails_the_agency_and_not_the_note() -> None:
    completion = waiting_completion()
    reviewer = ReviewerFactory.create()
    actions.note(completion=completion, text="CANARY", before="", by=reviewer)
    client_of(reviewer).post(
        decide_url(completion),
        {"policy_finding": "mend", "policy_reason": "Add pages.", "decision": "return"},
    )
    lead = Membership.objects.get(agency=completion.agency).user

    deliver_due()
    own_pages = client_of(lead).get("").content.decode()

    assert [message.to for message in mail.outbox] == [[lead.email]]
    assert ("Add pages." in mail.outbox[0].body, "CANARY" in mail.outbox[0].body) == (True, False)
    assert ("Add pages." in own_pages, "CANARY" in own_pages) == (True, False)


@pytest.mark.parametrize(("answer", "kept"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_note_that_both_changed_is_asked_about(answer: str, kept: str) -> None:
    completion = waiting_completion()
    page = f"/desk/completions/{completion.public_id}/"
    client = client_of(ReviewerFactory.create())
    opened = _note_on(client, page)
    actions.note(
        completion=completion, text="Theirs", before="", by=ReviewerFactory.create(name="Alex Moreno")
    )

    asked = client.post(f"{page}note/", {**opened, "text": "Mine"})

    shown = asked.content.decode()
    assert asked.status_code == LATE
    assert ("Keep what Alex Moreno saved" in shown, "Mine</textarea>" in shown) == (True, True)
    assert Review.objects.get().private_note == "Theirs"
    again = {bound.html_name: bound.value() for bound in asked.context["note_form"]}
    assert client.post(f"{page}note/", {**again, "text-keep": answer}).status_code == 302
    assert Review.objects.get().private_note == kept


def test_note_that_i_did_not_touch_stays_as_the_other_wrote_it() -> None:
    completion = waiting_completion()
    page = f"/desk/completions/{completion.public_id}/"
    client = client_of(ReviewerFactory.create())
    opened = _note_on(client, page)
    actions.note(
        completion=completion, text="Theirs", before="", by=ReviewerFactory.create(name="Alex Moreno")
    )
    answer = client.post(f"{page}note/", opened, follow=True).content.decode()
    assert ("Alex Moreno changed “Private note” meanwhile" in answer) is True
    assert Review.objects.get().private_note == "Theirs"


def test_taking_a_completion_up_overtakes_no_note() -> None:
    completion = waiting_completion()
    page = f"/desk/completions/{completion.public_id}/"
    reviewer = ReviewerFactory.create()
    client = client_of(reviewer)
    opened = _note_on(client, page)
    actions.claim(completion=completion, by=reviewer)
    assert client.post(f"{page}note/", {**opened, "text": "Mine"}).status_code == 302
    assert Review.objects.get().private_note == "Mine"


def _note_on(client: Any, page: str) -> dict[str, str]:
    """What a browser sends of the private note as the page shows it."""
    return {bound.html_name: bound.value() for bound in client.get(page).context["note_form"]}


# Reading


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("where", "statements"), [("/desk/completions/", 8), ("/desk/agencies/", 8), ("/desk/pledges/", 7)]
)
def test_lists_take_the_same_statements_for_one_and_for_three(
    where: str, statements: int, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(ReviewerFactory.create())
    for _ in range(rows):
        waiting_completion()
        PledgeFactory.create(state="confirmed")
    client.get(where)

    with django_assert_num_queries(statements):
        client.get(where)


def test_completion_page_shows_letter_figures_files_and_history(names: dict[str, str]) -> None:
    completion = Completion.objects.get()
    reviewer = ReviewerFactory.create(name="Rae Stone")
    actions.claim(completion=completion, by=reviewer)

    shown = client_of(reviewer).get(f"/desk/completions/{completion.public_id}/").content.decode()

    expected = (
        completion.statements["crisis_intervention"],
        "County Behavioral Health",
        "General Order 12-4",
        f"/desk/evidence/partnerships/{names['partnership']}/",
        f"/desk/evidence/policies/{names['policy']}/",
        f"/desk/completions/{completion.public_id}/signed-letter/",
        "Named to sign it: Jordan Ellis, Chief of Police.",
        "Nothing has changed since it was submitted.",
        "Completion assigned to a reviewer",
        "Return to the queue",
    )
    assert [text for text in expected if text not in shown] == []


def test_agency_page_offers_what_the_lifecycle_allows(names: dict[str, str]) -> None:
    client = client_of(ReviewerFactory.create())
    active, overdue = (
        client.get(f"/desk/agencies/{names[key]}/").content.decode() for key in ("active", "overdue")
    )

    assert ("Extend the deadline" in active, "Lapse the pledge" in active) == (True, False)
    assert ("Extend the deadline" in overdue, "Lapse the pledge" in overdue) == (True, True)
    assert "/admin/agencies/agency/" not in active
    as_administrator = (
        client_of(AdministratorFactory.create()).get(f"/desk/agencies/{names['active']}/").content
    )
    assert b"/admin/agencies/agency/" in as_administrator


def test_desk_shows_the_courses_that_wait() -> None:
    client = client_of(ReviewerFactory.create())
    assert "No agency has an open question about a course." in client.get("/desk/").content.decode()
    waiting = EquivalencyRequestFactory.create(course__title="County Crisis Academy")
    EquivalencyRequestFactory.create(state="withdrawn", course__title="Another Academy")
    page = client.get("/desk/").content.decode()
    assert f"/desk/equivalencies/{waiting.public_id}/" in page
    assert ("County Crisis Academy" in page, "Another Academy" in page) == (True, False)


def test_lapse_and_take_up_again(names: dict[str, str]) -> None:
    client = client_of(ReviewerFactory.create())
    page = f"/desk/agencies/{names['overdue']}/"

    client.post(f"{page}lapse/")
    assert Pledge.objects.get(agency__public_id=names["overdue"]).state == "lapsed"
    wrong = client.post(f"{page}extend/", {"until": "2017-01-01", "reason": "Kept words", "reinstate": "1"})
    assert (wrong.status_code, "Kept words" in wrong.content.decode()) == (MEND, True)
    until = timezone.localdate().replace(month=12, day=31, year=timezone.localdate().year + 1).isoformat()
    client.post(f"{page}extend/", {"until": until, "reason": "They are back.", "reinstate": "1"})
    assert Pledge.objects.get(agency__public_id=names["overdue"]).state == "active"


@pytest.mark.parametrize("where", ["query/", "close/"])
def test_intake_form_left_empty_is_shown_again(where: str, names: dict[str, str]) -> None:
    answer = client_of(ReviewerFactory.create()).post(f"/desk/pledges/{names['pledge']}/{where}", {})

    assert (answer.status_code, b"Fill in this field." in answer.content) == (MEND, True)
    assert Pledge.objects.get(public_id=names["pledge"]).state == "confirmed"


def test_verify_makes_the_pledge_public_and_invites_the_coordinator(names: dict[str, str]) -> None:
    pledge = Pledge.objects.get(public_id=names["pledge"])

    client_of(ReviewerFactory.create()).post(
        f"/desk/pledges/{pledge.public_id}/verify/", {"version": pledge.version}
    )
    deliver_due()

    pledge.refresh_from_db()
    assert (pledge.state, [message.to for message in mail.outbox]) == ("active", [[pledge.coordinator_email]])


def test_agencies_without_a_match_and_on_many_pages() -> None:
    client = client_of(ReviewerFactory.create())
    for _ in range(51):
        AgencyFactory.create()

    assert client.get("/desk/agencies/").content.count(b'href="/desk/agencies/') >= 50
    assert client.get("/desk/agencies/?page=2").status_code == READ
    for odd in ("page=x", "page=999", "state=nonsense", "q=%00", "q=" + "x" * 500):
        assert client.get(f"/desk/agencies/?{odd}").status_code == READ
