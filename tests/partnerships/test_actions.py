"""Recording, changing, ending, deleting and locking partnerships."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from accounts.models import User
from agencies.models import Agency
from audit.models import Entry
from common.problems import Conflict, Refused
from partnerships import actions, queries
from partnerships.models import CommunityOrganization, Partnership
from partnerships.queries import Contact
from pledges import evidence
from rehearsal.factories.agencies import AgencyFactory, lead_of
from rehearsal.factories.files import stored_file
from rehearsal.factories.partnerships import OrganizationFactory, PartnershipFactory
from tests.racing import at_once
from tests.trail import recorded

pytestmark = pytest.mark.django_db

TYPED: dict[str, Any] = {
    "organization": "County Behavioral Health",
    "city": "Springfield",
    "region": "US-GA",
    "website": "https://health.example.org",
    "kind": "center",
    "services": ["co_response", "referral"],
    "nature": "A clinician rides along.",
    "contacts": (
        Contact("Robin Hale", "Director", "robin@example.org"),
        Contact(role="Front desk", phone="555-0101"),
    ),
    "started_on": date(2023, 1, 5),
    "review_on": None,
    "may_be_published": True,
}


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory.create()


@pytest.fixture
def person(agency: Agency) -> User:
    return lead_of(agency, name="Ana Diaz")


def test_add_records_partnership_and_organization(agency: Agency, person: User) -> None:
    mou = stored_file()

    made = actions.add(agency=agency, by=person, **TYPED, mou=mou, mou_name="MOU.pdf")

    found = queries.for_agency(agency).get()
    assert found == made
    assert {name: getattr(found, name) for name in TYPED if name in actions.OWN} == {
        name: value for name, value in TYPED.items() if name in actions.OWN
    }
    assert (found.mou, found.mou_name, found.version, found.is_locked) == (mou, "MOU.pdf", 1, False)
    assert queries.contacts_of(found) == TYPED["contacts"]
    organization = found.organization
    assert [getattr(organization, name) for name in ("name", "kind", "city", "region", "website")] == [
        TYPED[name] for name in actions.ORGANIZATION
    ]
    assert recorded() == [("partnerships.added", {})]


def test_add_of_the_same_twice_is_one(agency: Agency, person: User) -> None:
    first = actions.add(agency=agency, by=person, **TYPED)
    second = actions.add(agency=agency, by=person, **TYPED)

    assert (first, Partnership.objects.count(), len(recorded())) == (second, 1, 1)


def test_add_of_the_same_in_other_words_is_refused(agency: Agency, person: User) -> None:
    actions.add(agency=agency, by=person, **TYPED)
    with pytest.raises(Refused, match="recorded already") as refused:
        actions.add(
            agency=agency,
            by=person,
            **{**TYPED, "organization": "COUNTY behavioral health", "nature": "Other."},
        )

    assert (refused.value.field, Partnership.objects.count()) == ("organization", 1)


def test_add_from_another_day_on_is_another_partnership_with_the_same_organization(
    agency: Agency, person: User
) -> None:
    actions.add(agency=agency, by=person, **TYPED)
    actions.add(agency=agency, by=person, **{**TYPED, "started_on": date(2024, 1, 1)})

    assert (Partnership.objects.count(), CommunityOrganization.objects.count()) == (2, 1)


def test_add_does_not_touch_another_agencys_organization_of_the_same_name(
    agency: Agency, person: User
) -> None:
    other = OrganizationFactory.create(name=TYPED["organization"], city="Elsewhere")

    made = actions.add(agency=agency, by=person, **TYPED)

    other.refresh_from_db()
    assert (made.organization == other, made.organization.agency, other.city) == (False, agency, "Elsewhere")


@pytest.mark.parametrize("field", ["agency", "agency_id", "locked_at", "version", "public_id", "id"])
def test_add_and_change_take_no_other_fields(agency: Agency, person: User, field: str) -> None:
    partnership = PartnershipFactory.create(agency=agency)

    with pytest.raises(TypeError, match=field):
        actions.change(partnership=partnership, version=1, by=person, **{field: 1, "nature": "x"})  # type: ignore[arg-type]
    if field != "agency":
        with pytest.raises(TypeError, match=field):
            actions.add(agency=agency, by=person, **{**TYPED, field: 1})


def test_change_writes_what_differs_and_says_which_fields(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency, nature="Before")
    contacts = queries.contacts_of(partnership)

    changed = actions.change(partnership=partnership, version=1, by=person, nature="After", contacts=contacts)

    assert (changed.nature, changed.version) == ("After", 2)
    assert recorded() == [("partnerships.changed", {"fields": ["nature"]})]


def test_change_of_nothing_writes_nothing(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency, nature="Before")

    same = actions.change(partnership=partnership, version=1, by=person, nature="Before")

    assert (same.version, recorded()) == (1, [])


def test_change_of_a_stale_version_says_who_and_when(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency, nature="Before")
    with time_machine.travel(datetime(2026, 3, 2, 19, 4, tzinfo=UTC), tick=False):
        actions.change(partnership=partnership, version=1, by=person, nature="Theirs")

    with pytest.raises(Conflict, match=r"Ana Diaz saved a change on March 2, 2026 at 2:04 p\.m\."):
        actions.change(partnership=partnership, version=1, by=person, nature="Mine")

    partnership.refresh_from_db()
    assert partnership.nature == "Theirs"


def test_change_of_the_name_renames_an_organization_that_nobody_else_names(
    agency: Agency, person: User
) -> None:
    partnership = PartnershipFactory.create(agency=agency)
    before = partnership.organization_id

    changed = actions.change(
        partnership=partnership, version=1, by=person, organization="Crisis Center", city="Macon"
    )

    assert (changed.organization_id, changed.organization.name, changed.organization.city) == (
        before,
        "Crisis Center",
        "Macon",
    )
    assert CommunityOrganization.objects.count() == 1


def test_change_of_the_name_leaves_an_organization_that_another_partnership_names(
    agency: Agency, person: User
) -> None:
    partnership = PartnershipFactory.create(agency=agency)
    other = PartnershipFactory.create(
        agency=agency, organization=partnership.organization, started_on=date(2020, 1, 1)
    )
    name = partnership.organization.name

    changed = actions.change(partnership=partnership, version=1, by=person, organization="Crisis Center")

    other.refresh_from_db()
    assert (changed.organization.name, other.organization.name) == ("Crisis Center", name)


def test_change_to_a_known_organization_forgets_the_one_nobody_names_any_more(
    agency: Agency, person: User
) -> None:
    known = PartnershipFactory.create(agency=agency).organization
    partnership = PartnershipFactory.create(agency=agency)

    changed = actions.change(partnership=partnership, version=1, by=person, organization=known.name.upper())

    assert changed.organization == known
    assert list(CommunityOrganization.objects.all()) == [known]


def test_end_and_end_again(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency)

    actions.end(partnership=partnership, on=date(2024, 5, 1), by=person)
    again = actions.end(partnership=partnership, on=date(2024, 6, 1), by=person)

    assert (again.ended_on, again.version) == (date(2024, 5, 1), 2)
    assert recorded() == [("partnerships.ended", {"on": "2024-05-01"})]


@pytest.mark.parametrize(
    ("on", "words"), [(date(2023, 1, 4), "before it began"), (date(2026, 3, 3), "is in the future")]
)
@time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
def test_end_on_a_day_that_cannot_be(agency: Agency, person: User, on: date, words: str) -> None:
    partnership = PartnershipFactory.create(agency=agency, started_on=date(2023, 1, 5))

    with pytest.raises(Refused, match=words):
        actions.end(partnership=partnership, on=on, by=person)

    assert actions.end(partnership=partnership, on=date(2026, 3, 2), by=person).ended_on == date(2026, 3, 2)


def test_delete_takes_the_organization_along_if_nobody_else_names_it(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency, mou=stored_file())

    actions.delete(partnership=partnership, by=person)

    assert (Partnership.objects.count(), CommunityOrganization.objects.count()) == (0, 0)
    assert recorded() == [("partnerships.deleted", {})]
    with pytest.raises(Conflict, match="was deleted"):
        actions.delete(partnership=partnership, by=person)


def test_lock_closes_what_is_recorded_and_unlock_opens_it(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency)
    of_another = PartnershipFactory.create()
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    evidence.lock(agency=agency, at=at)
    evidence.lock(agency=agency, at=datetime(2026, 4, 1, tzinfo=UTC))

    partnership.refresh_from_db()
    of_another.refresh_from_db()
    assert (partnership.locked_at, of_another.locked_at) == (at, None)
    with pytest.raises(Refused, match="part of the completion"):
        actions.change(partnership=partnership, version=1, by=person, nature="Other")
    with pytest.raises(Refused, match="part of the completion"):
        actions.delete(partnership=partnership, by=person)
    assert recorded() == []

    evidence.unlock(agency=agency)

    assert actions.change(partnership=partnership, version=1, by=person, nature="Other").nature == "Other"
    assert actions.end(partnership=partnership, on=date(2024, 5, 1), by=person).ended_on == date(2024, 5, 1)
    actions.delete(partnership=partnership, by=person)


def test_locked_partnership_can_end(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency)
    evidence.lock(agency=agency, at=datetime(2026, 3, 2, 12, tzinfo=UTC))

    ended = actions.end(partnership=partnership, on=date(2024, 5, 1), by=person)

    assert (ended.ended_on, ended.is_locked) == (date(2024, 5, 1), True)


def test_organization_of_a_locked_partnership_is_not_changed_through_another(
    agency: Agency, person: User
) -> None:
    locked = PartnershipFactory.create(agency=agency)
    evidence.lock(agency=agency, at=datetime(2026, 3, 2, tzinfo=UTC))
    name = locked.organization.name

    with pytest.raises(Refused, match="is part of your completion") as refused:
        actions.add(
            agency=agency, by=person, **{**TYPED, "started_on": None, "organization": name, "city": "Moved"}
        )
    assert refused.value.field == "organization"

    details = {
        "started_on": None,
        "organization": name,
        "city": "Springfield",
        "region": "US-GA",
        "website": "",
        "kind": "center",
    }
    added = actions.add(agency=agency, by=person, **{**TYPED, **details})
    assert added.organization == locked.organization


def test_trail_holds_nobodys_name(agency: Agency, person: User) -> None:
    made = actions.add(agency=agency, by=person, **TYPED)
    actions.change(
        partnership=made, version=1, by=person, contacts=[Contact("Sam Roe")], organization="Crisis Center"
    )
    actions.end(partnership=made, on=date(2024, 1, 1), by=person)
    actions.delete(partnership=made, by=person)

    said = str(list(Entry.objects.values()))
    verbs = ("added", "changed", "ended", "deleted")
    assert [f"partnerships.{verb}" in said for verb in verbs] == [True] * len(verbs)
    assert [word for word in ("Robin", "Sam", "robin@", "Crisis", "County", "Diaz") if word in said] == []


@pytest.mark.django_db(transaction=True)
def test_add_by_ten_at_once_is_one(agency: Agency, person: User) -> None:
    made = at_once(*[lambda: actions.add(agency=agency, by=person, **TYPED)] * 10)

    kept = Partnership.objects.get()
    assert (made, len(recorded())) == ([kept] * 10, 1)


def test_a_service_that_nobody_knows_is_refused(agency: Agency, person: User) -> None:
    with pytest.raises(ValueError, match="poetry"):
        actions.add(agency=agency, by=person, **{**TYPED, "services": ["co_response", "poetry"]})
