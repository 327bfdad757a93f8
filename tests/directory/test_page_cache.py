"""Pages that are cached: who gets them, that a change is seen at once, and what they cost."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from agencies import actions as agencies
from agencies.models import Agency
from audit import trail
from common import http_cache
from directory import finding, paging
from directory.version import forget_pages, version
from documents import actions as documents
from documents.models import Document
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.directory import certified, pledged, reviewer
from rehearsal.factories.pledges import add_partnership, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keep_pages(settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    forget_everything()


def forget_everything() -> None:
    """As after a restart."""
    http_cache.shared_cache.clear()
    forget_pages()
    finding.forget()


@pytest.fixture
def certificate() -> Document:
    """A certified agency among others; the trail has begun."""
    pledged("Aurora", region="US-CO")
    found = certified("Denver", region="US-CO")
    record(found.agency)
    return found


def record(agency: Agency) -> None:
    with transaction.atomic():
        trail.record("agencies.tested", by=None, subject=agency, agency=agency)


def paths(certificate: Document) -> list[str]:
    agency = certificate.agency
    return [
        "/agencies/", "/agencies/?q=denvr", "/agencies/?region=US-CO&page=1", "/agencies/in/us-co/", "/recent/",
        f"/agencies/{agency.public_id}/{agency.slug}/",
    ]  # fmt: skip


def test_who_has_the_page_is_told_so_in_one_statement(
    client: Client, certificate: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for path in paths(certificate):
        first = client.get(path)
        with django_assert_num_queries(1):
            again = client.get(path, headers={"If-None-Match": first["ETag"]})

        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "no-cache")


def test_kept_page_is_the_same_page_in_one_statement(
    client: Client, certificate: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for path in paths(certificate):
        first = client.get(path)
        with django_assert_num_queries(1):
            again = client.get(path)

        assert (again.status_code, again.content) == (200, first.content)
        assert {name: again[name] for name in ("Content-Type", "X-Frame-Options", "Vary")} == {
            name: first[name] for name in ("Content-Type", "X-Frame-Options", "Vary")
        }


def test_version_is_taken_to_last_for_a_moment_and_no_longer(
    client: Client,
    certificate: Document,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.PAGE_VERSION_SECONDS = 1
    clock = [1000.0]
    monkeypatch.setattr(
        http_cache, "time", SimpleNamespace(monotonic=lambda: clock[0], time=lambda: clock[0])
    )
    first = client.get("/agencies/")
    record(pledged("Pueblo", region="US-CO").agency)

    clock[0] += 0.9
    with django_assert_num_queries(0):
        soon = client.get("/agencies/")
    clock[0] += 0.2
    later = client.get("/agencies/", headers={"If-None-Match": first["ETag"]})

    assert (soon.content, "Pueblo" in first.content.decode()) == (first.content, False)
    assert (later.status_code, "Pueblo" in later.content.decode()) == (200, True)


def test_kept_page_is_sent_compressed_to_who_can_read_it(client: Client, certificate: Document) -> None:
    plain = client.get("/agencies/")
    packed = client.get("/agencies/", headers={"Accept-Encoding": "gzip"})

    assert (packed["Content-Encoding"], len(packed.content) * 3 < len(plain.content)) == ("gzip", True)
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize(
    "query",
    ["", "?page=2", "?region=US-CO", "?q=denver", "?q=denvr", "?size=25-49&status=pledged", "?sort=region"],
)
def test_page_that_is_not_kept_takes_three_statements_at_most(
    client: Client, certificate: Document, query: str, django_assert_max_num_queries: Any, settings: Settings
) -> None:
    # The version is asked for once a second at most.
    settings.PAGE_VERSION_SECONDS = 60
    # What a version's first visitor paid for: the counts of the states, and the index of names.
    client.get("/agencies/?q=aurora")

    with django_assert_max_num_queries(3):
        response = client.get(f"/agencies/{query}")

    assert response.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/agencies/",
        "/agencies/?region=US-CO&status=certified",
        "/agencies/?country=US&sort=pledged",
        "/agencies/in/us-co/",
        "/recent/",
    ],
)
def test_first_page_after_a_change_takes_three_statements(
    client: Client, certificate: Document, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        assert client.get(path).status_code == 200


def test_pages_of_a_list_are_the_same_cut_off_or_by_number(
    client: Client, certificate: Document, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(paging, "PER_PAGE", 2)
    for number in range(5):
        pledged(f"Pueblo {number}", region="US-CO")
    addresses = [
        f"{path}page={page}" for path in ("/agencies/?", "/agencies/?sort=pledged&", "/agencies/in/us-co/?")
        for page in (1, 2, 4, 9, "last", "0")
    ]  # fmt: skip
    settings.PAGE_CACHE_SECONDS = 0
    cut_off = {address: client.get(address).content for address in addresses}
    settings.PAGE_CACHE_SECONDS = 300

    assert {address: client.get(address).content for address in addresses} == cut_off


def test_page_of_a_certified_agency_takes_four_statements(
    client: Client, certificate: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_partnership(certificate.agency, may_be_published=True)
    path = paths(certificate)[-1]

    # The page, what it publishes, its former names, and the papers.
    with django_assert_num_queries(4):
        page = client.get(path).content.decode()

    for part in (f"/verify/{certificate.code}/", "County Behavioral Health", "Became One Mind Certified"):
        assert part in page


def rename(certificate: Document) -> None:
    agency = certificate.agency
    agencies.update_profile(
        agency=agency, version=agency.version, changes={"name": "Denver Police"}, by=member(agency)
    )


def suspend(certificate: Document) -> None:
    agencies.suspend(agency=certificate.agency, by=AdministratorFactory.create())


def revoke(certificate: Document) -> None:
    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())


@pytest.mark.parametrize("change", [rename, suspend, revoke])
@pytest.mark.parametrize("path", ["/agencies/", "/agencies/in/us-co/", "/recent/"])
def test_change_is_seen_at_once(client: Client, certificate: Document, change: Any, path: str) -> None:
    first = client.get(path)
    change(certificate)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content != first.content) == (200, True)


def test_change_that_is_undone_is_never_kept(client: Client, certificate: Document) -> None:
    before = client.get("/agencies/")
    with transaction.atomic():
        rename(certificate)
        transaction.set_rollback(True)

    assert client.get("/agencies/").content == before.content


def test_page_of_yesterday_is_drawn_anew(client: Client, certificate: Document) -> None:
    with time_machine.travel("2026-03-01 12:00:00+00:00"):
        first = client.get("/agencies/")
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        again = client.get("/agencies/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, "March 2, 2026" in again.content.decode()) == (200, True)


def test_signed_in_person_gets_a_page_of_their_own_and_nobody_else_gets_it(
    client: Client, certificate: Document
) -> None:
    public = client.get("/agencies/")
    client.force_login(member(certificate.agency))

    own = client.get("/agencies/", headers={"If-None-Match": public["ETag"]})
    forget_everything()
    own_again = client.get("/agencies/")
    client.logout()
    after = client.get("/agencies/")

    assert (own.status_code, "Sign out" in own.content.decode(), own.has_header("ETag")) == (200, True, False)
    assert (own_again.content.count(b"csrfmiddlewaretoken"), b"csrfmiddlewaretoken" in after.content) == (
        1,
        False,
    )
    assert (after.content, after["ETag"]) == (public.content, public["ETag"])


def test_page_made_of_kept_parts_is_the_page_drawn_whole(
    client: Client, certificate: Document, settings: Settings
) -> None:
    """Header, foot, filters, map and the like are shared by pages: each page must get its own of them."""
    asked = [*paths(certificate), "/agencies/?page=2", "/agencies/?size=x", "/agencies/?sort=region&page=2"]
    settings.PAGE_CACHE_SECONDS = 0
    whole = {path: client.get(path).content for path in asked}
    settings.PAGE_CACHE_SECONDS = 300
    for order in (asked, asked[::-1]):
        forget_everything()

        assert {path: client.get(path).content for path in order} == whole


def test_parts_drawn_for_a_signed_in_person_are_not_kept(client: Client, certificate: Document) -> None:
    public = {path: client.get(path).content for path in paths(certificate)}
    forget_everything()
    person = member(certificate.agency)
    client.force_login(person)
    for path in public:
        assert str(person).encode() in client.get(path).content
    client.logout()

    assert {path: client.get(path).content for path in public} == public


def test_signed_in_person_gets_no_part_that_was_kept_for_everybody(
    client: Client, certificate: Document
) -> None:
    for path in paths(certificate):
        client.get(path)
    client.force_login(member(certificate.agency))

    for path in paths(certificate):
        page = client.get(path).content.decode()
        assert ("Sign out" in page, 'class="header-link"' in page) == (True, False)


def test_part_with_a_forms_token_is_not_kept(rf: RequestFactory, certificate: Document) -> None:
    source = "{% load cached_fragments %}{% cached 'form' %}{% csrf_token %}{% endcached %}"
    drawn = set()
    for _time in range(2):
        request = rf.get("/agencies/")
        request.page_version = version()  # type: ignore[attr-defined]
        drawn.add(engines["django"].from_string(source).render({}, request))

    assert len(drawn) == 2


def test_visitor_with_a_session_or_a_message_is_never_sent_a_kept_page(
    client: Client, certificate: Document, settings: Settings
) -> None:
    client.get("/agencies/")
    for cookie in (settings.SESSION_COOKIE_NAME, "messages"):
        visitor = Client()
        visitor.cookies[cookie] = "anything"

        assert not visitor.get("/agencies/").has_header("ETag")


def test_kept_page_starts_no_session_and_sets_no_cookie(client: Client, certificate: Document) -> None:
    for _time in range(2):
        assert client.get("/agencies/").cookies == {}
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "path", ["/agencies/in/us-zz/", "/agencies/nobody/", "/agencies/nobody/nothing/", "/nowhere/"]
)
def test_what_is_not_there_is_not_kept(client: Client, certificate: Document, path: str) -> None:
    assert [(client.get(path).status_code, client.get(path).has_header("ETag"))] == [(404, False)]


def test_page_that_moved_still_leads_on(client: Client, certificate: Document) -> None:
    response = client.get(f"/agencies/{certificate.agency.public_id}/")

    assert (response.status_code, response.has_header("ETag")) == (302, False)


def test_endless_query_is_answered_and_not_kept(client: Client, certificate: Document) -> None:
    path = f"/agencies/?nothing={'x' * http_cache.LONGEST_QUERY}"

    assert [client.get(path).status_code for _time in range(2)] == [200, 200]
    assert http_cache.pages.get(version(), client.get(path)["ETag"]) is None


def test_nothing_is_kept_before_the_trail_begins(client: Client) -> None:
    pledged("Aurora", on=date(2026, 1, 1))

    assert (version(), client.get("/agencies/").has_header("ETag")) == ("", False)


def test_made_up_queries_fill_no_memory_and_push_out_no_count(
    client: Client, certificate: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_cache, "MOST_SHARED", 20)
    monkeypatch.setattr(http_cache, "_spent", (0, 0))
    cache.set("guesses", 5, 900)

    pages = [client.get(f"/agencies/?q=aurora{'+' * number}&page=2") for number in range(40)]
    forget_pages()
    given = 0
    for number in range(40):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/agencies/?q=aurora{'+' * number}&page=2")
        # Who is given the answer to a question by the cache asks the database for the rows, and for the version alone: for
        # the page, and for the index.
        given += len(captured) == 3

    assert {page.status_code for page in pages} == {200}
    assert 0 < given <= 20
    assert cache.get("guesses") == 5


def test_walk_through_all_pages_keeps_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = http_cache.VersionCache(10)
    for number in range(25):
        cache.set("one", f"{number}", number)

    assert [number for number in range(25) if cache.get("one", f"{number}") is not None] == [
        20,
        21,
        22,
        23,
        24,
    ]
    assert cache.get("another", "24") is None


def test_pages_have_a_place_of_their_own(settings: Settings) -> None:
    """A full folder drops files at random: what counts the guesses on a password mustn't lie among the pages."""
    default, pages = settings.CACHES["default"], settings.CACHES["pages"]

    assert (default["LOCATION"], default.get("KEY_PREFIX")) != (pages["LOCATION"], pages.get("KEY_PREFIX"))
