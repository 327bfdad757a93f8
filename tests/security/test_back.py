"""Back after signing out shows nothing, and Back in the midst of a long form loses nothing. In a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect
from pytest_django.live_server_helper import LiveServer

from rehearsal.browser import launch_arguments
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.training import OfficerFactory
from tests.clients import agency_page_of, sign_in

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]
NAME = "Xanthippe Quillfeather"
KEPT = "Object.keys(sessionStorage).filter((key) => key.startsWith('draft'))"


@pytest.fixture
def as_people_have_it(browser_type: BrowserType) -> Iterator[BrowserContext]:
    """Chromium with its back/forward cache, which Playwright turns off."""
    options: dict[str, Any] = launch_arguments()
    browser = browser_type.launch(**options, ignore_default_args=["--disable-back-forward-cache"])
    yield browser.new_context(locale="en-US")
    browser.close()


def _sign_out(page: Page) -> None:
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[action=\"/account/logout/\"]').submit()")


def test_back_after_signing_out_shows_nothing(
    as_people_have_it: BrowserContext, live_server: LiveServer
) -> None:
    lead = MembershipFactory.create(role="lead")
    OfficerFactory.create(agency=lead.agency, name=NAME)
    sign_in(as_people_have_it, live_server, lead.user)
    page = as_people_have_it.new_page()
    for path in ("", "training/officers/"):
        page.goto(live_server.url + agency_page_of(lead.agency, path))
    expect(page.get_by_text(NAME)).to_be_visible()
    _sign_out(page)

    shown = []
    for _ in range(2):
        page.go_back()
        shown.append((page.url.partition("?")[0], NAME in page.content(), lead.agency.name in page.content()))

    assert shown == [(f"{live_server.url}/account/login/", False, False)] * 2


def test_back_in_the_midst_of_a_form_brings_what_was_typed(page: Page, live_server: LiveServer) -> None:
    lead = MembershipFactory.create(role="lead", agency__city="Springfield")
    sign_in(page.context, live_server, lead.user)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}/my/agency/")
    city = page.locator("#id_city")
    city.fill("Shelbyville")
    page.goto(f"{live_server.url}/my/")
    page.go_back()
    expect(city).to_have_value("Shelbyville")

    # Opened by its link, it says what is saved; and nothing is kept once it is saved.
    page.goto(f"{live_server.url}/my/agency/")
    expect(city).to_have_value("Springfield")
    city.fill("Capital City")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    expect(city).to_have_value("Capital City")
    lead.agency.refresh_from_db()
    assert (lead.agency.city, page.evaluate(KEPT)) == ("Capital City", [])


def test_what_was_typed_is_gone_after_signing_out(page: Page, live_server: LiveServer) -> None:
    lead = MembershipFactory.create(role="lead")
    sign_in(page.context, live_server, lead.user)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}/my/agency/")
    page.locator("#id_city").fill(NAME)
    assert len(page.evaluate(KEPT)) == 1
    page.goto(f"{live_server.url}/my/")
    assert len(page.evaluate(KEPT)) == 1
    _sign_out(page)
    page.goto(f"{live_server.url}/faq/")

    assert page.evaluate(KEPT) == []


def test_no_password_is_kept(page: Page, live_server: LiveServer) -> None:
    sign_in(page.context, live_server, MembershipFactory.create(role="lead").user)
    page.goto(f"{live_server.url}/account/reauthenticate/")
    page.locator("input[type=password]").fill("a long password")

    assert page.evaluate(KEPT) == []
