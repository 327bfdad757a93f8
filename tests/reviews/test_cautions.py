"""Doubtful characters of a name are told where a reviewer decides on it: verifying, renaming, approving."""

import pytest

from agencies import actions as agencies
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.directory import pledged
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from tests.clients import client_of

pytestmark = pytest.mark.django_db
TITLE = "Look closely at the names"
CYRILLIC = "In the agency&#x27;s name, look closely at “\u043e” (U+043E Cyrillic small letter o)"
FORGED = "L\u043es Angeles Police Department"


@pytest.mark.parametrize(("name", "is_told"), [(FORGED, True), ("Los Angeles Police Department", False)])
def test_verifying_a_pledge(name: str, is_told: bool) -> None:
    pledge = PledgeFactory.create(state="confirmed", agency__name=name)
    page = client_of(ReviewerFactory.create()).get(f"/desk/pledges/{pledge.public_id}/").content.decode()
    assert (TITLE in page, CYRILLIC in page) == (is_told, is_told)


@pytest.mark.parametrize(("name", "is_told"), [(FORGED, True), ("Los Angeles Police Department", False)])
def test_approving_a_completion(name: str, is_told: bool) -> None:
    completion = waiting_completion()
    completion.agency.name = name
    completion.agency.save()
    page = (
        client_of(ReviewerFactory.create()).get(f"/desk/completions/{completion.public_id}/").content.decode()
    )
    assert (TITLE in page, CYRILLIC in page) == (is_told, is_told)


def test_deciding_on_another_name() -> None:
    agency = pledged("Los Angeles Police Department", verified_name="Los Angeles Police Department").agency
    asked = agencies.request_identity(
        agency=agency, changes={"name": FORGED}, reason="A new seal.", by=lead_of(agency)
    )
    page = client_of(ReviewerFactory.create()).get(f"/desk/identity/{asked.public_id}/").content.decode()
    assert (TITLE in page, CYRILLIC in page) == (True, True)
