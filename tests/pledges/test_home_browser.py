"""The agency's home in a real Chromium: the way of a chief on a phone and of a viewer, and all six states accessible."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from agencies.models import Agency
from compliance.clock import add_months
from documents.models import PresidentTerm
from pledges import actions
from pledges.models import Pledge
from rehearsal.browser import Axe
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.pledges import (
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    member,
    ready_draft,
)
from reviews import actions as reviews
from tests.clients import agency_page_of, sign_in
from tests.pledges.returning import EVERY, send
from tests.pledges.test_browser import check

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def months_ago(months: int) -> Pledge:
    return PledgeFactory(pledged_on=add_months(timezone.localdate(), -months))


def empty() -> Pledge:
    return months_ago(0)


def half_way() -> Pledge:
    pledge = months_ago(14)
    add_officers(pledge.agency, cit=5, mhfa=30, untrained=5)
    add_partnership(pledge.agency, mou_expires_on=timezone.localdate() - timedelta(days=40))
    add_policy(pledge.agency, components=())
    return pledge


def ready() -> Pledge:
    pledge = months_ago(20)
    ready_draft(pledge)
    return pledge


def returned() -> Pledge:
    pledge = months_ago(20)
    reasons = {"partnership": "Say how often you meet, and who takes part."}
    actions.send_back(
        completion=send(ready_draft(pledge)), by=ReviewerFactory(), reasons="Nearly.", practices=reasons
    )
    return pledge


def overdue() -> Pledge:
    pledge = months_ago(38)
    add_officers(pledge.agency, cit=5, mhfa=30, untrained=5)
    return pledge


def certified() -> Pledge:
    PresidentTerm.objects.get_or_create(name="Casey Morgan", from_on="2020-01-01")
    pledge = months_ago(20)
    reviews.approve(completion=send(ready_draft(pledge)), practices=EVERY, by=ReviewerFactory())
    pledge.agency.head_counts.update(cit=2)
    return pledge


@pytest.mark.parametrize("state", [empty, half_way, ready, returned, overdue, certified])
def test_home_fits_and_is_accessible_in_each_state(
    state: Callable[[], Pledge], page: Page, live_server: LiveServer, axe: Axe
) -> None:
    agency = state().agency
    lead = member(agency)
    lead.signed_in_before = timezone.now() - timedelta(days=4)
    lead.save()
    sign_in(page.context, live_server, lead)
    check(page, axe, live_server.url + agency_page_of(agency))
    # The deadline comes first: it is seen on a phone without scrolling.
    assert page.locator(".deadline").evaluate("panel => panel.getBoundingClientRect().top") < 600
    assert "of 36 months" not in page.locator(".deadline").inner_text() or state is not overdue


def test_pages_around_the_home_fit_and_are_accessible(page: Page, live_server: LiveServer, axe: Axe) -> None:
    agency = ready().agency
    sign_in(page.context, live_server, member(agency, "viewer"))
    for path in ("history/", "what-you-need/"):
        check(page, axe, live_server.url + agency_page_of(agency, path))


def test_chief_on_a_phone_goes_from_home_through_the_next_task(page: Page, live_server: LiveServer) -> None:
    agency: Agency = empty().agency
    sign_in(page.context, live_server, member(agency))
    page.set_viewport_size({"width": 390, "height": 844})
    home = live_server.url + agency_page_of(agency)
    page.goto(home)
    assert page.locator(".next-title").inner_text() == "Import officers"
    page.get_by_role("link", name="Or enter head counts alone, without naming anyone.").click()
    for name, value in {"sworn": "18", "cit": "4", "mhfa_without_cit": "10"}.items():
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name="Save the figures").click()
    assert page.get_by_text("Your agency now gives head counts.").is_visible()
    page.goto(home)
    assert (
        page.locator(".next-title").inner_text() == "Partnership with a community mental health organization"
    )
    page.locator(".next").get_by_role("link", name="Add a partnership").click()
    page.wait_for_url(re.compile("/partnerships/add/$"))
    page.go_back()
    training = page.locator(".task", has_text="Mental health first aid")
    assert "4 more officers" in training.inner_text()
    training.get_by_role("link", name="Enter figures").click()
    page.wait_for_url(re.compile("/training/head-counts/add/$"))


def test_viewer_on_home_is_told_whom_to_ask_and_every_link_opens(page: Page, live_server: LiveServer) -> None:
    agency = half_way().agency
    lead_of(agency, name="Alex Moreno")
    sign_in(page.context, live_server, member(agency, "viewer"))
    home = live_server.url + agency_page_of(agency)
    page.goto(home)
    main = page.locator("main")
    assert main.get_by_text("Ask Alex Moreno.").count() > 3
    assert main.locator(".task .btn").count() == 0
    links = {link.evaluate("link => link.href") for link in main.locator("a[href]").all()}
    answers = {link: page.request.get(link).status for link in links if link.startswith(live_server.url)}
    assert {link: status for link, status in answers.items() if status != 200} == {}
