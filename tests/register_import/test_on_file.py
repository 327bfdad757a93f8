"""Certified by the IACP's files: shown as that everywhere, with no certificate, no figures and no facts."""

import pytest
from django.test import Client

from agencies.models import Agency, ReferenceAgency
from audit.models import Entry
from common.addresses import reverse
from common.problems import Conflict
from pledges import actions as pledges
from pledges.models import Pledge
from register_import import actions
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory, lead_of
from rehearsal.factories.pledges import PledgeFactory
from tests.register_import.test_importing import LIST, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    actions.apply(register_import=send(LIST), by=ReviewerFactory.create())
    return Agency.objects.get(name="Perry Police Department")


def test_the_public_page_says_where_it_comes_from(agency: Agency, client: Client) -> None:
    page = client.get(reverse("directory:agency", args=[agency.public_id, agency.slug])).content.decode()
    assert "One Mind Certified" in page
    assert "as recorded by the IACP from its files" in page
    assert "has carried out every practice" not in page
    assert "Verify the certificate" not in page


@pytest.mark.parametrize("name", ["directory:list", "portal:home", "directory:recent"])
def test_lists_hold_it(agency: Agency, client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


NAMES = (
    "pledges:overview", "pledges:history", "pledges:needs", "pledges:completion", "pledges:again", "documents:list",
    "documents:recognition", "training:officers", "agencies:profile",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_agencys_own_pages_stand(agency: Agency, client: Client, name: str) -> None:
    client.force_login(lead_of(agency))
    assert client.get(reverse(name, agency=agency.public_id)).status_code in {200, 302}


def test_the_desk_shows_it(agency: Agency, client: Client) -> None:
    client.force_login(ReviewerFactory.create())
    page = client.get(reverse("reviews:agency", args=[agency.public_id])).content.decode()
    assert "Recorded by the IACP from its files" in page
    assert client.get(reverse("reviews:agencies")).status_code == 200


def test_the_desk_shows_the_county_by_the_reference_list(agency: Agency, client: Client) -> None:
    ReferenceAgency.objects.create(
        ori="GA0760100", name="Perry PD", kind="municipal", region="US-GA", county="Houston"
    )
    Agency.objects.filter(pk=agency.pk).update(ori="GA0760100")
    client.force_login(ReviewerFactory.create())
    page = client.get(reverse("reviews:agency", args=[agency.public_id])).content.decode()
    assert "County: Houston." in page


def test_a_letter_of_record_says_what_is_recorded_and_is_no_certificate(
    agency: Agency, client: Client
) -> None:
    client.force_login(lead_of(agency))
    page = " ".join(client.get(reverse("documents:record", agency=agency.public_id)).content.decode().split())
    assert "took the One Mind pledge on" in page
    assert "May 14, 2019" in page
    assert "June 1, 2020" in page
    assert "It isn't a certificate" in page
    assert "OM-20" not in page


def test_an_agency_with_a_certificate_of_its_own_has_no_letter_of_record(client: Client) -> None:
    agency = PledgeFactory.create(state="completed").agency
    client.force_login(lead_of(agency))
    assert client.get(reverse("documents:record", agency=agency.public_id)).status_code == 404


def test_the_agency_confirms_its_record_once(agency: Agency, client: Client) -> None:
    client.force_login(lead_of(agency))
    path = reverse("pledges:confirm_record", agency=agency.public_id)
    client.post(path)
    confirmed_at = Pledge.objects.get(agency=agency).record_confirmed_at
    assert confirmed_at is not None
    client.post(path)
    assert Pledge.objects.get(agency=agency).record_confirmed_at == confirmed_at
    assert Entry.objects.filter(verb="pledges.record_confirmed").count() == 1
    assert (
        "The agency confirmed this record on"
        in client.get(reverse("documents:record", agency=agency.public_id)).content.decode()
    )


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_who_speaks_for_the_agency_confirms(agency: Agency, client: Client, role: str) -> None:
    client.force_login(MembershipFactory.create(agency=agency, role=role).user)
    assert client.post(reverse("pledges:confirm_record", agency=agency.public_id)).status_code == 403
    assert Pledge.objects.get(agency=agency).record_confirmed_at is None


def test_what_isnt_on_file_cant_be_confirmed(client: Client) -> None:
    pledge = PledgeFactory.create(state="active")
    with pytest.raises(Conflict):
        pledges.confirm_record(pledge=pledge, by=lead_of(pledge.agency))
