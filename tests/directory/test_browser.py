"""The register and the verification in a real browser: accessible and no wider than the window, at two widths."""

from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from documents import actions
from rehearsal.browser import Axe
from rehearsal.factories.directory import certified, pledged, reviewer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [1280, 390]
# Whether where one stands can be seen: an outline, or on the map a thick line around the state.
SEEN = """() => {
  const here = document.activeElement, shape = here.querySelector("path");
  return getComputedStyle(here).outlineStyle !== "none" || (shape && getComputedStyle(shape).strokeWidth === "4px");
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages_are_accessible_and_fit(
    page: Page, live_server: LiveServer, axe: Axe, width: int
) -> None:
    valid, revoked = certified("Denver Police Department", region="US-CO"), certified("Belton")
    pledged("A Very Long Name of a Regional Transportation Authority Police Department", region="US-MO")
    actions.revoke(certificate=revoked, reason="A mistake.", by=reviewer())
    paths = [
        "/", "/agencies/", "/agencies/?sort=region&size=x", "/agencies/?q=nowhere", "/agencies/?q=Denvre",
        "/agencies/in/us-co/", "/recent/", "/faq/", "/verify/",
        "/open-data/", "/api/",
        f"/agencies/{valid.agency.public_id}/{valid.agency.slug}/", f"/verify/{valid.code}/",
        f"/verify/{revoked.code}/", f"/verify/{'a' * 26}/",
    ]  # fmt: skip
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in paths:
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        found[path] = axe(page) + (["wider than the window"] if wide else [])

    assert found == {path: [] for path in paths}


def test_choosing_a_state_changes_the_list_without_leaving_the_page(
    page: Page, live_server: LiveServer
) -> None:
    certified("Denver", region="US-CO")
    pledged("Belton", region="US-MO")
    page.goto(f"{live_server.url}/agencies/")

    page.get_by_label("State or province").first.select_option("US-CO")
    page.get_by_role("heading", name="1 agency").wait_for()

    assert page.locator(".listing-name").all_inner_texts() == ["Denver"]
    assert "region=US-CO" in page.url


@pytest.mark.parametrize("width", WIDTHS)
def test_map_is_read_in_an_order_that_makes_sense(page: Page, live_server: LiveServer, width: int) -> None:
    certified("Denver", region="US-CO")
    pledged("Belton", region="US-MO")
    pledged("Toronto", country="CA", region="CA-ON")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/agencies/")
    page.get_by_role("heading", level=1).evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
    said: list[str] = []
    while "id_q" not in said and len(said) < 14:
        page.keyboard.press("Tab")
        said.append(
            page.evaluate(
                "(here => here.getAttribute('aria-label') || here.innerText || here.id)(document.activeElement)"
            )
        )
        assert page.evaluate(SEEN), said[-1]

    assert said[2:] == [
        "Skip the map: the same numbers as a list",
        "Colorado: 1 took the pledge, 1 of them certified",
        "Missouri: 1 took the pledge, 0 of them certified",
        "Ontario: 1 took the pledge, 0 of them certified",
        "MapSVG",
        "CC BY 4.0",
        "id_q",
    ]


def test_map_is_skipped_to_the_table_that_says_the_same(page: Page, live_server: LiveServer) -> None:
    certified("Denver", region="US-CO")
    page.goto(f"{live_server.url}/agencies/")

    skip = page.get_by_role("link", name="Skip the map")
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.innerText") == "Colorado"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Agencies in Colorado").wait_for()


def test_a_state_on_the_map_can_be_pressed_without_scripts(new_context: Any, live_server: LiveServer) -> None:
    certified("Denver", region="US-CO")
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(f"{live_server.url}/agencies/")
    plain.get_by_role("link", name="Colorado: 1 took the pledge").click()
    assert plain.url.endswith("/agencies/in/us-co/")

    plain.goto(f"{live_server.url}/agencies/")
    plain.get_by_label("Name, place, ZIP code or ORI").fill("Denvre")
    plain.get_by_role("button", name="Show agencies").click()
    assert plain.locator(".listing-name").all_inner_texts() == ["Denver"]
