"""Every public page in a real browser: accessible, within its budget, still while it loads, and whole without scripts."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rehearsal.browser import Axe
from tests.public import routes
from tests.public.crawl import Cost, first_visit
from tests.public.server import production

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [1280, 390]
# WCAG 1.4.10: what a window of 1280 px has left at 400 percent.
ZOOMED = 320
BUDGET = 150_000
STILL = 0.01
# How long after its last file a page is watched for something that still moves, in milliseconds.
SETTLED = 500
# How many pages are watched at a time.
AT_ONCE = 8
# What Chromium says of an address that answers 404, which some of the pages are meant to.
MISSING = "the server responded with a status of 4"


def _report(line: str) -> None:
    """Say a figure to those who ask for it with ``ONEMIND_FIGURES=1 … pytest -s``."""
    if os.environ.get("ONEMIND_FIGURES"):
        sys.stdout.write(f"{line}\n")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits(page: Page, live_server: LiveServer, axe: Axe, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}
    for path in routes.paths(routes.build_world()):
        page.goto(live_server.url + path, wait_until="load")
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        headings = page.locator("h1").count()
        found[path] = [
            *axe(page),
            *(["wider than the window"] if wide else []),
            *([f"{headings} headings of the first rank"] if headings != 1 else []),
        ]
    _report(f"axe: {len(found)} pages at {width} px, {sum(map(len, found.values()))} findings")
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_every_page_fits_a_window_at_four_times_its_size(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": ZOOMED, "height": 700})
    wide: dict[str, int] = {}
    for path in routes.paths(routes.build_world()):
        page.goto(live_server.url + path, wait_until="load")
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > ZOOMED} == {}


def test_every_page_keeps_its_budget_and_still_and_asks_nobody_else(
    browser: Browser, transactional_db: None
) -> None:
    visits = [(path, width) for path in routes.paths(routes.build_world()) for width in WIDTHS]
    over, moved, strangers, complaints, costs = {}, {}, {}, {}, []
    with production() as address:
        for (path, width), cost in _visited(browser, address, visits):
            place = f"{path} at {width}"
            costs.append((cost.code, cost.all, cost.shift, place))
            said = [text for text in cost.complaints if MISSING not in text]
            for faults, fault in (
                (over, cost.code if cost.code > BUDGET else 0),
                (moved, cost.shift if cost.shift >= STILL else 0),
                (strangers, cost.strangers),
                (complaints, said),
            ):
                if fault:
                    faults[place] = fault
    for name, figure in (("code", 0), ("all", 1), ("shift", 2)):
        _report(f"largest {name}: {max(costs, key=lambda row: row[figure])}")
    assert min(code for code, *_rest in costs) > 10_000
    assert (over, moved, strangers, complaints) == ({}, {}, {}, {})


def _visited(
    browser: Browser, address: str, visits: list[tuple[str, int]]
) -> Iterator[tuple[tuple[str, int], Cost]]:
    """Make first visits, several at a time because most of each is waiting, and tell what each cost."""
    for begin in range(0, len(visits), AT_ONCE):
        together = visits[begin : begin + AT_ONCE]
        with ExitStack() as open_pages:
            opened = [
                open_pages.enter_context(first_visit(browser, width, slow=width == 390))
                for _path, width in together
            ]
            for (path, _width), (page, _cost) in zip(together, opened, strict=True):
                page.goto(address + path, wait_until="commit")
            for page, _cost in opened:
                # Chromium now and then forgets to tell of a request's end: an idle network may never be seen.
                page.wait_for_load_state("load")
            opened[-1][0].wait_for_timeout(SETTLED)
            for page, cost in opened:
                assert page.evaluate("document.visibilityState") == "visible"
                cost.shift = page.evaluate("window.__shift")
        yield from zip(together, (cost for _page, cost in opened), strict=True)


def test_every_page_says_all_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: dict[str, Any] = {}
    for path in routes.paths(routes.build_world()):
        page.goto(live_server.url + path)
        forms = page.locator("main form")
        dead = [
            number
            for number in range(forms.count())
            if not forms.nth(number).locator("button:visible, input[type=submit]:visible").count()
            and forms.nth(number).is_visible()
        ]
        if dead or not page.locator("h1").is_visible() or not page.locator("main").inner_text().strip():
            faults[path] = dead
    context.close()
    assert faults == {}


def test_search_filter_menu_and_forms_work_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    world = routes.build_world()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(live_server.url)

    page.locator("details.site-menu > summary").click()
    page.locator("details.site-menu").get_by_role("link", name="Agencies").click()
    expect(page).to_have_url(f"{live_server.url}/agencies/")

    page.get_by_label("State or province").first.select_option("US-CO")
    page.get_by_role("button", name="Show agencies").click()
    assert page.locator(".listing-name").all_inner_texts() == [world.certificate.agency.name]

    page.goto(f"{live_server.url}/agencies/")
    page.locator("main").get_by_role("searchbox").fill("belton")
    page.get_by_role("button", name="Show agencies").click()
    assert page.locator(".listing-name").all_inner_texts() == ["Belton Police Department"]

    page.goto(f"{live_server.url}/faq/")
    every = page.locator(".faq-entry").count()
    page.get_by_label("Words to look for").fill("letter")
    page.get_by_role("button", name="Search", exact=True).click()
    assert 0 < page.locator(".faq-entry").count() < every

    page.goto(f"{live_server.url}/nowhere/")
    page.get_by_label("Search for a page, an answer or an agency").fill("denver police")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.locator(".search-hits a").first.inner_text() == world.certificate.agency.name

    page.get_by_label("A word, a question, or an agency").fill("MHFA")
    page.keyboard.press("Enter")
    expect(page.locator(".search-hits a").first).to_have_text(
        "Which course counts as Mental Health First Aid (MHFA)?"
    )

    page.goto(f"{live_server.url}/contact/")
    page.get_by_label("What is it about?").fill("A correction")
    page.get_by_label("Your message").fill("The town is spelled Thornton.")
    page.get_by_label("Your name").fill("Quinn")
    # What a browser takes for an address, and the portal doesn't.
    page.get_by_label("Your email address").fill("quinn@nowhere")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.get_by_label("Your email address").input_value() == "quinn@nowhere"
    assert page.get_by_label("Your message").input_value() == "The town is spelled Thornton."
    context.close()


def test_fonts_that_never_come_move_nothing(browser: Browser, live_server: LiveServer) -> None:
    routes.build_world()
    with first_visit(browser, 1280) as (page, cost):
        page.route("**/*.woff2*", lambda route: route.abort())
        page.goto(f"{live_server.url}/agencies/", wait_until="networkidle")
        cost.shift = page.evaluate("window.__shift")
    assert cost.shift < STILL
