"""Recognition in a real browser: accessible and no wider than the window, at two widths, before and after the certificate."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from rehearsal.browser import Axe
from rehearsal.factories.directory import certified, pledged
from rehearsal.factories.pledges import member
from tests.clients import sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("is_certified", [True, False])
def test_recognition_is_accessible_fits_and_shows_its_pictures(
    page: Page, live_server: LiveServer, axe: Axe, width: int, is_certified: bool
) -> None:
    agency = (certified if is_certified else pledged)("Denver Police Department", region="US-CO").agency
    sign_in(page.context, live_server, member(agency))
    page.set_viewport_size({"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))

    page.goto(f"{live_server.url}/my/recognition/")
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")

    loaded = page.evaluate("[...document.querySelectorAll('main img')].map((one) => one.naturalWidth > 0)")
    assert loaded == [True] * (3 if is_certified else 1)
    assert (axe(page), page.evaluate("document.documentElement.scrollWidth") > width) == ([], False)
    assert set(asked) == {urlsplit(live_server.url).netloc}
