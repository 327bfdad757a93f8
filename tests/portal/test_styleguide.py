"""The style guide in a real browser: accessible, in bounds, still, and from this site alone."""

from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from rehearsal.browser import Axe

WIDTHS = [1280, 390]


@pytest.fixture
def guide(page: Any, live_server: LiveServer) -> Any:
    """The style guide, opened, with what it fetched and what the browser complained of."""
    page.complaints, page.fetched = [], []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("response", lambda response: page.fetched.append(response))
    page.goto(f"{live_server.url}/styleguide/")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_accessible_and_fits(guide: Any, axe: Axe, width: int) -> None:
    guide.set_viewport_size({"width": width, "height": 900})
    assert axe(guide) == []
    assert guide.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_nothing_is_refused_and_nothing_comes_from_elsewhere(guide: Any, live_server: LiveServer) -> None:
    assert guide.complaints == []
    assert [each.url for each in guide.fetched if not each.url.startswith(live_server.url)] == []
    assert [each.url for each in guide.fetched if each.status >= 400] == []


def test_fonts_are_ours(guide: Any) -> None:
    guide.evaluate("document.fonts.ready")
    loaded = guide.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert {"Public Sans", "Source Serif"} <= {name.strip('"') for name in loaded}


def test_a_menu_closes_on_escape_and_gives_the_focus_back(guide: Any) -> None:
    guide.set_viewport_size({"width": 390, "height": 900})
    summary = guide.locator("details.site-menu > summary")
    summary.press("Enter")
    assert guide.locator("details.site-menu[open]").count() == 1
    guide.keyboard.press("Escape")
    assert guide.locator("details.site-menu[open]").count() == 0
    assert guide.evaluate("document.activeElement.parentElement.className") == "menu site-menu"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(guide: Any) -> None:
    guide.keyboard.press("Tab")
    assert guide.evaluate("document.activeElement.className") == "skip-link"
    guide.keyboard.press("Enter")
    assert guide.evaluate("document.activeElement.id") == "main"


def test_without_scripts_everything_is_there(browser: Any, live_server: LiveServer) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/styleguide/")
    page.locator("details.specimen-code").first.locator("summary").click()
    assert page.locator("details.specimen-code").first.locator("pre").is_visible()
    assert page.locator("[data-copy]").first.is_hidden()
