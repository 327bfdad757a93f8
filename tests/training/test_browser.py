"""The training's pages in a real Chromium: under the accessibility checker at two widths, with scripts and without."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from agencies.models import Agency, Membership
from rehearsal.browser import Axe
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.training import CourseFactory, HeadCountFactory, OfficerFactory
from tests.clients import agency_page, agency_page_of, sign_in
from tests.training.test_pages import named, places
from training.models import Course

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [1280, 390]
LISTS = ["officers", "records", "lapsing", "offerings", "courses", "headcount", "roster_import:index"]
FORMS = ["officer_add", "headcount_add", "course_add", "offering_add", "class_list", "roster_purge"]


@pytest.fixture
def lead() -> Membership:
    return MembershipFactory.create(agency__sworn=None)


def at(lead: Membership, name: str, args: Sequence[Any] = ()) -> str:
    """The path of a page of the lead's agency, or of the public's, by its name."""
    path = agency_page(name, args)
    return path if path.startswith("/") else agency_page_of(lead.agency, path)


def problems(page: Page, axe: Axe, url: str) -> list[str]:
    """What the accessibility checker finds at each width, and whatever is wider than the screen."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        response = page.goto(url)
        assert response is not None
        assert response.ok, url
        found += [f"{url} at {width}: {line}" for line in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{url} at {width}: wider than the screen")
    return found


def with_rows(agency: Agency) -> dict[str, tuple[object, ...]]:
    """An agency with one row of everything and some more, and the addresses of its single pages."""
    found = places(agency)
    HeadCountFactory.create(agency=agency, as_of="2025-06-01", cit=10, mhfa_without_cit=20)
    return found


def test_agency_pages_pass_the_checker(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe
) -> None:
    single = with_rows(lead.agency)
    sign_in(page.context, live_server, lead.user)
    addresses = [at(lead, named(name)) for name in (*LISTS, *FORMS)]
    addresses += [at(lead, named(name), where) for name, where in single.items()]
    found = [line for url in addresses for line in problems(page, axe, live_server.url + url)]
    assert found == []


@pytest.mark.parametrize("name", ["officers", "records", "register"])
def test_labels_over_a_list_take_one_line(
    page: Page, live_server: LiveServer, lead: Membership, name: str
) -> None:
    """A label in two lines would push its field below its neighbours and the button."""
    with_rows(lead.agency)
    sign_in(page.context, live_server, lead.user)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + at(lead, named(name)))
        labels = page.locator(".filter-field label")
        heights = labels.evaluate_all("found => found.map(label => [label.innerText, label.offsetHeight])")
        assert heights
        single = min(height for _, height in heights)
        assert [text for text, height in heights if height > single] == [], f"at {width}"


def test_pages_of_an_agency_that_names_nobody_pass_the_checker(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe
) -> None:
    with_rows(lead.agency)
    Agency.objects.filter(pk=lead.agency_id).update(evidence_mode="counts")
    sign_in(page.context, live_server, lead.user)
    found = [
        line
        for name in ("headcount", "officers", "offerings", "lapsing")
        for line in problems(page, axe, live_server.url + at(lead, named(name)))
    ]
    assert found == []


@pytest.mark.parametrize("counts", [False, True])
def test_desk_and_register_pass_the_checker(
    page: Page, live_server: LiveServer, lead: Membership, axe: Axe, settings: object, counts: bool
) -> None:
    settings.STAFF_TWO_STEP_REQUIRED = False  # type: ignore[attr-defined]
    agency = lead.agency
    with_rows(agency)
    if counts:
        Agency.objects.filter(pk=agency.pk).update(evidence_mode="counts")
    sign_in(page.context, live_server, ReviewerFactory.create())
    request, approved = agency.equivalency_requests.get(), Course.objects.filter(standing="approved").get()
    addresses = [
        reverse("training:desk_equivalencies"),
        reverse("training:desk_equivalency", args=[request.public_id]),
        reverse("training:desk_withdraw", args=[approved.public_id]),
        reverse("training:desk_training", args=[agency.public_id]),
        reverse("training:register"),
        reverse("training:register_course", args=[approved.public_id]),
    ]
    if not counts:
        addresses.append(reverse("training:desk_leave", args=[agency.public_id, agency.officers.get().pk]))
    found = [line for url in addresses for line in problems(page, axe, live_server.url + url)]
    assert found == []


def test_choosing_a_course_that_does_not_count_says_so_at_once(
    page: Page, live_server: LiveServer, lead: Membership
) -> None:
    qpr = Course.objects.get(code="QPR")
    sign_in(page.context, live_server, lead.user)
    for name in ("class_list", "offering_add"):
        page.goto(live_server.url + at(lead, named(name)))
        page.select_option("#id_course", str(qpr.pk))
        page.wait_for_selector("#course-note >> text=FAQ 4")
        page.select_option("#id_course", str(CourseFactory.create(code="CIT").pk))
        page.wait_for_selector("#course-note >> text=FAQ 2")


def test_class_list_pasted_without_scripts(
    plain_page: Page, live_server: LiveServer, lead: Membership
) -> None:
    page = plain_page
    for ref in ("P1", "P2"):
        OfficerFactory.create(agency=lead.agency, ref=ref)
    sign_in(page.context, live_server, lead.user)
    page.goto(live_server.url + at(lead, "training:records"))
    page.click("text=Add a class list")
    page.select_option("#id_course", str(CourseFactory.create(code="CIT").pk))
    page.fill("#id_completed_on", "2024-05-01")
    page.fill("#id_hours", "40")
    page.fill("#id_refs", "P1\nP2\nP3")
    page.click("text=Add the records")
    assert "Not on your roster: P3" in page.inner_text("main")
    assert page.input_value("#id_refs") == "P1\nP2\nP3"
    page.fill("#id_refs", "P1\tDiaz\nP2\tLind")
    page.click("text=Add the records")
    assert "2 records added." in page.inner_text("main")
    assert lead.agency.training_records.count() == 2
