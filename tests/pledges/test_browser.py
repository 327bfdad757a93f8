"""The pages of pledges in a real Chromium: with scripts switched off, on a telephone, and under the accessibility checker."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from pledges import actions
from pledges.models import ANSWER_LINK, CONFIRM_LINK, Pledge
from rehearsal.browser import Axe
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import (
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    member,
    ready_draft,
)
from tests.clients import agency_page_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WIDTHS = [1280, 390]
SAID = {
    "name": "Stockbridge Police Department",
    "city": "Stockbridge",
    "head_name": "Jordan Ellis",
    "head_title": "Chief of Police",
    "coordinator_name": "Robin Hale",
    "coordinator_email": "robin.hale@example.org",
    "sworn": "41",
    "headcount_on": "2026-01-01",
}


def fill(page: Page) -> None:
    for name, value in SAID.items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_region", "US-GA")
    for box in page.locator("input[type=checkbox]").all():
        box.check()


def check(page: Page, axe: Axe, url: str) -> None:
    """Nothing for the accessibility checker, and nothing wider than the screen."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        response = page.goto(url)
        assert response is not None
        assert response.ok, url
        assert axe(page) == [], (url, width)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (url, width)


def test_pledging_without_scripts(plain_page: Page, live_server: LiveServer) -> None:
    PledgeFactory(agency__name="Stockbridge PD", agency__city="Stockbridge")
    page = plain_page
    page.goto(f"{live_server.url}/pledge/")
    fill(page)
    page.get_by_role("button", name="Send the pledge").click()
    assert page.locator("h1").inner_text() == "Is yours one of these?"
    page.get_by_role("button", name="Back to the form").click()
    assert page.input_value("#id_coordinator_email") == SAID["coordinator_email"]
    page.get_by_role("button", name="Send the pledge").click()
    page.get_by_role("button", name="None of these").click()
    assert page.locator("h1").inner_text() == "Check your email"
    pledge = Pledge.objects.get(agency__name=SAID["name"])
    page.goto(f"{live_server.url}/pledge/confirm/{CONFIRM_LINK.token(pledge.link_name)}/")
    page.get_by_role("button", name="Confirm").click()
    assert page.locator("h1").inner_text() == "Your address is confirmed"


def test_people_do_not_meet_the_field_for_machines(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/pledge/")
    assert not page.locator("#id_nickname").is_visible()
    # Each commitment has a link to the question behind it.
    fields = page.locator("form.pledge-form :is(input, select, textarea, button, a)")
    reached: set[str] = set()
    page.focus("#id_name")
    for _ in range(fields.count() + 5):
        reached.add(str(page.evaluate("document.activeElement.id")))
        page.keyboard.press("Tab")
    assert "id_authority_confirmed" in reached
    assert "id_nickname" not in reached


def test_public_pages_are_accessible(page: Page, live_server: LiveServer, axe: Axe) -> None:
    asked = PledgeFactory(state="confirmed")
    actions.query(pledge=asked, question="Who is the chief?", by=ReviewerFactory())
    waiting = PledgeFactory(state="received")
    for path in (
        "/pledge/",
        "/pledge/thanks/",
        f"/pledge/confirm/{CONFIRM_LINK.token(waiting.link_name)}/",
        f"/pledge/answer/{ANSWER_LINK.token(asked.link_name)}/",
    ):
        check(page, axe, live_server.url + path)


def test_a_form_with_mistakes_is_accessible(page: Page, live_server: LiveServer, axe: Axe) -> None:
    page.goto(f"{live_server.url}/pledge/")
    page.eval_on_selector("form.pledge-form", "form => { form.noValidate = true }")
    page.get_by_role("button", name="Send the pledge").click()
    page.locator(".error-summary").wait_for()
    assert axe(page) == []
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_agency_pages_are_accessible(page: Page, live_server: LiveServer, axe: Axe) -> None:
    under_way = PledgeFactory(agency__sworn=41, edition="2016")
    add_officers(under_way.agency, cit=8, mhfa=31, untrained=1)
    add_partnership(under_way.agency)
    add_policy(under_way.agency, components=())
    sign_in(page.context, live_server, member(under_way.agency))
    for path in ("", "completion/", "edition/", "withdraw/"):
        check(page, axe, live_server.url + agency_page_of(under_way.agency, path))


def test_the_way_through_a_submission_is_accessible(page: Page, live_server: LiveServer, axe: Axe) -> None:
    late = PledgeFactory(pledged_on=timezone.localdate() - timedelta(days=1200))
    draft = ready_draft(late)
    lead = member(late.agency)
    sign_in(page.context, live_server, lead)
    for path in ("", "completion/submit/"):
        check(page, axe, live_server.url + agency_page_of(late.agency, path))
    done = actions.submit(completion=draft, version=draft.version, attested=True, by=lead)
    for path in ("", "completion/", "completion/submitted/", "completion/recall/"):
        check(page, axe, live_server.url + agency_page_of(late.agency, path))
    said: dict[str, Any] = {"reasons": "Look again.", "practices": {"policy": "Name the sections."}}
    actions.send_back(completion=done, by=ReviewerFactory(), **said)
    for path in ("", "completion/"):
        check(page, axe, live_server.url + agency_page_of(late.agency, path))
