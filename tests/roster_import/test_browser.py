"""The import's pages in a real Chromium: under the accessibility checker at two widths, and walked without scripts."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from agencies.models import Membership
from outbox.dispatch import deliver_due
from tests.browser import Axe
from tests.clients import agency_page, sign_in
from tests.factories.agencies import MembershipFactory
from tests.factories.training import OfficerFactory
from tests.roster_import.test_files import FILES

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [1280, 390]
# Where to keep pictures of each page, to be looked at.
PICTURES = os.environ.get("IMPORT_PICTURES", "")


@pytest.fixture
def lead() -> Membership:
    return MembershipFactory.create(agency__sworn=None)


def looked_at(page: Page, axe: Axe, name: str) -> list[str]:
    """What the accessibility checker finds at each width, and whatever is wider than the screen."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{name} at {width}: {line}" for line in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{name} at {width}: wider than the screen")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    return found


def chosen(page: Page, proposals: dict[str, str]) -> None:
    """Take what is preselected, and answer the rest by the first choice, or as said."""
    for fieldset in page.locator(".import-answer").all():
        legend = fieldset.locator(".import-text").inner_text()
        said = next((label for words, label in proposals.items() if words in legend), "")
        if fieldset.locator("select").count():
            if said:
                fieldset.locator("select").select_option(label=said)
        elif said:
            fieldset.get_by_label(said, exact=True).check()
        elif not fieldset.locator("input:checked").count():
            fieldset.locator("input").first.check()


SAID = {
    "no hours": "Yes, the whole course: use the catalog's hours",
    "Which course is “MHFA”": "Mental Health First Aid for Public Safety",
    "hidden": "Leave out",
}


def test_first_page_passes_the_checker_and_hands_out_the_templates(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe
) -> None:
    OfficerFactory.create(agency=lead.agency)
    sign_in(page.context, live_server, lead.user)
    page.goto(live_server.url + agency_page("roster_import:index"))

    assert looked_at(page, axe, "first-page") == []
    for words in ("Excel (empty template)", "CSV (with your officers)"):
        with page.expect_download() as download:
            page.get_by_role("link", name=words).click()
        assert download.value.suggested_filename.startswith("onemind-")


@pytest.mark.parametrize(
    ("name", "most_pages"),
    [
        ("03-civilian-counted-as-sworn.csv", 2),
        ("09-one-bad-cell-drops-the-officer.csv", 2),
        ("27-two-date-orders-in-one-table.csv", 3),
        ("30-hidden-row.xlsx", 3),
    ],
)
def test_file_is_walked_without_scripts_in_a_few_pages(
    plain_page: Page, live_server: LiveServer, lead: Membership, name: str, most_pages: int
) -> None:
    page = plain_page
    sign_in(page.context, live_server, lead.user)
    page.goto(live_server.url + agency_page("roster_import:index"))
    page.set_input_files("#id_file", str(FILES / name))
    page.click("text=Read the file")
    pages = 0
    while True:
        deliver_due()
        page.reload()
        if not page.locator("text=Answer questions").count():
            break
        page.click("text=Answer questions")
        chosen(page, SAID)
        page.click("text=Save answers")
        pages += 1
        assert pages <= most_pages
    assert "Before and after" in page.content()
    page.click("button:has-text('Import')")
    deliver_due()
    page.reload()
    assert "Undo this import" in page.inner_text("main")


def test_pages_of_an_import_pass_the_checker(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe
) -> None:
    sign_in(page.context, live_server, lead.user)
    page.goto(live_server.url + agency_page("roster_import:index"))
    found = looked_at(page, axe, "upload")
    page.set_input_files("#id_file", str(FILES / "33-two-bad-cells-one-told.csv"))
    page.click("text=Read the file")
    number = 0
    while True:
        deliver_due()
        page.reload()
        found += looked_at(page, axe, f"job-{number}")
        if not page.locator("a:has-text('Answer questions')").count():
            break
        page.click("text=Answer questions")
        found += looked_at(page, axe, f"questions-{number}")
        chosen(page, SAID)
        page.click("text=Save answers")
        number += 1
    page.click("text=Change columns")
    found += looked_at(page, axe, "columns")
    assert found == []
