"""Pages of campaign administrators in a real Chromium: under the accessibility checker, on a screen and on a telephone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from agencies import actions
from agencies.models import Invitation
from campaign.conversations.models import BlockedSender
from outbox.dispatch import deliver_due
from rehearsal.browser import Axe
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.pledges import PledgeFactory
from tests.clients import sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_logs_search_and_second_step_pages_fit_and_are_accessible(
    page: Page, live_server: LiveServer, axe: Axe, settings: Any
) -> None:
    settings.INSECURE_FIRST_LOOK = True
    administrator, other = AdministratorFactory.create(), ReviewerFactory.create()
    BlockedSender.objects.create(mark="other", by=other)
    sign_in(page.context, live_server, administrator)
    found = {}
    for path in (
        "/desk/logs/",
        "/desk/messages/",
        "/admin/accounts/user/",
        f"/admin/accounts/user/{other.pk}/second-step/",
    ):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            response = page.goto(live_server.url + path)
            assert response is not None
            assert response.ok, path
            assert page.get_by_text("This is a first look, and it is not protected.").count() == 1, path
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if trouble := [*axe(page), *([f"{over} px too wide"] if over > 0 else [])]:
                found[path, width] = trouble
    assert found == {}, "\n".join(f"{k} {v}" for k, v in found.items())


def test_an_agencys_page_at_the_desk_fits_however_long_an_address_is(
    page: Page, live_server: LiveServer, axe: Axe, settings: Any
) -> None:
    settings.STAFF_TWO_STEP_REQUIRED = False
    long = "coordinatorofcrisisresponse@policedepartmentofthetownship.example.org"
    lead = MembershipFactory.create(role="lead", user__email=long)
    PledgeFactory.create(agency=lead.agency, coordinator_email=long)
    sign_in(page.context, live_server, ReviewerFactory.create())
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/desk/agencies/{lead.agency.public_id}/")
        assert page.get_by_text(long).count() > 0
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (width, over, axe(page)) == (width, 0, [])


def test_a_first_invitation_that_expired_is_sent_to_the_right_address_and_accepted(
    page: Page, new_context: Any, live_server: LiveServer, axe: Axe, settings: Any
) -> None:
    settings.STAFF_TWO_STEP_REQUIRED = False
    reviewer = ReviewerFactory.create()
    agency = PledgeFactory.create(agency__name="Perry PD", agency__verified_name="Perry PD").agency
    actions.invite(agency=agency, email="cheif@perry.example", name="Al Chief", role="lead", by=reviewer)
    Invitation.objects.update(
        expires_at=timezone.now() - timedelta(days=1), created_at=timezone.now() - timedelta(days=15)
    )
    sign_in(page.context, live_server, reviewer)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/desk/")
    page.get_by_role("link", name="1 invitation expired").click()
    page.get_by_role("link", name="Perry PD").click()
    expect(page.get_by_text("No lead of this agency can sign in")).to_be_visible()
    page.get_by_role("link", name="Correct the address of cheif@perry.example").click()
    page.get_by_label("Email address").fill("Al Chief <chief@perry.example>")
    assert axe(page) == []
    page.get_by_role("button", name="Correct the address").click()
    expect(page.get_by_text("Address corrected. A new link is on its way.")).to_be_visible()

    deliver_due()
    (message,) = [one for one in mail.outbox if one.to == ["chief@perry.example"]]
    link = re.search(r"/invitation/\S+", str(message.body))
    assert link is not None
    lead = new_context().new_page()
    lead.goto(live_server.url + link.group())
    lead.get_by_label("Choose a password").fill(PASSWORD)
    lead.get_by_label("The same password again").fill(PASSWORD)
    lead.get_by_role("button", name="Create the account and join").click()
    expect(lead.get_by_text("Welcome. You now act for Perry PD.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No lead of this agency can sign in")).to_have_count(0)
    expect(page.get_by_text("chief@perry.example")).to_be_visible()
