"""What came back, what is answered and what is certified, in a real Chromium: on a screen, on a phone, and accessible."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from compliance.editions import PRACTICES
from documents.models import PresidentTerm
from pledges.models import Pledge
from rehearsal.browser import Axe
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory, member, ready_draft
from reviews import actions as reviews
from tests.clients import agency_page, agency_page_of, sign_in
from tests.pledges.returning import EVERY, POLICY, draft_of, more_sworn, nature, save, send
from tests.pledges.test_browser import check
from training.models import HeadCount

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

REASON = (
    "Your policy doesn't say who is called to the scene. Name the section, or tell us where it is regulated."
)


def came_back(*practices: str) -> Pledge:
    """A completion that was returned for these practices; the others are verified."""
    PresidentTerm.objects.get_or_create(name="Casey Morgan", from_on="2020-01-01")
    pledge = PledgeFactory(agency__name="Cedar Flats Police Department")
    reviews.send_back(
        completion=send(ready_draft(pledge)),
        by=ReviewerFactory(name="Dana Whitfield"),
        reasons="Thank you for all that is there already.",
        practices=dict.fromkeys(practices, REASON),
        verified=EVERY - set(practices),
    )
    return pledge


@pytest.mark.parametrize("practices", [(POLICY,), tuple(PRACTICES)], ids=["one", "all"])
def test_a_return_and_its_answers_fit_and_are_accessible(
    practices: tuple[str, ...], page: Page, live_server: LiveServer, axe: Axe
) -> None:
    pledge = came_back(*practices)
    sign_in(page.context, live_server, member(pledge.agency))
    home, draft, letter = (
        live_server.url + agency_page_of(pledge.agency, agency_page(name))
        for name in ("pledges:overview", "pledges:completion", "documents:letter")
    )
    for url in (home, draft, letter):
        check(page, axe, url)
    page.goto(draft)
    page.fill("#id_policy_answer", "Section 4 regulates it.")
    page.check("#id_policy_is_kept")
    page.fill("#id_answer", "You are welcome.")
    page.get_by_role("button", name="Save", exact=True).click()
    section = page.locator("#returned-policy")
    assert section.get_by_text("Answered").count() == 1
    nature(pledge)
    for url in (home, draft):
        check(page, axe, url)


def test_what_is_sent_again_fits_at_the_desk(page: Page, live_server: LiveServer, axe: Axe) -> None:
    pledge = came_back(POLICY)
    nature(pledge)
    more_sworn(pledge)
    save(pledge, answer="You are welcome.", policy_answer="Section 4 regulates it.", policy_is_kept=True)
    done = send(draft_of(pledge))
    sign_in(page.context, live_server, ReviewerFactory())
    check(page, axe, live_server.url + reverse("reviews:completion", args=[done.public_id]))
    reviews.send_back(completion=done, by=ReviewerFactory(), reasons="", practices={POLICY: REASON})
    check(page, axe, live_server.url + reverse("reviews:completion", args=[done.public_id]))


def test_figures_lower_than_certified_fit_and_are_accessible(
    page: Page, live_server: LiveServer, axe: Axe
) -> None:
    PresidentTerm.objects.get_or_create(name="Casey Morgan", from_on="2020-01-01")
    pledge = PledgeFactory(agency__name="Cedar Flats Police Department")
    done = send(ready_draft(pledge))
    reviews.approve(completion=done, practices=EVERY, by=ReviewerFactory(), remarks="A model for others.")
    HeadCount.objects.update(sworn=60, cit=9, mhfa_without_cit=40)
    pledge.agency.policies.update(retired_on="2025-11-01")
    sign_in(page.context, live_server, member(pledge.agency))
    for name in ("pledges:overview", "pledges:completion"):
        check(page, axe, live_server.url + agency_page_of(pledge.agency, agency_page(name)))
    sign_in(page.context, live_server, ReviewerFactory())
    check(page, axe, live_server.url + reverse("reviews:completion", args=[done.public_id]))
