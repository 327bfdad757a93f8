"""Public pages as Chromium prints them, on the paper of both sides of the ocean."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Window
from pytest_django.live_server_helper import LiveServer

from rehearsal.factories.campaign import ClassListingFactory
from rehearsal.factories.directory import certified
from rehearsal.factories.pledges import add_partnership
from tests.documents.reading import Page, pages_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SHEETS = ["Letter", "A4"]


def _printed(window: Window, address: str, sheet: str, folder: Path) -> list[Page]:
    window.goto(address, wait_until="load")
    return pages_of(window.pdf(format=sheet), folder)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_certificate_and_its_agency_are_a_sheet_each(
    page: Window, live_server: LiveServer, tmp_path: Path, sheet: str
) -> None:
    certificate = certified("Denver Police Department", region="US-CO", city="Denver")
    add_partnership(certificate.agency, may_be_published=True)
    agency = reverse("directory:agency", args=[certificate.agency.public_id, certificate.agency.slug])
    for path, said in (
        (reverse("documents:verify", args=[certificate.code]), "This certificate is valid"),
        (agency, "County Behavioral Health"),
    ):
        sheets = _printed(page, live_server.url + path, sheet, tmp_path)
        assert [said in one.text for one in sheets] == [True], path
        # The last words of the foot are on it, too.
        assert "endorsement" in sheets[0].text


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("classes", [2, 4, 6, 9, 12, 20])
def test_a_heading_stays_with_its_table(
    page: Window, live_server: LiveServer, tmp_path: Path, sheet: str, classes: int
) -> None:
    day = timezone.localdate()
    for number in range(classes):
        ClassListingFactory.create(title=f"Course-{number:02}", starts_on=day, ends_on=day)
    sheets = _printed(page, live_server.url + reverse("content:classes"), sheet, tmp_path)
    assert [one for one in sheets if "Classes with seats" in one.text and "Course-" not in one.text] == []
    assert sum(one.text.count("Course-") for one in sheets) == classes
