"""The page of the logs: both are searched by name, agency, words and day, by administrators alone."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from audit import trail
from audit.models import SecurityEvent
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory
from tests.visible import words_of

pytestmark = pytest.mark.django_db
LOGS = "/desk/logs/"


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(AdministratorFactory(name="Quinn Staff"))
    return client


@pytest.fixture
def world() -> None:
    ana, bo = UserFactory(name="Ana Diaz"), UserFactory(name="Bo Lind", email="bo@example.org")
    elm, oak = AgencyFactory(name="Elmwood Police"), AgencyFactory(name="Oakdale Sheriff")
    with transaction.atomic():
        trail.record("agencies.suspended", by=ana, subject=elm, agency=elm)
        trail.record("agencies.unsuspended", by=bo, subject=oak, agency=oak)
        trail.record("accounts.account_closed", by=bo, subject=ana)
    SecurityEvent.objects.create(label="accounts.signed_in", actor_ref=ana.pk, address="198.51.100.7")
    SecurityEvent.objects.create(
        label="audit.downloaded", actor_ref=bo.pk, agency_ref=elm.pk, at=timezone.now() - timedelta(days=9)
    )


def shown(client: Client, **sent: str) -> list[str]:
    """What the page's lines say happened, the latest first."""
    response = client.post(LOGS, {"log": "trail", **sent}, follow=True)
    assert response.status_code == 200
    return [line.what for line in response.context["lines"]]


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({}, ["Account closed", "Agency opened again", "Agency suspended"]),
        ({"person": "ana d"}, ["Account closed", "Agency suspended"]),
        ({"person": "BO@EXAMPLE"}, ["Account closed", "Agency opened again"]),
        ({"person": "Díaz, Ana"}, ["Account closed", "Agency suspended"]),
        ({"agency": "elmwood"}, ["Agency suspended"]),
        ({"agency": "ELMWOOD PD"}, []),
        ({"words": "agency"}, ["Agency opened again", "Agency suspended"]),
        ({"agency": "oakdale", "words": "suspended"}, []),
        ({"person": "no such person"}, []),
        ({"until": "01/31/2020"}, []),
        ({"log": "security", "person": "ana"}, ["Signed in"]),
        ({"log": "security", "agency": "Elmwood"}, ["File opened or downloaded"]),
    ],
)
def test_logs_are_searched_by_name_agency_words_and_day(
    sent: dict[str, str], found: list[str], world: None, staff: Client
) -> None:
    assert shown(staff, **sent) == found


def test_lines_say_who_what_and_where_in_words(world: None, staff: Client) -> None:
    page = staff.post(LOGS, {"log": "trail", "agency": "Elmwood"}, follow=True).content.decode()
    for words in ("Agency suspended", "Ana Diaz", "Elmwood Police"):
        assert words in page
    assert "agencies.Agency" not in page
    assert "198.51.100.7" in staff.post(LOGS, {"log": "security"}, follow=True).content.decode()


def test_a_search_stands_in_no_address_and_is_noted_without_its_words(world: None, staff: Client) -> None:
    response = staff.get(LOGS, {"person": "Ana", "log": "security"})
    assert len(response.context["lines"]) == 3
    answer = staff.post(LOGS, {"log": "trail", "person": "Ana Diaz"})
    assert not {"Ana", "Diaz"} & words_of(unquote(answer["Location"]))
    event = SecurityEvent.objects.latest("pk")
    assert (event.label, event.details) == ("audit.log_searched", {})


def test_pages_of_fifty(staff: Client) -> None:
    user = UserFactory()
    with transaction.atomic():
        for number in range(60):
            trail.record("tests.counted", by=user, subject=user, details={"number": number})
    assert len(shown(staff)) == 50
    assert len(staff.get(LOGS, {"page": "2"}).context["lines"]) == 10


@pytest.mark.parametrize("count", [1, 3])
def test_lines_take_two_queries(count: int, django_assert_num_queries: Any) -> None:
    from reviews.queries import logs

    with transaction.atomic():
        for _ in range(count):
            trail.record(
                "agencies.suspended", by=UserFactory(), subject=AgencyFactory(), agency=AgencyFactory()
            )
    with django_assert_num_queries(3):
        assert len(logs.lines(logs.found(logs.Search()))) == count


def test_administrators_alone_see_the_logs() -> None:
    client = Client()
    client.force_login(ReviewerFactory())
    assert (client.get(LOGS).status_code, client.post(LOGS, {"log": "trail"}).status_code) == (403, 403)
    assert Client().get(LOGS).status_code == 302
