"""Pages of campaign administrators in a real Chromium: under the accessibility checker, on a screen and on a telephone."""

from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from campaign.models import BlockedSender
from tests.browser import Axe
from tests.clients import sign_in
from tests.factories.accounts import AdministratorFactory, ReviewerFactory
from tests.factories.agencies import MembershipFactory
from tests.factories.pledges import PledgeFactory

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
