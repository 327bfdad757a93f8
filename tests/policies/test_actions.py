"""Recording, changing, retiring, deleting and locking policies."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from accounts.models import User
from agencies.models import Agency
from common.problems import Conflict, Refused
from pledges import evidence
from policies import actions, queries
from policies.models import Policy, PolicyComponent
from tests.factories.agencies import AgencyFactory, lead_of
from tests.factories.files import stored_file
from tests.factories.policies import PolicyFactory
from tests.racing import at_once
from tests.trail import recorded

pytestmark = pytest.mark.django_db

TYPED: dict[str, Any] = {
    "title": "General Order 12-4",
    "adopted_on": date(2023, 2, 1),
    "review_on": date(2027, 2, 1),
}
STATED = {"purpose": "1", "response": "2-4", "risk": ""}


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory.create()


@pytest.fixture
def person(agency: Agency) -> User:
    return lead_of(agency, name="Ana Diaz")


def stated(policy: Policy) -> list[tuple[str, str]]:
    """A policy's components as they are read."""
    return [(component.kind, component.pages) for component in policy.components.all()]


def test_add_records_policy_and_components_in_the_order_of_the_model_policy(
    agency: Agency, person: User
) -> None:
    file = stored_file()

    made = actions.add(
        agency=agency, by=person, components=STATED, **TYPED, file=file, file_name="GO 12-4.pdf"
    )

    found = queries.for_agency(agency).get()
    assert found == made
    assert {name: getattr(found, name) for name in TYPED} == TYPED
    assert (found.file, found.file_name, found.version, found.is_locked) == (file, "GO 12-4.pdf", 1, False)
    assert stated(found) == [("purpose", "1"), ("risk", ""), ("response", "2-4")]
    assert recorded() == [("policies.added", {})]


def test_add_of_the_same_twice_is_one(agency: Agency, person: User) -> None:
    first = actions.add(agency=agency, by=person, components=STATED, **TYPED)
    second = actions.add(agency=agency, by=person, components=STATED, **TYPED)

    assert (first, Policy.objects.count(), len(recorded())) == (second, 1, 1)


@pytest.mark.parametrize("changed", [{"components": {"purpose": "1"}}, {"review_on": None}])
def test_add_of_the_same_with_other_content_is_refused(
    agency: Agency, person: User, changed: dict[str, Any]
) -> None:
    actions.add(agency=agency, by=person, components=STATED, **TYPED)
    with pytest.raises(Refused, match="recorded already") as refused:
        actions.add(agency=agency, by=person, **{"components": STATED, **TYPED, **changed})

    assert (refused.value.field, Policy.objects.count()) == ("title", 1)


def test_add_of_a_newer_version_is_another_policy(agency: Agency, person: User) -> None:
    actions.add(agency=agency, by=person, components=STATED, **TYPED)
    actions.add(agency=agency, by=person, components=STATED, **{**TYPED, "adopted_on": date(2025, 1, 1)})

    assert Policy.objects.count() == 2


@pytest.mark.parametrize("field", ["agency", "agency_id", "locked_at", "version", "public_id", "id"])
def test_change_takes_no_other_fields(agency: Agency, person: User, field: str) -> None:
    with pytest.raises(TypeError, match=field):
        actions.change(
            policy=PolicyFactory.create(agency=agency), version=1, by=person, components=STATED, **{field: 1}
        )  # type: ignore[arg-type]


def test_add_knows_the_eleven_components_only(agency: Agency, person: User) -> None:
    everything = dict.fromkeys(PolicyComponent.Kind.values, "1")
    with pytest.raises(ValueError, match="budget"):
        actions.add(agency=agency, by=person, components={**everything, "budget": "9"}, **TYPED)

    assert len(stated(actions.add(agency=agency, by=person, components=everything, **TYPED))) == 11


def test_change_writes_what_differs_and_says_which_fields(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency, components={"purpose": "1"})

    changed = actions.change(policy=policy, version=1, by=person, components={"risk": "3"}, title="GO 13")

    assert (changed.title, changed.version, stated(changed)) == ("GO 13", 2, [("risk", "3")])
    assert recorded() == [("policies.changed", {"fields": ["components", "title"]})]


def test_change_of_a_page_alone_is_a_change(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency, components={"purpose": "1"})

    changed = actions.change(policy=policy, version=1, by=person, components={"purpose": "2"})

    assert (changed.version, stated(changed)) == (2, [("purpose", "2")])


def test_change_of_nothing_writes_nothing(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency, components={"purpose": "1"})

    same = actions.change(
        policy=policy, version=1, by=person, components={"purpose": "1"}, title=policy.title
    )

    assert (same.version, recorded()) == (1, [])


def test_change_of_a_stale_version_says_who_and_when(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency)
    with time_machine.travel(datetime(2026, 3, 2, 19, 4, tzinfo=UTC), tick=False):
        actions.change(policy=policy, version=1, by=person, components=STATED)

    with pytest.raises(Conflict, match=r"Ana Diaz saved a change on March 2, 2026 at 2:04 p\.m\."):
        actions.change(policy=policy, version=1, by=person, components={})

    assert len(stated(policy)) == 3


def test_retire_and_retire_again(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency)

    actions.retire(policy=policy, on=date(2024, 5, 1), by=person)
    again = actions.retire(policy=policy, on=date(2024, 6, 1), by=person)

    assert (again.retired_on, again.version) == (date(2024, 5, 1), 2)
    assert recorded() == [("policies.retired", {"on": "2024-05-01"})]


@pytest.mark.parametrize(
    ("on", "words"), [(date(2023, 1, 31), "before it was adopted"), (date(2026, 3, 3), "still to come")]
)
@time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
def test_retire_on_a_day_that_cannot_be(agency: Agency, person: User, on: date, words: str) -> None:
    policy = PolicyFactory.create(agency=agency, adopted_on=date(2023, 2, 1))

    with pytest.raises(Refused, match=words):
        actions.retire(policy=policy, on=on, by=person)

    assert actions.retire(policy=policy, on=date(2026, 3, 2), by=person).retired_on == date(2026, 3, 2)


def test_delete_takes_the_components_along(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency, file=stored_file())

    actions.delete(policy=policy, by=person)

    assert (Policy.objects.count(), PolicyComponent.objects.count(), recorded()) == (
        0,
        0,
        [("policies.deleted", {})],
    )
    with pytest.raises(Conflict, match="was deleted"):
        actions.delete(policy=policy, by=person)


def test_lock_closes_what_is_recorded_and_unlock_opens_it(agency: Agency, person: User) -> None:
    policy, of_another = PolicyFactory.create(agency=agency), PolicyFactory.create()
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    evidence.lock(agency=agency, at=at)
    evidence.lock(agency=agency, at=datetime(2026, 4, 1, tzinfo=UTC))

    policy.refresh_from_db()
    of_another.refresh_from_db()
    assert (policy.locked_at, of_another.locked_at) == (at, None)
    with pytest.raises(Refused, match="part of the completion"):
        actions.change(policy=policy, version=1, by=person, components={}, title="Other")
    with pytest.raises(Refused, match="part of the completion"):
        actions.delete(policy=policy, by=person)
    assert (recorded(), len(stated(policy))) == ([], 2)

    evidence.unlock(agency=agency)

    assert actions.change(policy=policy, version=1, by=person, components={}, title="Other").title == "Other"
    assert actions.retire(policy=policy, on=date(2024, 5, 1), by=person).retired_on == date(2024, 5, 1)
    actions.delete(policy=policy, by=person)


def test_locked_policy_can_be_retired(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency)
    evidence.lock(agency=agency, at=datetime(2026, 3, 2, 12, tzinfo=UTC))

    retired = actions.retire(policy=policy, on=date(2024, 5, 1), by=person)

    assert (retired.retired_on, retired.is_locked) == (date(2024, 5, 1), True)


@pytest.mark.django_db(transaction=True)
def test_add_by_ten_at_once_is_one(agency: Agency, person: User) -> None:
    made = at_once(*[lambda: actions.add(agency=agency, by=person, components=STATED, **TYPED)] * 10)

    kept = Policy.objects.get()
    assert (made, len(stated(kept)), len(recorded())) == ([kept] * 10, 3, 1)
