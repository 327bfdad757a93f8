"""Whatever changes what the public reads changes the ETag and the date of every answer about it, at once."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from agencies import actions as agencies
from directory.version import revision
from documents import actions as documents
from documents.models import Document
from partnerships import actions as partnerships
from pledges import actions as pledges
from pledges.models import Pledge
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.directory import certified, pledged, reviewer
from rehearsal.factories.pledges import add_partnership, member

pytestmark = pytest.mark.django_db
WHOLE = date(2026, 3, 1)


def rename(certificate: Document) -> None:
    agency = certificate.agency
    agencies.update_profile(
        agency=agency, version=agency.version, changes={"name": "Denver Police"}, by=member(agency)
    )


def suspend(certificate: Document) -> None:
    agencies.suspend(agency=certificate.agency, by=AdministratorFactory.create())


def revoke(certificate: Document) -> None:
    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())


def reissue(certificate: Document) -> None:
    documents.reissue(certificate=certificate, reason="A misspelled name.", by=reviewer())


def end_partnership(certificate: Document) -> None:
    partnership = certificate.agency.partnerships.exclude(nature="Another.").get()
    partnerships.end(partnership=partnership, on=WHOLE, by=member(certificate.agency))


def delete_partnership(certificate: Document) -> None:
    partnership = certificate.agency.partnerships.get(nature="Another.")
    partnerships.delete(partnership=partnership, by=member(certificate.agency))


def add_another(certificate: Document) -> None:
    pledged("Aurora")


def withdraw_another(certificate: Document) -> None:
    pledge = Pledge.objects.get(agency__name="Belton")
    pledges.withdraw(pledge=pledge, by=member(pledge.agency))


CHANGES: list[Callable[[Document], Any]] = [
    rename, suspend, revoke, reissue, end_partnership, delete_partnership, add_another, withdraw_another,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize(
    "url", ["/agencies.csv", "/api/v1/agencies", "/badge/x.svg", "/feeds/certified.atom"]
)
def test_a_change_is_seen_at_once_by_etag_and_by_date(
    client: Client, change: Callable[[Document], Any], url: str
) -> None:
    cache.clear()
    with time_machine.travel("2026-03-01 12:00:00+00:00", tick=True):
        certificate = certified("Denver")
        add_partnership(certificate.agency, nature="Another.", started_on=date(2024, 1, 1))
        pledged("Belton")
        address = url.replace("/x.", f"/{certificate.agency.public_id}.")
        first = client.get(address)
        kept = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
        assert [client.get(address, headers=headers).status_code for headers in kept] == [304, 304]

    with time_machine.travel("2026-03-01 13:00:00+00:00", tick=True):
        change(certificate)
        answers = [client.get(address, headers=headers) for headers in kept]

    assert 304 not in {answer.status_code for answer in answers}


def test_the_day_itself_is_part_of_the_state(client: Client) -> None:
    with time_machine.travel("2027-03-01 12:00:00-05:00"):
        pledged("Aurora")
        today, first = revision(), client.get("/agencies.json")
    with time_machine.travel("2027-03-02 12:00:00-05:00"):
        tomorrow = revision()
        second = client.get("/agencies.json", headers={"If-Modified-Since": first["Last-Modified"]})

    as_of = json.loads(second.getvalue())["as_of"]
    assert (today.token != tomorrow.token, today.changed_at < tomorrow.changed_at) == (True, True)
    assert (second.status_code, as_of) == (200, "2027-03-02")


def test_the_state_stays_while_nothing_changes() -> None:
    certified("Denver")

    assert revision() == revision()
