"""The pages on which decisions are prepared, gathered, looked over, released and recalled."""

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from agencies.models import Membership
from compliance.editions import PRACTICES
from outbox.dispatch import deliver_due
from pledges import actions as pledge_actions
from pledges.models import Completion
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.reviews import waiting_completion
from reviews import actions
from reviews.models import Batch, Decision, PreparedDecision, seen_of
from tests.clients import client_of

pytestmark = pytest.mark.django_db

VERIFIED = {f"{code}_finding": "verified" for code in PRACTICES}
READ, MOVED, CLOSED, GONE, LATE, REFUSED = 200, 302, 403, 404, 409, 422
PAGES: list[tuple[str, dict[str, str] | None]] = [
    ("/desk/releases/", None),
    ("/desk/releases/", {"name": "Fall", "hold_minutes": "60"}),
    ("/desk/releases/{batch}/", None),
    ("/desk/releases/{batch}/", {"name": "Fall", "hold_minutes": "60"}),
    ("/desk/releases/{batch}/gather/", {}),
    ("/desk/releases/{released}/", None),
    ("/desk/releases/{released}/recall/", {"reason": "The wrong day."}),
    ("/desk/completions/{completion}/prepared/", None),
    ("/desk/completions/{completion}/prepared/return_letter/", None),
    ("/desk/completions/{completion}/", None),
    ("/desk/completions/{completion}/withdraw-decision/", {"seen": "0.0.0"}),
]


def prepared(by: User, name: str = "Press day") -> PreparedDecision:
    completion = waiting_completion()
    batch = actions.open_batch(name=name, release_on=None, hold_minutes=60, by=by)
    said = {"verified": frozenset(), "practices": {}, "reasons": "Sign it.", "by": by, "batch": batch}
    return actions.prepare(completion=completion, kind="return", **said)


def seen_on(client: Client, page: str) -> dict[str, str]:
    """What the page's button sends: which decisions it showed, each with its version."""
    found = re.search(r'name="seen" value="([^"]*)"', client.get(page).content.decode())
    return {"seen": found[1] if found else ""}


def test_pages_are_open_to_reviewers_alone() -> None:
    reviewer = ReviewerFactory.create()
    row, other = prepared(reviewer), prepared(reviewer, "Spring")
    assert (row.batch is not None, other.batch is not None) == (True, True)
    deliver_due()
    actions.release_batch(batch=other.batch, by=reviewer)
    names = {
        "batch": row.batch.public_id,
        "released": other.batch.public_id,
        "completion": row.completion.public_id,
        "page": f"/desk/completions/{row.completion.public_id}/",
    }
    lead = Membership.objects.get(agency=row.completion.agency, role="lead").user
    for person in (UserFactory.create(), lead, MembershipFactory.create().user):
        client = client_of(person)
        for where, data in PAGES:
            url = where.format(**names)
            response = client.get(url) if data is None else client.post(url, data)
            assert (where, response.status_code) == (where, CLOSED)
    for where, data in PAGES:
        if "gather" in where:
            actions.gather(batch=row.batch, completions=[row.completion_id], shown=(), by=reviewer)
            PreparedDecision.objects.filter(pk=row.pk).update(version=2)
        client = client_of(AdministratorFactory.create())
        url = where.format(**names)
        if "withdraw" in where:
            data = seen_on(client, names["page"])
        response = client.get(url) if data is None else client.post(url, data)
        assert (where, response.status_code) == (where, READ if data is None else MOVED)


def test_prepare_gather_look_release_and_recall(settings: LazySettings) -> None:
    settings.RELEASE_HOLD_MINUTES = 60
    completion, client = waiting_completion(), client_of(ReviewerFactory.create(name="Rae Stone"))
    page = f"/desk/completions/{completion.public_id}/"

    said = {**VERIFIED, "reasons": "Well done.", "release": "later", "seen": "", "decision": "approve"}
    assert client.post(f"{page}decide/", said).status_code == MOVED
    assert Decision.objects.count() == 0
    shown = client.get(page).content.decode()
    assert "A decision is prepared" in shown
    assert "Well done." in shown

    client.post("/desk/releases/", {"name": "Press day", "hold_minutes": "30"})
    batch = Batch.objects.get()
    here = f"/desk/releases/{batch.public_id}/"
    client.post(f"{here}gather/", {"completions": [completion.public_id]})
    assert completion.agency.name in client.get(here).content.decode()

    deliver_due()
    look = client.get(f"{page}prepared/").content.decode()
    assert all(words in look for words in ("Congratulations", "Well done.", "Certificate"))
    assert "data:image/png" in client.get(f"{page}prepared/certificate/").content.decode()

    revised = {**said, "reasons": "Thank you.", "release": batch.public_id, **seen_on(client, page)}
    assert client.post(f"{page}decide/", revised).status_code == MOVED
    assert client.post(f"{here}release/", seen_on(client, here)).status_code == MOVED
    assert Decision.objects.get().reasons == "Thank you."
    assert client.post(f"{here}release/").status_code == LATE

    assert client.post(f"{here}recall/", {"reason": " "}).status_code == REFUSED
    assert client.post(f"{here}recall/", {"reason": "The wrong day."}).status_code == MOVED
    completion.refresh_from_db()
    assert (completion.state, Decision.objects.count()) == (Completion.State.SUBMITTED, 0)


def test_page_that_is_older_than_what_is_prepared_overwrites_nothing() -> None:
    row = prepared(ReviewerFactory.create(name="Rae Stone"))
    url = f"/desk/completions/{row.completion.public_id}/decide/"

    response = client_of(ReviewerFactory.create()).post(url, {**VERIFIED, "decision": "approve"})

    assert response.status_code == LATE
    assert "Rae Stone prepared a decision on this completion on" in response.content.decode()
    assert Decision.objects.count() == 0


def test_release_of_an_empty_batch_says_what_to_do() -> None:
    reviewer = ReviewerFactory.create()
    batch = actions.open_batch(name="Empty", release_on=None, hold_minutes=60, by=reviewer)

    response = client_of(reviewer).post(f"/desk/releases/{batch.public_id}/release/")

    assert response.status_code == REFUSED
    assert "No decision in this batch can be released" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("where", "statements"), [("/desk/releases/", 8), ("batch", 9)])
def test_lists_take_the_same_statements_for_one_and_for_three(
    rows: int, where: str, statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reviewer = ReviewerFactory.create()
    first = prepared(reviewer)
    others = [prepared(reviewer, f"Batch {number}") for number in range(rows - 1)]
    assert first.batch is not None
    PreparedDecision.objects.exclude(pk=first.pk).update(batch=None)
    actions.gather(
        batch=first.batch, completions=[one.completion_id for one in (first, *others)], shown=(), by=reviewer
    )
    url = where if where != "batch" else f"/desk/releases/{first.batch.public_id}/"
    client: Any = client_of(reviewer)
    client.get(url)

    with django_assert_num_queries(statements):
        client.get(url)


def test_one_press_verifies_every_practice_and_approves() -> None:
    completion, reviewer = waiting_completion(), ReviewerFactory.create()
    url = f"/desk/completions/{completion.public_id}/"

    client_of(reviewer).post(f"{url}decide/", {"decision": "verify_all"})

    found = set(completion.practices.values_list("practice", "finding", "found_by"))
    assert found == {(code, "verified", reviewer.pk) for code in PRACTICES}
    assert Decision.objects.get().kind == "approve"


def test_one_press_drops_no_reason_that_was_typed() -> None:
    completion = waiting_completion()
    url = f"/desk/completions/{completion.public_id}/decide/"

    response = client_of(ReviewerFactory.create()).post(
        url, {"decision": "verify_all", "policy_reason": "Add the pages."}
    )

    assert response.status_code == REFUSED
    assert "Delete this text" in response.content.decode()
    assert Decision.objects.count() == 0


def test_batch_that_changed_since_its_page_was_opened_is_not_released() -> None:
    reviewer, colleague = ReviewerFactory.create(), ReviewerFactory.create()
    row = prepared(reviewer)
    assert row.batch is not None
    client, here = client_of(reviewer), f"/desk/releases/{row.batch.public_id}/"
    seen = seen_on(client, here)
    said = {"verified": frozenset(), "practices": {}, "reasons": "Sign and date it.", "batch": row.batch}
    actions.prepare(completion=row.completion, kind="return", seen=seen_of([row]), by=colleague, **said)

    late = client.post(f"{here}release/", seen)

    assert (late.status_code, Decision.objects.count()) == (LATE, 0)
    assert "changed since you opened the page" in late.content.decode()
    assert client.post(f"{here}release/", seen_on(client, here)).status_code == MOVED


def test_saving_a_choice_sets_aside_only_what_the_page_showed() -> None:
    reviewer = ReviewerFactory.create()
    first, later = prepared(reviewer), prepared(reviewer, "Spring")
    assert first.batch is not None
    PreparedDecision.objects.filter(pk=later.pk).update(batch=None)
    actions.gather(batch=first.batch, completions=[later.completion_id], shown=(), by=reviewer)
    shown = {"shown": [first.completion.public_id], "completions": []}

    assert (
        client_of(reviewer).post(f"/desk/releases/{first.batch.public_id}/gather/", shown).status_code
        == MOVED
    )

    held = set(PreparedDecision.objects.filter(batch=first.batch).values_list("pk", flat=True))
    assert held == {later.pk}


@pytest.mark.parametrize("pressed", ["", "publish", None])
def test_decision_without_its_button_decides_nothing(pressed: str | None) -> None:
    """The Enter key presses a form's first button, which says nothing."""
    completion, client = waiting_completion(), client_of(ReviewerFactory.create())
    said = {**VERIFIED, "reasons": "Great work.", "seen": ""}
    if pressed is not None:
        said["decision"] = pressed

    answer = client.post(f"/desk/completions/{completion.public_id}/decide/", said)

    assert (answer.status_code, Decision.objects.count()) == (REFUSED, 0)
    assert "Choose whether to approve the completion or to return it." in answer.content.decode()


def test_one_press_does_not_overrule_what_needs_changes() -> None:
    completion, client = waiting_completion(), client_of(ReviewerFactory.create())
    first = next(iter(PRACTICES))
    said = {f"{first}_finding": "mend", "reasons": "Send the MOU.", "seen": "", "decision": "verify_all"}

    answer = client.post(f"/desk/completions/{completion.public_id}/decide/", said)

    assert (answer.status_code, Decision.objects.count()) == (REFUSED, 0)


def test_prepared_decision_on_a_withdrawn_submission_can_be_removed() -> None:
    reviewer = ReviewerFactory.create()
    row = prepared(reviewer)
    lead = Membership.objects.get(agency=row.completion.agency, role="lead").user
    pledge_actions.recall(completion=row.completion, by=lead)

    page = f"/desk/completions/{row.completion.public_id}/"
    gone = client_of(reviewer).post(f"{page}withdraw-decision/", {"seen": seen_of([row])})

    assert (gone.status_code, PreparedDecision.objects.count()) == (MOVED, 0)
