"""Menus: what they hold for whom, and which entry is the current one."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from portal.context_processors import portal
from portal.navigation import Entry, Link, links


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


_parts = (
    [
        path("", _page, name="overview"),
        path("officers/", _page, name="officers"),
        path("hours/", _page, name="hours"),
    ],
    "work",
)
urlpatterns = [
    path("my/", include(_parts)),
    path("desk/", include(([path("", _page, name="desk")], "reviews"))),
    path("agency/", include(([path("", _page, name="switch")], "agencies"))),
    path("admin/", include(([path("", _page, name="index")], "admin"))),
]

ENTRIES = (
    Entry("Overview", "work:overview", "house"),
    Entry("Training", children=(Entry("Officers", "work:officers"), Entry("Gone", "work:gone"))),
    Entry("Gone as well", "nowhere:at_all"),
    Entry("Empty", children=(Entry("Gone", "work:gone"),)),
)

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


class _Person:
    def __init__(self, reviewer: bool = False, administrator: bool = False) -> None:
        self.is_reviewer = reviewer
        self.is_campaign_administrator = administrator


def test_entries_that_do_not_resolve_are_left_out() -> None:
    assert links(ENTRIES, "/elsewhere/") == (
        Link("Overview", "/my/", "house"),
        Link("Training", children=(Link("Officers", "/my/officers/"),)),
    )


def test_the_longest_matching_entry_is_the_current_one() -> None:
    overview, training = links(ENTRIES, "/my/officers/P014/")
    assert overview == Link("Overview", "/my/", "house")
    assert training.children == (Link("Officers", "/my/officers/", current=True),)


def test_a_page_without_an_entry_lights_up_the_one_above_it() -> None:
    overview, _training = links(ENTRIES, "/my/hours/")
    assert (overview.current, overview.here) == (True, False)


def test_a_part_of_a_section_that_lies_elsewhere_lights_it_up() -> None:
    entries = (
        Entry("Training", "work:officers", parts=("work:hours", "work:gone")),
        Entry("Desk", "reviews:desk"),
    )
    training, desk = links(entries, "/my/hours/P014/")
    assert (training.current, training.here, desk.current) == (True, False, False)
    assert [link.current for link in links(entries, "/elsewhere/")] == [False, False]


def test_the_very_page_is_here() -> None:
    overview, _training = links(ENTRIES, "/my/")
    assert (overview.current, overview.here) == (True, True)


@pytest.mark.parametrize(
    ("person", "agencies", "places"),
    [
        (_Person(), 0, []),
        (_Person(), 1, [("Your agency", "/agency/")]),
        (_Person(), 2, [("Your agencies", "/agency/")]),
        (_Person(reviewer=True), 0, [("Review desk", "/desk/")]),
        (_Person(administrator=True), 1, [("Your agency", "/agency/"), ("Review desk", "/desk/")]),
    ],
)
def test_the_account_menu_leads_to_the_places_of_work(
    person: _Person, agencies: int, places: list[tuple[str, str]]
) -> None:
    """On every page, those of no agency included."""
    request = RequestFactory().get("/")
    request.user, request.memberships = person, [object()] * agencies  # type: ignore[attr-defined, assignment]
    assert [(link.label, link.url) for link in portal(request)["portal"].account] == places


@pytest.mark.parametrize(
    ("person", "urls"),
    [(_Person(reviewer=True), ["/desk/"]), (_Person(administrator=True), ["/desk/", "/admin/"])],
)
def test_only_campaign_administrators_are_led_to_the_content(person: _Person, urls: list[str]) -> None:
    request = RequestFactory().get("/")
    request.user = person  # type: ignore[assignment]
    assert [link.url for link in portal(request)["portal"].desk] == urls


def test_the_canonical_address_has_our_host_and_no_query(settings: object) -> None:
    settings.SITE_URL = "https://onemind.example"  # type: ignore[attr-defined]
    request = RequestFactory().get("/agencies/?q=x", headers={"host": "localhost"})
    assert portal(request)["portal"].canonical == "https://onemind.example/agencies/"
