"""One whole conversation, and one whole request for help, in a real browser: accessible and as wide as the window."""

from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from campaign.assistance.models import AssistanceRequest
from campaign.conversations.models import Conversation
from outbox.dispatch import deliver_due
from rehearsal.browser import Axe
from rehearsal.factories.accounts import PASSWORD, ReviewerFactory
from tests.conversations.talking import ANSWER, SENDER, TEXT, agency_that_answers, links_mailed_to

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def plain_context(browser: Any, browser_context_args: dict[str, Any]) -> BrowserContext:
    """A visitor whose browser runs no script."""
    made: BrowserContext = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    return made


@pytest.fixture(autouse=True)
def one_step(settings: Any) -> None:
    """The reviewer signs in by password alone; the second step has tests of its own."""
    settings.STAFF_TWO_STEP_REQUIRED = False


def sign_in(page: Page, server: LiveServer, user: User) -> None:
    page.goto(f"{server.url}/account/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/agency/**" if not user.is_reviewer else "**/desk/**")


def is_fine(page: Page, axe: Axe) -> None:
    """No violation, and no wider than the window, wide and narrow."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_a_conversation(page: Page, new_context: Any, live_server: LiveServer, axe: Axe) -> None:
    agency = agency_that_answers(name="Springfield PD")
    lead = User.objects.get(memberships__agency=agency)
    page.goto(f"{live_server.url}/agencies/{agency.public_id}/")
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("What is it about?").fill("Night shifts")
    page.get_by_label("Your question").fill(TEXT)
    page.get_by_label("Your name").fill("Quinn Asker")
    is_fine(page, axe)
    page.get_by_role("button", name="Send the question").click()
    page.get_by_label("Your email address").fill(SENDER)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("heading", name="Check your inbox to confirm the question")).to_be_visible()
    (confirm,) = links_mailed_to(SENDER)
    page.goto(live_server.url + confirm)
    is_fine(page, axe)
    page.get_by_role("button", name="Send it to the agency").click()
    page.get_by_role("link", name="See the conversation").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    is_fine(page, axe)
    (inside,) = links_mailed_to(lead.email)

    agencys: Page = new_context().new_page()
    sign_in(agencys, live_server, lead)
    agencys.goto(live_server.url + "/my/messages/")
    is_fine(agencys, axe)
    agencys.goto(live_server.url + inside)
    is_fine(agencys, axe)
    agencys.get_by_label("Your message").fill(ANSWER)
    agencys.get_by_role("button", name="Send the answer").click()
    expect(agencys.locator(".talk-entry--mine")).to_contain_text(ANSWER)

    _confirm, thread = links_mailed_to(SENDER)
    page.goto(live_server.url + thread)
    expect(page.get_by_text(ANSWER)).to_be_visible()
    assert lead.email not in page.content()
    page.get_by_role("link", name="Report it to the campaign's staff").click()
    is_fine(page, axe)
    page.get_by_label("What is wrong?").fill("Nothing, really.")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("button", name="Close the conversation").click()
    expect(page.get_by_text("This conversation is closed")).to_be_visible()
    assert Conversation.objects.get().closed_by == "sender"


def test_a_request_for_help_without_scripts(
    plain_context: BrowserContext, page: Page, live_server: LiveServer, axe: Axe
) -> None:
    asker = plain_context.new_page()
    asker.goto(live_server.url + "/assistance/")
    asker.get_by_role("link", name="Ask for a peer").click()
    asker.get_by_label("What is it about?").fill("A first policy")
    asker.get_by_label("What would help you?").fill(TEXT)
    asker.get_by_label("Your name").fill("Quinn Asker")
    asker.get_by_label("Your email address").fill(SENDER)
    asker.get_by_label("Your agency").fill("Macon PD")
    asker.get_by_label("Type of agency").select_option("municipal")
    asker.get_by_role("button", name="Send").click()
    expect(asker.get_by_role("heading", name="We received your request")).to_be_visible()
    (follow,) = links_mailed_to(SENDER)
    agency_that_answers(name="Peerville PD")
    reviewer = ReviewerFactory(second_step=False)
    sign_in(page, live_server, reviewer)
    page.goto(live_server.url + "/desk/requests/")
    is_fine(page, axe)
    page.get_by_role("link", name="A first policy").click()
    is_fine(page, axe)
    page.get_by_role("button", name="Peerville PD").click()
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("button", name="Close the request").click()
    expect(page.get_by_text("Request closed.")).to_be_visible()
    deliver_due()
    assert len(mail.outbox) == 3
    asker.goto(live_server.url + follow)
    expect(asker.get_by_text(ANSWER)).to_be_visible()
    page.goto(live_server.url + follow)
    is_fine(page, axe)
    asker.get_by_role("link", name="Rate our help").click()
    asker.get_by_label("5 – very much").check()
    asker.get_by_role("button", name="Send").click()
    expect(asker.get_by_text("Thank you for your rating.")).to_be_visible()
    assert AssistanceRequest.objects.get().rating == 5
    plain_context.close()
