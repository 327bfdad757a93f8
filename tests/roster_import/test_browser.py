"""The import's pages in a real Chromium: under the accessibility checker at two widths, and walked without scripts."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from agencies.models import Membership
from outbox.dispatch import deliver_due
from rehearsal.browser import Axe
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.training import OfficerFactory
from tests.clients import agency_page, agency_page_of, sign_in
from tests.roster_import.samples import table
from tests.roster_import.test_files import FILES

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [1280, 390]
# Where to keep pictures of each page, to be looked at.
PICTURES = os.environ.get("IMPORT_PICTURES", "")


@pytest.fixture
def lead() -> Membership:
    return MembershipFactory.create(agency__sworn=None)


def first_page(live_server: LiveServer, lead: Membership) -> str:
    return live_server.url + agency_page_of(lead.agency, agency_page("roster_import:index"))


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


SAID = {
    "no hours": "Yes, the whole course: use the catalog's hours",
    "Which course is “MHFA": "Mental Health First Aid for Public Safety",
    "hidden": "Leave out",
    "no longer in this one": "Withdraw them",
}


def chosen(page: Page) -> int:
    """Take what is preselected, answer the rest as said or by the first button, and leave other titles out; how many."""
    asked = page.locator(".import-answer").all()
    for question in asked:
        text = question.locator(".import-text").inner_text()
        said = next((label for words, label in SAID.items() if words in text), "")
        if question.locator("select").count():
            if said or not question.locator("select").input_value():
                question.locator("select").select_option(label=said or "Leave out")
        elif said:
            question.get_by_label(said, exact=True).check()
        elif not question.locator("input:checked").count():
            question.locator("input").first.check()
    return len(asked)


def walked(
    page: Page, live_server: LiveServer, lead: Membership, name: str, look: Callable[[str], object] = len
) -> tuple[int, int]:
    """Send a file and answer what is asked, as far as the comparison; how many questions there were, on how many pages.

    ``look`` is called on each page, with a name for it.
    """
    page.goto(first_page(live_server, lead))
    page.set_input_files("#id_file", str(FILES / name))
    page.click("text=Read the file")
    questions = pages = 0
    while True:
        deliver_due()
        page.reload()
        if not page.locator("a:has-text('Answer questions')").count():
            break
        look(f"{name[:3]}-read-{pages}")
        page.click("a:has-text('Answer questions')")
        look(f"{name[:3]}-questions-{pages}")
        questions += chosen(page)
        page.click("text=Save answers")
        pages += 1
        assert pages < 6
    look(f"{name[:3]}-comparison")
    return questions, pages


def imported(page: Page) -> None:
    """Confirm the comparison."""
    page.click("button:has-text('Import these rows')")
    deliver_due()
    page.reload()
    assert "Undo this import" in page.inner_text("main")


def test_first_page_passes_the_checker_and_hands_out_the_templates(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe
) -> None:
    OfficerFactory.create(agency=lead.agency)
    sign_in(page.context, live_server, lead.user)
    page.goto(first_page(live_server, lead))

    assert looked_at(page, axe, "first-page") == []
    for words in ("Excel (empty template)", "CSV (with your officers)"):
        with page.expect_download() as download:
            page.get_by_role("link", name=words).click()
        assert download.value.suggested_filename.startswith("onemind-")


@pytest.mark.parametrize(
    ("name", "questions", "pages"),
    [
        ("02-result-column-ignored.csv", 3, 2),
        ("03-civilian-counted-as-sworn.csv", 7, 2),
        ("06-bracket-and-hour-titles.csv", 10, 2),
        ("09-one-bad-cell-drops-the-officer.csv", 4, 2),
        ("10-sheet-per-year.xlsx", 5, 2),
        ("12-everybody-took-it-the-same-day.csv", 3, 2),
        ("24-rehired.csv", 2, 2),
        ("27-two-date-orders-in-one-table.csv", 4, 3),
        ("30-hidden-row.xlsx", 5, 3),
        ("33-two-bad-cells-one-told.csv", 4, 2),
    ],
)
def test_file_is_walked_without_scripts_in_a_few_pages(
    plain_page: Page, live_server: LiveServer, lead: Membership, name: str, questions: int, pages: int
) -> None:
    sign_in(plain_page.context, live_server, lead.user)
    assert walked(plain_page, live_server, lead, name) == (questions, pages)
    assert "Before and after" in plain_page.inner_text("main")
    imported(plain_page)


@pytest.mark.parametrize(
    "names",
    [
        ["33-two-bad-cells-one-told.csv"],
        ["27-two-date-orders-in-one-table.csv"],
        ["08-section-rows-and-legend.xlsx"],
        ["34a-matrix-with-a-slip.csv", "34b-the-same-corrected.csv"],
        ["07a-roster-before.csv", "07b-training.csv", "07c-roster-after-badge-reissued.csv"],
    ],
    ids=["cells", "dates", "sections", "records", "people"],
)
def test_pages_of_an_import_pass_the_checker(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe, names: list[str]
) -> None:
    sign_in(page.context, live_server, lead.user)
    found: list[str] = []

    def look(place: str) -> None:
        found.extend(looked_at(page, axe, place))

    for name in names:
        last = name == names[-1]
        walked(page, live_server, lead, name, look if last else len)
        if last:
            page.click("text=Change columns")
            found += looked_at(page, axe, f"{name[:3]}-columns")
            page.go_back()
        imported(page)
        if last:
            found += looked_at(page, axe, f"{name[:3]}-result")
    assert found == []


def test_many_titles_and_missing_officers_pass_the_checker(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe, tmp_path: Path
) -> None:
    for number in range(12):
        OfficerFactory.create(agency=lead.agency, ref=f"{5000 + number}", name=f"Gone {number}")
    rows = [["1", "Ann Fox", "Y", f"Crisis seminar {number}", "2025-03-04", "8"] for number in range(150)]
    rows += [["1", "Ann Fox", "Y", f"Firearms {number}", "2025-03-04", "8"] for number in range(150)]
    courses = tmp_path / "courses.csv"
    courses.write_text(table([["Badge", "Name", "Sworn", "Course", "Date", "Hours"], *rows]))
    roster = tmp_path / "roster.csv"
    roster.write_text(table([["Badge", "Name", "Sworn"], ["1", "Ann Fox", "Y"]]))
    sign_in(page.context, live_server, lead.user)
    found = []
    for name, press in (("courses", "Leave out all others"), ("roster", "All others left")):
        page.goto(first_page(live_server, lead))
        page.set_input_files("#id_file", str(tmp_path / f"{name}.csv"))
        page.click("text=Read the file")
        deliver_due()
        page.reload()
        page.click("a:has-text('Answer questions')")
        found += looked_at(page, axe, f"many-{name}")
        page.click(f"button:has-text('{press}')")
        deliver_due()
        page.reload()
        found += looked_at(page, axe, f"many-{name}-comparison")
        if name == "courses":
            page.click("a:has-text('Match titles')")
            page.get_by_label("Words in the title").fill("firearms 149")
            page.click("text=Search titles")
            found += looked_at(page, axe, "many-titles")
            assert "1 of 300 titles" in page.inner_text("main")
    assert "12 officers who aren't in the file would be marked as left." in page.inner_text("main")
    assert found == []
