"""The reference list on the pledge form: an ORI fills the agency in, and a head count far from the list's is asked about."""

import pytest
from django.core.cache import cache
from django.test import Client

from agencies.models import ReferenceAgency
from pledges.models import Pledge
from rehearsal.factories.agencies import AgencyFactory
from tests.pledges.test_views_public import TAKE, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed() -> ReferenceAgency:
    cache.clear()
    return ReferenceAgency.objects.create(
        ori="GA0751100", name="Stockbridge Police Department", kind="campus", region="US-GA", county="Henry", city="Stockbridge",
        officers=45,
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["GA0751100", "ga-075 1100"])
def test_an_ori_fills_the_agency_in(client: Client, typed: str) -> None:
    form = client.get(TAKE, {"ori": typed}).context["form"]
    fields = ("ori", "name", "kind", "country", "region", "city")
    assert [form[name].value() for name in fields] == [
        "GA0751100", "Stockbridge Police Department", "campus", "US", "US-GA", "Stockbridge",
    ]  # fmt: skip


def test_an_unknown_ori_is_kept_and_said(client: Client) -> None:
    answer = client.get(TAKE, {"ori": "GA9999999"})
    assert answer.context["form"]["ori"].value() == "GA9999999"
    assert "No agency in our list has this ORI" in answer.content.decode()


def test_without_a_list_nothing_is_offered(client: Client, listed: ReferenceAgency) -> None:
    assert "Fill in the agency" in client.get(TAKE).content.decode()
    listed.delete()
    assert "Fill in the agency" not in client.get(TAKE).content.decode()


@pytest.mark.parametrize("sworn", ["14", "136", "4100"])
def test_a_head_count_far_from_the_lists_is_asked_about(client: Client, sworn: str) -> None:
    asked = client.post(TAKE, said(sworn=sworn))
    assert (asked.status_code, Pledge.objects.count()) == (422, 0)
    assert "Our list has 45 officers" in asked.content.decode()
    assert client.post(TAKE, said(sworn=sworn, sworn_confirmed="1")).status_code == 302
    assert Pledge.objects.get().agency.sworn == int(sworn)


@pytest.mark.parametrize("sworn", ["15", "45", "135"])
def test_a_head_count_near_the_lists_is_taken(client: Client, sworn: str) -> None:
    assert client.post(TAKE, said(sworn=sworn)).status_code == 302


def test_a_list_without_sizes_asks_nothing(client: Client, listed: ReferenceAgency) -> None:
    ReferenceAgency.objects.update(officers=None)
    assert client.post(TAKE, said(sworn="4100")).status_code == 302


def test_a_confirmed_number_stays_confirmed_beside_similar_agencies(client: Client) -> None:
    AgencyFactory.create(name="Stockbridge PD", region="US-GA")
    page = client.post(TAKE, said(sworn="4100", sworn_confirmed="1"))
    assert ("sworn_confirmed", "1") in page.context["sent"]
