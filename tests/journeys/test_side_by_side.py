"""In a real Chromium: two people at one form, two agencies in two tabs, and all that a viewer is shown."""

import re
from collections import deque

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from agencies.models import Agency, Membership
from partnerships.models import Partnership
from rehearsal.browser import Axe
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.pledges import PledgeFactory
from tests.clients import agency_page_of, sign_in
from tests.pledges.test_browser import check
from tests.security.tenant import Tenant

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def _page_of(browser: Browser, server: LiveServer, person: User, *, scripts: bool = True) -> Page:
    """A browser of a person's own, signed in."""
    context = browser.new_context(java_script_enabled=scripts)
    sign_in(context, server, person)
    return context.new_page()


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save the profile").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_two_people_at_one_form(browser: Browser, live_server: LiveServer, axe: Axe, scripts: bool) -> None:
    agency: Agency = AgencyFactory.create(phone="555-0001", address="1 Main St.")
    other = MembershipFactory.create(agency=agency, role="lead", user__name="Alex Moreno").user
    me = MembershipFactory.create(agency=agency, role="lead").user
    address = live_server.url + agency_page_of(agency, "profile/")
    mine, theirs = (_page_of(browser, live_server, person, scripts=scripts) for person in (me, other))
    for page in (mine, theirs):
        page.goto(address)

    theirs.locator("[name=phone]").fill("555-0100")
    theirs.locator("[name=head_name]").fill("Chief Robin Hale")
    _save(theirs)
    mine.locator("[name=head_name]").fill("Chief R. Hale")
    mine.locator("[name=address]").fill("2 Oak St.")
    _save(mine)

    assert "Alex Moreno saved a change since you opened this page." in mine.inner_text("main")
    assert "Now as Alex Moreno saved it: “Phone”" in mine.inner_text("main")
    assert mine.locator("[name=head_name]").input_value() == "Chief R. Hale"
    if scripts:
        assert axe(mine) == []
    agency.refresh_from_db()
    assert (agency.head_name, agency.address) == ("Chief Robin Hale", "1 Main St.")

    # Nothing is saved before the answer.
    _save(mine)
    assert mine.locator("fieldset.choice").count() == 1
    mine.get_by_label("Keep what Alex Moreno saved").check()
    _save(mine)
    assert "Agency profile saved." in mine.inner_text("main")
    agency.refresh_from_db()
    assert (agency.head_name, agency.phone, agency.address) == ("Chief Robin Hale", "555-0100", "2 Oak St.")

    # The other has the page as it was, and touches another field alone.
    theirs.goto(address)
    mine.goto(address)
    mine.locator("[name=phone]").fill("555-0200")
    _save(mine)
    theirs.locator("[name=website]").fill("https://pd.example.org/")
    _save(theirs)
    assert f"{me.name} changed “Phone” meanwhile; it was kept." in theirs.inner_text("main")
    agency.refresh_from_db()
    assert (agency.phone, agency.website) == ("555-0200", "https://pd.example.org/")


def test_two_agencies_in_two_tabs(browser: Browser, live_server: LiveServer) -> None:
    a, b = AgencyFactory.create(name="Riverbend Police Department"), AgencyFactory.create()
    person = MembershipFactory.create(agency=a, role="lead").user
    MembershipFactory.create(agency=b, user=person, role="lead")
    for agency in (a, b):
        PledgeFactory.create(agency=agency)
    first = _page_of(browser, live_server, person)
    first.goto(live_server.url + agency_page_of(a, "partnerships/add/"))
    second = first.context.new_page()
    second.goto(live_server.url + "/agency/")
    second.locator("main").get_by_role("link", name=b.name).click()
    assert second.url.startswith(live_server.url + agency_page_of(b))

    assert a.name in first.inner_text("body")
    first.locator("[name=organization]").fill("Lakeshore Behavioral Health")
    first.locator("main form button.btn-primary").click()
    first.wait_for_url(live_server.url + agency_page_of(a, "partnerships/"))
    assert [one.agency for one in Partnership.objects.all()] == [a]


def test_every_link_that_a_viewer_sees_opens(browser: Browser, live_server: LiveServer, axe: Axe) -> None:
    tenant = Tenant()
    home = tenant.at("pledges:overview")
    page = _page_of(browser, live_server, tenant.viewer.user)
    check(page, axe, live_server.url + home)
    seen, waiting, closed = {home}, deque([home]), {}
    while waiting:
        path = waiting.popleft()
        answer = page.request.get(live_server.url + path, max_redirects=0)
        if answer.status >= 400:
            closed[path] = answer.status
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        for link in re.findall(r'<a\s[^>]*?href="(/agency/[^"#?]*)', answer.text()):
            if link.startswith(home) and link not in seen:
                seen.add(link)
                waiting.append(link)
    assert closed == {}
    assert len(seen) > 15
    assert tenant.viewer.role == Membership.Role.VIEWER
