"""The register and the verification in a real browser: accessible and no wider than the window, at two widths."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from documents import actions
from tests.browser import Axe
from tests.factories.directory import certified, pledged, reviewer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [1280, 390]


@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages_are_accessible_and_fit(
    page: Page, live_server: LiveServer, axe: Axe, width: int
) -> None:
    valid, revoked = certified("Denver Police Department", region="US-CO"), certified("Belton")
    pledged("A Very Long Name of a Regional Transportation Authority Police Department", region="US-MO")
    actions.revoke(certificate=revoked, reason="A mistake.", by=reviewer())
    paths = [
        "/", "/agencies/", "/agencies/?sort=region&size=x", "/agencies/?q=nowhere", "/recent/", "/faq/", "/verify/",
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
