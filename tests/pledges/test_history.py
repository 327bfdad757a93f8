"""The agency's own history: in words, without officers or the IACP's own work, and what is new since the last visit."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, Membership
from audit import trail
from pledges import actions, queries
from pledges.queries.history import PER_PAGE, Line, recent
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.pledges import PledgeFactory, member, ready_draft
from tests.clients import client_of

pytestmark = pytest.mark.django_db


def happen(agency: Agency, verb: str, by: User | None, times: int = 1, **details: Any) -> None:
    with transaction.atomic():
        for _time in range(times):
            trail.record(verb, by=by, subject=agency, agency=agency, details=details)


def told(lines: tuple[Line, ...]) -> list[tuple[str, str, str]]:
    return [(line.what, line.who, line.note) for line in lines]


def test_history_is_the_trail_in_words_with_colleagues_by_name() -> None:
    agency = PledgeFactory().agency
    lead, reviewer = member(agency), ReviewerFactory(name="Sam Reviewer")
    happen(agency, "training.officer_added", lead, times=3)
    happen(agency, "reviews.noted", reviewer)
    happen(agency, "pledges.extended", reviewer)
    happen(agency, "documents.letter_issued", None)
    assert told(recent(agency, None).lines) == [
        ("Completion letter made", "", ""),
        ("Deadline extended", "IACP", ""),
        ("Officer added", lead.name, "3 times"),
    ]


def test_who_left_is_still_a_colleague() -> None:
    agency = PledgeFactory().agency
    former = member(agency)
    happen(agency, "policies.added", former)
    Membership.objects.all().delete()
    assert told(recent(agency, None).lines) == [("Policy recorded", former.name, "")]


def test_news_are_what_others_did_since_the_last_visit() -> None:
    agency = PledgeFactory().agency
    lead, editor = member(agency), member(agency, "editor")
    happen(agency, "policies.added", editor)
    lead.signed_in_before = timezone.now()
    lead.save()
    happen(agency, "policies.changed", lead)
    happen(agency, "partnerships.added", editor)
    found = recent(agency, lead)
    assert told(found.news) == [("Partnership recorded", editor.name, "")]
    assert found.since == timezone.localdate()
    assert recent(agency, UserFactory()).since is None
    page = client_of(lead).get("").content.decode()
    assert "Since your last visit" in page
    assert "Since your last visit" not in client_of(editor).get("").content.decode()


def test_quiet_since_the_last_visit_is_said() -> None:
    agency = PledgeFactory().agency
    lead = member(agency)
    lead.signed_in_before = timezone.now() + timedelta(seconds=1)
    lead.save()
    assert "No one else did anything here since you signed in" in client_of(lead).get("").content.decode()


def test_signing_in_keeps_when_one_had_signed_in_before(client: Any) -> None:
    before = timezone.now() - timedelta(days=9)
    person: User = UserFactory(last_login=before)
    person.set_password("a long pass phrase")
    person.save()
    client.post("/account/login/", {"login": person.email, "password": "a long pass phrase"})
    person.refresh_from_db()
    assert person.signed_in_before == before
    assert person.last_login is not None
    assert person.last_login > before


def test_history_page_is_paged_and_names_no_officer() -> None:
    agency = PledgeFactory().agency
    lead = member(agency)
    for number in range(PER_PAGE + 1):
        verb = "training.officer_changed" if number % 2 else "training.record_added"
        happen(agency, verb, lead, officer="P007")
    other = PledgeFactory().agency
    happen(other, "policies.deleted", member(other))
    client = client_of(member(agency, "viewer"))
    first = client.get("history/").content.decode()
    assert ("Officer changed" in first, "P007" in first, "Policy deleted" in first) == (True, False, False)
    assert "?page=2" in first
    assert "Training record added" in client.get("history/?page=2").content.decode()
    assert client.get("history/?page=x").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_history_page_takes_the_same_queries(count: int) -> None:
    agency = PledgeFactory().agency
    for _number in range(count):
        happen(agency, "policies.added", member(agency))
    with CaptureQueriesContext(connection) as captured:
        page = queries.history_page(agency, 1)
    assert (len(captured), len(page.object_list)) == (4, count)


def test_journey_of_a_return_reads_once() -> None:
    pledge = PledgeFactory()
    lead = member(pledge.agency)
    done = actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=lead)
    actions.send_back(completion=done, by=ReviewerFactory(), reasons="Look again.")
    assert told(recent(pledge.agency, None).lines) == [
        ("Completion returned for changes", "IACP", ""),
        ("Completion submitted", lead.name, ""),
    ]
