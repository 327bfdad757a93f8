"""The agency's pages in a real browser: what only a browser refuses, and what assistive technology meets."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.permissions import Actor
from agencies import actions
from agencies.models import INVITATION_LINK, Agency, Membership
from rehearsal.browser import Axe
from rehearsal.factories.accounts import PASSWORD
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.clients import agency_page_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_new_person_follows_the_link_and_is_in(page: Page, live_server: Any, axe: Axe) -> None:
    agency = AgencyFactory(name="Springfield PD")
    invitation = actions.invite(
        agency=agency, email="bo@example.org", name="Bo", role="editor", by=Actor.SYSTEM
    )
    page.goto(f"{live_server.url}/invitation/{INVITATION_LINK.token(invitation.public_id)}/")
    assert axe(page) == []
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same password again").fill("another")
    page.get_by_role("button", name="Create the account and join").click()
    expect(page.locator(".error-summary")).to_contain_text("The two passwords differ.")
    assert axe(page) == []
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Create the account and join").click()
    expect(page.get_by_text("Welcome. You now act for Springfield PD.")).to_be_visible()
    assert Membership.objects.get().user.email == "bo@example.org"


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_a_lead_have_no_barriers_and_do_not_scroll_sideways(
    new_context: Any, live_server: Any, axe: Axe, width: int
) -> None:
    lead = MembershipFactory(agency__name="The Metropolitan Police Department of a Long-Named Township")
    colleague = MembershipFactory(
        agency=lead.agency,
        role="viewer",
        user__email="a.very.long.name.indeed@police.springfield.example.org",
    )
    actions.invite(
        agency=lead.agency,
        email="another.very.long.name@police.springfield.example.org",
        name="",
        role="viewer",
        by=Actor.SYSTEM,
    )
    context = new_context(viewport={"width": width, "height": 900})
    sign_in(context, live_server, lead.user)
    page = context.new_page()
    paths = ["profile/", "members/", f"members/{colleague.pk}/remove/", "members/leave/"]
    pages = [agency_page_of(lead.agency, path) for path in paths]
    for path in [*pages, "/agency/", "/account/profile/"]:
        assert page.goto(f"{live_server.url}{path}").status == 200
        assert (path, axe(page)) == (path, [])
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert (path, overflow) == (path, 0)


def test_choosing_a_country_brings_its_regions(page: Page, live_server: Any) -> None:
    lead = MembershipFactory()
    sign_in(page.context, live_server, lead.user)
    page.goto(f"{live_server.url}/my/agency/")
    page.get_by_label("Country").select_option("GB")
    region = page.get_by_label("State or province")
    expect(region.locator("option")).to_have_count(5)
    region.select_option(label="Scotland")
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_text("Agency profile saved.")).to_be_visible()
    assert list(Agency.objects.values_list("country", "region")) == [("GB", "GB-SCT")]


def test_without_scripts_another_country_is_saved_first_and_its_regions_are_there_then(
    new_context: Any, live_server: Any
) -> None:
    lead = MembershipFactory()
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, lead.user)
    page = context.new_page()
    page.goto(f"{live_server.url}/my/agency/")
    page.get_by_label("Country").select_option("GB")
    page.get_by_label("State or province").select_option("")
    page.get_by_role("button", name="Save the profile").click()
    page.get_by_label("State or province").select_option(label="Scotland")
    page.get_by_role("button", name="Save the profile").click()
    assert list(Agency.objects.values_list("country", "region")) == [("GB", "GB-SCT")]


def test_a_form_that_another_member_overtook_can_be_saved_knowingly(
    page: Page, live_server: Any, axe: Axe
) -> None:
    lead = MembershipFactory()
    ana = MembershipFactory(agency=lead.agency, user__name="Ana Diaz")
    sign_in(page.context, live_server, lead.user)
    page.goto(f"{live_server.url}/my/agency/")
    actions.update_profile(agency=lead.agency, version=1, changes={"city": "Athens"}, by=ana.user)
    page.get_by_label("City").fill("Macon")
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_text("Ana Diaz saved a change since you opened this page.")).to_be_visible()
    assert axe(page) == []
    expect(page.get_by_label("City", exact=True)).to_have_value("Macon")
    assert Agency.objects.get().city == "Athens"
    page.get_by_label("Save what the field below says").check()
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_text("Agency profile saved.")).to_be_visible()
    assert Agency.objects.get().city == "Macon"
