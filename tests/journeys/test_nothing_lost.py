"""In a real Chromium: the session ends in the midst of a long form, and what was typed is there after signing in."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Draft, KeptForm, User
from agencies.models import Agency
from partnerships.models import Partnership
from pledges.models import CompletionPractice
from rehearsal.browser import Axe
from rehearsal.factories.accounts import PASSWORD, ReviewerFactory, totp_code
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from reviews.models import Decision
from tests.clients import agency_page_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LETTER = "Every officer of ours knows the order, and signs for it each January."
REASON = "The memorandum names no one at the hospital whom officers can call at night."


def _end_sessions() -> None:
    """As if half an hour had passed without a request."""
    Session.objects.all().delete()


def _sign_in_again(page: Page, person: User, *, second_step: bool = False) -> None:
    """Through the form, on the page that a refused form led to."""
    expect(page).to_have_url(re.compile(r"/account/login/\?next="))
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    if second_step:
        page.fill("input[name=code]", totp_code())
        page.locator("main form button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile("login|authenticate"))


def _draft_saved(page: Page) -> None:
    expect(page.locator("[data-draft-state]:visible")).to_contain_text("Draft saved")


def _lead_of(agency: Agency, context: BrowserContext, server: LiveServer) -> User:
    person: User = MembershipFactory.create(agency=agency, role="lead").user
    sign_in(context, server, person)
    return person


@pytest.mark.parametrize("scripts", [True, False])
def test_the_session_ends_in_the_middle_of_the_letter(
    new_context: Any, live_server: LiveServer, axe: Axe, scripts: bool
) -> None:
    agency: Agency = AgencyFactory.create()
    PledgeFactory.create(agency=agency)
    page = new_context(java_script_enabled=scripts).new_page()
    person = _lead_of(agency, page.context, live_server)
    address = live_server.url + agency_page_of(agency, "completion/")
    page.goto(address)
    field = page.locator("[name=policy_statement]")
    field.fill(LETTER[:30])
    if scripts:
        _draft_saved(page)
    _end_sessions()
    field.fill(LETTER)
    if scripts:
        expect(page.locator("[data-session]")).to_contain_text("You were signed out.")
        assert axe(page) == []
    page.get_by_role("button", name="Save", exact=True).click()

    _sign_in_again(page, person)
    expect(page).to_have_url(address)
    assert page.locator("[name=policy_statement]").input_value() == LETTER
    assert "We kept what you typed" in page.inner_text("main")
    if scripts:
        assert axe(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Saved.")
    assert CompletionPractice.objects.get(practice="policy").statement == LETTER
    assert (Draft.objects.count(), KeptForm.objects.count()) == (0, 0)


def test_the_session_ends_in_the_middle_of_a_reviewers_decision(
    page: Page, live_server: LiveServer, axe: Axe
) -> None:
    found = waiting_completion()
    reviewer = ReviewerFactory.create()
    sign_in(page.context, live_server, reviewer)
    address = f"{live_server.url}/desk/completions/{found.public_id}/"
    page.goto(address)
    finding = page.locator("[name=partnership_finding][value=mend]")
    finding.check()
    page.locator("[name=partnership_reason]").fill(REASON)
    _draft_saved(page)
    _end_sessions()
    page.locator("[name=reasons]").fill("Thank you for the letter. One thing is missing.")
    page.get_by_role("button", name="Return to the agency").click()

    _sign_in_again(page, reviewer, second_step=True)
    expect(page).to_have_url(address)
    assert finding.is_checked()
    assert page.locator("[name=partnership_reason]").input_value() == REASON
    assert page.locator("[name=reasons]").input_value().startswith("Thank you")
    assert axe(page) == []
    page.get_by_role("button", name="Return to the agency").click()
    expect(page.locator("main")).to_contain_text("Completion returned.")
    decision = Decision.objects.get()
    assert (decision.kind, decision.reasons) == ("return", "Thank you for the letter. One thing is missing.")
    assert Draft.objects.count() == 0


def test_a_page_that_is_left_loses_nothing_and_asks_nothing(page: Page, live_server: LiveServer) -> None:
    agency: Agency = AgencyFactory.create()
    _lead_of(agency, page.context, live_server)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", answer)
    address = live_server.url + agency_page_of(agency, "partnerships/add/")
    page.goto(address)
    page.locator("[name=nature]").fill(LETTER)
    page.goto(live_server.url + agency_page_of(agency, "partnerships/"))
    page.goto(address)
    assert (page.locator("[name=nature]").input_value(), asked) == (LETTER, [])
    page.get_by_role("button", name="Discard draft").click()
    expect(page.locator("main")).to_contain_text("Draft discarded.")
    assert page.locator("[name=nature]").input_value() == ""


def test_two_tabs_of_one_form_tell_which_was_saved_last(
    page: Page, live_server: LiveServer, axe: Axe
) -> None:
    agency: Agency = AgencyFactory.create()
    _lead_of(agency, page.context, live_server)
    address = live_server.url + agency_page_of(agency, "partnerships/add/")
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator("[name=nature]").fill("Typed in the other tab.")
    _draft_saved(other)
    page.locator("[name=nature]").fill(LETTER)
    expect(page.locator("[data-draft-newer]")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Save this tab's draft instead").click()
    _draft_saved(page)
    other.locator("[name=city]").fill("Salem")
    expect(other.locator("[data-draft-newer]")).to_be_visible()
    other.get_by_role("link", name="Show the newer draft").click()
    expect(other.locator("[name=nature]")).to_have_value(LETTER)
    page.locator("[name=organization]").fill("Fulton Behavioral Health")
    page.get_by_role("button", name="Save the partnership").last.click()
    expect(page.locator("main")).to_contain_text("Partnership recorded.")
    assert (Partnership.objects.get().nature, Draft.objects.count()) == (LETTER, 0)


def test_a_warning_before_the_session_ends_keeps_it_in_every_tab(
    page: Page, live_server: LiveServer, axe: Axe, settings: Any
) -> None:
    settings.SESSION_IDLE_SECONDS = 122
    agency: Agency = AgencyFactory.create()
    person = _lead_of(agency, page.context, live_server)
    address = live_server.url + agency_page_of(agency, "profile/")
    page.goto(address)
    other = page.context.new_page()
    other.goto(live_server.url + "/account/profile/")
    for tab in (page, other):
        expect(tab.locator("[data-session]")).to_be_visible(timeout=20_000)
        expect(tab.get_by_role("alert")).to_contain_text("You will be signed out at")
        assert axe(tab) == []
    settings.SESSION_IDLE_SECONDS = 1800
    page.get_by_role("button", name="Stay signed in").click()
    for tab in (page, other):
        expect(tab.locator("[data-session]")).to_be_hidden()

    # Signed out in the meantime: another tab signs in, and the open page is saved all the same.
    page.locator("[name=phone]").fill("555-0100")
    page.evaluate("document.dispatchEvent(new CustomEvent('portal:signed-out'))")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").click()
    page.context.clear_cookies()
    opened.value.reload()
    opened.value.fill("input[name=login]", person.email)
    opened.value.fill("input[name=password]", PASSWORD)
    opened.value.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("alert")).to_contain_text("You are signed in again.")
    page.get_by_role("button", name="Save the profile").click()
    expect(page.locator("main")).to_contain_text("Agency profile saved.")
    agency.refresh_from_db()
    assert agency.phone == "555-0100"
