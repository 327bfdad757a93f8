"""The campaign's public pages in a real browser: accessible, as wide as the window, and without a script."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from rehearsal.browser import Axe

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAGES = [
    "/why/",
    "/history/",
    "/resources/",
    "/faq/",
    "/news/",
    "/news/posts/the-one-mind-campaign-begins/",
    "/find-a-course/",
    "/find-a-course/announce/",
    "/e-learning/",
    "/learning-sites/",
    "/supporters/",
    "/supporters/join/",
    "/spotlight/",
    "/spotlight/nominate/",
    "/newsletter/",
    "/newsletter/sign-up/",
    "/newsletter/thanks/",
    "/assistance/",
    "/assistance/peers/",
    "/assistance/learning-site/",
    "/assistance/thanks/",
    "/contact/",
    "/connect/sent/",
    "/spotlight/stories/denver-crisis-intervention-response-unit/",
]
WIDTHS = [1280, 390]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_accessible_and_fits(
    page: Page, live_server: LiveServer, axe: Axe, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + path)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
