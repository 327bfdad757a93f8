"""Recording, changing, retiring, deleting and locking policies."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from accounts.models import User
from agencies.models import Agency
from common.problems import Conflict, NotAllowed, Refused
from pledges import evidence
from policies import actions, queries
from policies.models import Policy, PolicyComponent
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, lead_of
from rehearsal.factories.files import stored_file
from rehearsal.factories.policies import PolicyFactory
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
    ("on", "words"), [(date(2023, 1, 31), "before it was adopted"), (date(2026, 3, 3), "is in the future")]
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


def test_components_that_are_left_out_have_a_reason_and_are_no_components(
    agency: Agency, person: User
) -> None:
    left_out = {"definitions": "State law defines the terms.", "families": "The county does this."}

    made = actions.add(agency=agency, by=person, components=STATED, left_out=left_out, **TYPED)

    found = queries.for_agency(agency).get()
    assert queries.answers_of(found) == (STATED, left_out)
    assert queries.fact_of(found).components == ("purpose", "risk", "response")
    with pytest.raises(ValueError, match="purpose"):
        actions.change(policy=made, version=1, by=person, components=STATED, left_out={"purpose": "No."})
    changed = actions.change(policy=made, version=1, by=person, components=STATED)
    assert queries.answers_of(changed) == (STATED, {})


@pytest.mark.parametrize(
    ("adopted", "effective", "since"),
    [
        (date(2023, 2, 1), None, date(2023, 2, 1)),
        (date(2023, 2, 1), date(2023, 3, 1), date(2023, 3, 1)),
        (None, date(2023, 3, 1), None),
        (None, None, None),
    ],
)
def test_a_policy_is_in_force_from_the_later_day_and_one_never_adopted_is_not(
    adopted: date | None, effective: date | None, since: date | None
) -> None:
    policy = PolicyFactory.create(adopted_on=adopted, effective_on=effective)
    assert queries.fact_of(policy).adopted_on == since


def test_its_number_and_title_are_quoted_together() -> None:
    policy = PolicyFactory.create(number="General Order 12-4", title="Response to Persons in Crisis")
    assert queries.fact_of(policy).title == "General Order 12-4: Response to Persons in Crisis"
    assert queries.fact_of(PolicyFactory.create(title="GO 12-4")).title == "GO 12-4"


def test_a_revision_takes_the_place_of_the_text_that_stood_which_stays_readable(
    agency: Agency, person: User
) -> None:
    old, new = stored_file(b"old"), stored_file(b"new")
    policy = PolicyFactory.create(
        agency=agency, title="GO 12-4", file=old, components={"purpose": "1"}, left_out={"risk": "Order 7."}
    )

    revised = actions.revise(
        policy=policy, version=1, by=person, components=STATED, title="GO 12-4", adopted_on=date(2025, 2, 1),
        file=new, file_name="2025.pdf",
    )  # fmt: skip

    assert (revised.file, revised.adopted_on, revised.adopted_by) == (new, date(2025, 2, 1), "")
    assert (queries.answers_of(revised), revised.version) == ((STATED, {}), 2)
    (kept,) = queries.earlier_texts(agency)
    was = kept.as_row()
    assert (kept.number, kept.file, kept.replaced_by, was.title, was.adopted_on) == (
        1,
        old,
        person,
        "GO 12-4",
        date(2023, 2, 1),
    )
    assert (kept.said["components"], kept.said["left_out"]) == ({"purpose": "1"}, {"risk": "Order 7."})
    assert recorded() == [("policies.revised", {})]


@time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"adopted_on": None}, "adopted_on"),
        ({"adopted_on": date(2026, 3, 1), "effective_on": date(2026, 4, 1)}, "effective_on"),
    ],
)
def test_a_revision_that_is_not_in_effect_leaves_the_text_that_stands(
    agency: Agency, person: User, days: dict[str, date | None], field: str
) -> None:
    policy = PolicyFactory.create(agency=agency)
    before = Policy.objects.values().get()

    with pytest.raises(Refused, match="current text applies") as refused:
        actions.revise(policy=policy, version=1, by=person, components=STATED, title="New", **days)

    assert (refused.value.field, Policy.objects.values().get()) == (field, before)
    assert list(queries.earlier_texts(agency)) == []


def test_a_retired_policy_is_not_revised(agency: Agency, person: User) -> None:
    policy = PolicyFactory.create(agency=agency, retired_on=date(2024, 1, 1))

    with pytest.raises(Refused, match="This policy is retired"):
        actions.revise(
            policy=policy, version=1, by=person, components=STATED, title="New", adopted_on=date(2025, 2, 1)
        )

    assert list(queries.earlier_texts(agency)) == []


def test_a_file_that_is_replaced_is_kept_with_what_was_said_of_it(agency: Agency, person: User) -> None:
    old = stored_file(b"old")
    policy = PolicyFactory.create(agency=agency, file=old, components=STATED)

    actions.change(
        policy=policy, version=1, by=person, components=STATED, file=stored_file(b"new"), file_name="n"
    )

    assert [(kept.file, kept.said["components"]) for kept in queries.earlier_texts(agency)] == [(old, STATED)]


ADOPTION: dict[str, Any] = {
    "head_name": "Dana Reyes",
    "head_title": "Chief",
    "on": date(2025, 6, 1),
    "statement": "I adopt General Order 12-4 as the policy of our agency.",
}


def test_a_new_chief_adopts_the_predecessors_policy_though_a_submission_stands_on_it(
    agency: Agency, person: User
) -> None:
    policy = PolicyFactory.create(agency=agency)
    evidence.lock(agency=agency, at=datetime(2026, 3, 2, tzinfo=UTC))

    made = actions.adopt(policy=policy, by=person, **ADOPTION)
    again = actions.adopt(policy=policy, by=person, **ADOPTION)

    assert made == again
    assert (made.head_name, made.adopted_on, made.recorded_by) == ("Dana Reyes", date(2025, 6, 1), person)
    policy.refresh_from_db()
    assert (policy.version, policy.adopted_by) == (1, "Jordan Ellis")
    assert recorded() == [("policies.adopted", {"on": "2025-06-01"})]


@time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("of_policy", "of_statement", "words"),
    [
        ({}, {"on": date(2026, 3, 3)}, "is in the future"),
        ({}, {"on": date(2023, 1, 31)}, "before the policy was"),
        ({"adopted_on": None}, {}, "in force"),
        ({"retired_on": date(2026, 1, 1)}, {}, "in force"),
    ],
)
def test_adopting_what_cannot_be_adopted_is_refused(
    agency: Agency, person: User, of_policy: dict[str, Any], of_statement: dict[str, Any], words: str
) -> None:
    policy = PolicyFactory.create(agency=agency, **of_policy)
    with pytest.raises(Refused, match=words):
        actions.adopt(policy=policy, by=person, **{**ADOPTION, **of_statement})


def test_an_editor_speaks_for_no_chief(agency: Agency) -> None:
    editor = MembershipFactory.create(agency=agency, role="editor").user
    with pytest.raises(NotAllowed):
        actions.adopt(policy=PolicyFactory.create(agency=agency), by=editor, **ADOPTION)
