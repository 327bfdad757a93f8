"""The contacts of a partnership: several, each no more than it takes to reach them, added without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from agencies.models import Agency
from partnerships import actions, queries
from partnerships.models import Partnership
from partnerships.queries import Contact
from rehearsal.factories.agencies import AgencyFactory, lead_of
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.samples import pdf
from tests.clients import signed_in
from tests.partnerships.test_views import TYPED, WRITTEN, page_of
from tests.trail import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory.create()


@pytest.fixture
def person(agency: Agency) -> User:
    return lead_of(agency)


def test_contacts_are_changed_as_a_whole_and_stay_when_nothing_is_said_of_them(
    agency: Agency, person: User
) -> None:
    partnership = PartnershipFactory.create(agency=agency)
    known = queries.contacts_of(partnership)

    same = actions.change(partnership=partnership, version=1, by=person, contacts=known)
    renamed = actions.change(partnership=partnership, version=1, by=person, nature="Other words.")
    more = (*known, Contact(role="Crisis desk", phone="555-0100"))
    changed = actions.change(partnership=partnership, version=2, by=person, contacts=more)

    assert (same.version, renamed.version, changed.version) == (1, 2, 3)
    assert queries.contacts_of(Partnership.objects.get()) == more
    assert recorded() == [
        ("partnerships.changed", {"fields": ["nature"]}),
        ("partnerships.changed", {"fields": ["contacts"]}),
    ]


def test_another_contact_is_added_without_a_script_and_nothing_typed_is_lost() -> None:
    client, _ = signed_in()
    typed = {
        **TYPED,
        "organization": "",
        "contact_0_role": "Director",
        "mou": SimpleUploadedFile("MOU.pdf", pdf()),
    }

    answer = client.post("partnerships/add/", {**typed, "add_contact": "1"})

    shown = answer.content.decode()
    assert (answer.status_code, Partnership.objects.count()) == (200, 0)
    assert 'name="contacts" value="2"' in shown
    assert 'name="contact_1_email"' in shown
    assert 'value="robin@example.org"' in shown
    assert "<strong>MOU.pdf</strong> is kept for you" in shown
    # What isn't there yet is no mistake yet.
    assert "Fill in this field" not in shown

    more = {"contacts": "2", "contact_1_role": "Night desk", "contact_1_phone": "555-0100"}
    assert client.post("partnerships/add/", {**TYPED, **more}).status_code == WRITTEN
    assert queries.contacts_of(Partnership.objects.get()) == (
        Contact("Robin Hale", "", "robin@example.org"),
        Contact(role="Night desk", phone="555-0100"),
    )


def test_contacts_are_shown_changed_and_removed() -> None:
    client, membership = signed_in()
    own = PartnershipFactory.create(
        agency=membership.agency, contacts=(Contact("Robin Hale"), Contact("Sam Roe"))
    )
    shown = client.get(page_of(own)).content.decode()
    assert [f'name="contact_{number}_name"' in shown for number in range(3)] == [True, True, False]

    typed = {**TYPED, "organization": own.organization.name, "version": "1", "contacts": "2"}
    wrong = client.post(page_of(own), {**typed, "contact_1_phone": "555-0100"})
    assert "Enter a name or a role." in wrong.content.decode()
    assert client.post(page_of(own), typed).status_code == WRITTEN
    assert queries.contacts_of(Partnership.objects.get()) == (Contact("Robin Hale", "", "robin@example.org"),)


@pytest.mark.parametrize("contacts", ["", "-1", "0", "99", "x", "1000000", "²"])
def test_any_number_of_contacts_that_is_sent_is_answered(contacts: str) -> None:
    client, _ = signed_in()
    assert client.post("partnerships/add/", {**TYPED, "contacts": contacts, "nature": ""}).status_code in {
        422,
        WRITTEN,
    }


@pytest.mark.django_db(transaction=True)
def test_the_one_contact_of_before_becomes_the_first_and_who_named_none_has_none() -> None:
    named, unnamed = PartnershipFactory.create(), PartnershipFactory.create()
    try:
        call_command("migrate", "partnerships", "0002", verbosity=0)
        state = MigrationExecutor(connection).loader.project_state([("partnerships", "0002_related_name")])
        before = state.apps.get_model("partnerships", "Partnership").objects
        before.filter(pk=named.pk).update(
            contact_name="Robin Hale", contact_email="", contact_phone="555-0100"
        )
        before.filter(pk=unnamed.pk).update(contact_name="", contact_email="", contact_phone="")
    finally:
        call_command("migrate", "partnerships", verbosity=0)

    rows = {row.pk: row for row in Partnership.objects.select_related("organization")}
    assert queries.contacts_of(rows[named.pk]) == (Contact("Robin Hale", phone="555-0100"),)
    assert queries.contacts_of(rows[unnamed.pk]) == ()
    # Nothing else is said of them.
    assert [(row.services, row.organization.kind, row.mou_renewal) for row in rows.values()] == [
        ([], "", "")
    ] * 2
