"""The newsletter in a real browser: every page accessible and as wide as the window, and a reader's way without a script."""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from campaign.newsletter.models import Subscriber
from outbox.dispatch import deliver_due
from rehearsal.browser import Axe
from rehearsal.factories.accounts import AdministratorFactory
from tests.newsletter.issues import (
    asked,
    begin,
    confirm_path,
    deliver_everything,
    draft,
    leave_path,
    links_in,
    subscribed,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [1280, 390]


def look(page: Page, axe: Axe, width: int, address: str) -> None:
    """Open a page, and hold it to what every page is held to."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_readers_pages(page: Page, live_server: LiveServer, axe: Axe, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    reader, waiting = subscribed(), asked("waiting@example.net")
    begin(draft(introduction="Dear readers,\n\n- **3** agencies\n\n[More](https://example.org/)"))
    deliver_everything()
    for path in (
        "/newsletter/",
        "/newsletter/issues/1/",
        confirm_path(waiting),
        confirm_path(reader),
        leave_path(reader),
        confirm_path(waiting).replace(confirm_path(waiting)[-9:], "aaaaaaaa/"),
    ):
        look(page, axe, width, live_server.url + path)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_desks_pages(page: Page, live_server: LiveServer, axe: Axe, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    subscribed()
    staff = AdministratorFactory()
    client = Client()
    client.force_login(staff)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    sent, waiting = begin(draft()), draft(subject="Next")
    desk = f"{live_server.url}/desk/newsletter/"
    for path in (
        "",
        f"{sent.public_id}/",
        f"{waiting.public_id}/",
        f"{waiting.public_id}/send/",
        "addresses/",
    ):
        look(page, axe, width, desk + path)
    look(page, axe, width, f"{desk}{waiting.public_id}/email/")


def test_a_reader_comes_and_goes_without_a_script(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/newsletter/sign-up/")
    page.get_by_label("Your email address").fill("Quinn@Example.net")
    page.get_by_label("I would like to get").check()
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("heading", name="One more step: your inbox").wait_for()
    deliver_due()
    (link,) = [path for path in links_in(mail.outbox[0]) if "confirm" in path]
    page.goto(live_server.url + link)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="You are subscribed").wait_for()
    reader = Subscriber.objects.get(email="quinn@example.net", confirmed_at__isnull=False)
    page.goto(live_server.url + leave_path(reader))
    page.get_by_role("button", name="Unsubscribe").click()
    page.get_by_role("heading", name="You are unsubscribed").wait_for()
    assert Subscriber.objects.count() == 0
    context.close()
