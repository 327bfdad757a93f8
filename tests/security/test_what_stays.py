"""What stays behind: nothing of a signed-in person in the browser, and no name that was searched for in a log."""

import http.client
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings as django_settings

from onemind.access import TABLE
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.training import OfficerFactory
from tests.clients import AgencyClient, client_of
from tests.public.server import LOG, production
from tests.security.tenant import Tenant, routes

CANARY = "Quillfeather"
CLOSED = ("agency/", "desk/", "account/", "admin/", "documents/")
# Where people are searched for, by who may.
LISTS = {
    "training:officers": lambda tenant: tenant.lead.user,
    "training:records": lambda tenant: tenant.viewer.user,
    "reviews:agencies": lambda tenant: ReviewerFactory.create(),
    "assistance:desk_requests": lambda tenant: ReviewerFactory.create(),
    "admin:accounts_user_changelist": lambda tenant: AdministratorFactory.create(),
    "admin:agencies_invitation_changelist": lambda tenant: AdministratorFactory.create(),
    "admin:content_comment_changelist": lambda tenant: AdministratorFactory.create(),
}


@pytest.fixture
def tenant(db: None) -> Tenant:
    tenant = Tenant()
    OfficerFactory.create(agency=tenant.agency, name=f"Xanthippe {CANARY}")
    return tenant


def test_every_answer_to_a_signed_in_person_is_kept_by_nobody(tenant: Tenant) -> None:
    clients = [client_of(tenant.lead.user), client_of(AdministratorFactory.create())]
    kept = {}
    for route in routes():
        if route.parts or not route.path.startswith(CLOSED) or "logout" in route.name:
            continue
        for client in clients:
            answer = client.get(tenant.at(route.name))
            if "no-store" not in answer.get("Cache-Control", "") or "private" not in answer["Cache-Control"]:
                kept[route.name] = (answer.status_code, answer.get("Cache-Control"))
    assert kept == {}


@pytest.mark.parametrize("path", ["/", "/faq/", "/agencies/", "/nothing/", "", "/desk/"])
def test_public_pages_and_errors_with_a_persons_menu_are_kept_by_nobody(tenant: Tenant, path: str) -> None:
    assert client_of(tenant.lead.user).get(path)["Cache-Control"] == "private, no-store"
    assert client_of(tenant.lead.user).post(path).get("Cache-Control") in {"private, no-store"}


def test_what_says_otherwise_stays_as_it_says(tenant: Tenant) -> None:
    """The control: open data is the same for everyone."""
    client = client_of(tenant.lead.user)
    assert client.get("/agencies.csv")["Cache-Control"].startswith("public, max-age=")
    assert (
        client.get("/robots.txt")["Cache-Control"].startswith("max-age=")
        or "public" in client.get("/robots.txt")["Cache-Control"]
    )
    assert "Cache-Control" not in AgencyClient().get("/faq/")


def test_signing_out_clears_what_the_browser_holds(tenant: Tenant) -> None:
    client = client_of(tenant.lead.user)
    assert "Clear-Site-Data" not in client.get("")
    answer = client.post("/account/logout/")
    assert (answer["Clear-Site-Data"], answer["Cache-Control"]) == ('"cache", "storage"', "private, no-store")
    assert "Clear-Site-Data" not in client.get("/")


def test_a_session_that_ran_out_clears_it_too(tenant: Tenant, settings: Any) -> None:
    client = client_of(tenant.lead.user)
    client.get("")
    settings.SESSION_IDLE_SECONDS = 0
    assert client.get("")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("name", LISTS)
def test_a_search_for_people_goes_by_post_and_its_address_says_nothing(name: str, tenant: Tenant) -> None:
    UserFactory.create(name=f"Ana {CANARY}", email=f"ana@{CANARY.lower()}.example")
    client, path = client_of(LISTS[name](tenant)), tenant.at(name)
    shown = client.get(path).content.decode()
    forms = re.findall(r"<form[^>]*>", shown)
    assert [form for form in forms if 'role="search"' in form and 'method="post"' in form]

    answer = client.post(path, {"q": CANARY})
    address = answer["Location"]
    found = client.get(address).content.decode()

    assert (answer.status_code, CANARY in address, "search=" in address) == (302, False, True)
    assert f'value="{CANARY}"' in found
    leads = re.findall(r'(?:href|action|hx-[a-z-]+)="([^"]*)"', found)
    assert [lead for lead in leads if CANARY.lower() in lead.lower()] == []
    # The key opens nothing for anyone else, and the search is gone with nothing searched for.
    other = client_of(LISTS[name](tenant)).get(address).content.decode()
    assert f'value="{CANARY}"' not in other
    assert client.post(path, {"q": ""})["Location"] == path


def test_a_search_finds_and_its_file_holds_what_the_list_shows(tenant: Tenant) -> None:
    OfficerFactory.create(agency=tenant.agency, name="Somebody Else")
    client = client_of(tenant.lead.user)
    address = client.post("training/officers/", {"q": CANARY, "people": "all"})["Location"]
    key = urlsplit(address).query
    texts = [client.get(where).content.decode() for where in (address, f"{address}&print=1")]
    file = b"".join(client.get(f"training/officers.csv?{key}").streaming_content)  # type: ignore[attr-defined]

    assert [(CANARY in text, "Somebody Else" in text) for text in (*texts, file.decode())] == [
        (True, False)
    ] * 3


def test_an_admins_search_keeps_the_filters_of_its_list(tenant: Tenant) -> None:
    UserFactory.create(email="ana@example.org", name=CANARY)
    UserFactory.create(email="bo@example.org", name=CANARY, is_active=False)
    client = client_of(AdministratorFactory.create())
    address = client.post("/admin/accounts/user/?is_active__exact=1&p=2", {"q": CANARY})["Location"]
    text = client.get(address).content.decode()
    assert (address.startswith("/admin/accounts/user/?is_active__exact=1&search="), "p=2" in address) == (
        True,
        False,
    )
    assert ("ana@example.org" in text, "bo@example.org" in text) == (True, False)


def test_no_page_behind_the_login_asks_for_words_by_its_address(tenant: Tenant) -> None:
    """The kind: no form of a signed-in person's page sends typed text by GET. The register of courses names no people."""
    client, reviewer = client_of(tenant.lead.user), client_of(AdministratorFactory.create())
    found = set()
    for route in routes():
        if route.parts or route.is_public or "export" in route.name:
            continue
        for each in (client, reviewer):
            answer = each.get(tenant.at(route.name))
            if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
                continue
            for form in re.findall(r"<form\b.*?</form>", answer.content.decode(), re.S):
                if 'method="post"' not in form.partition(">")[0] and re.search(
                    r'<input[^>]*type="(?:text|search)"', form
                ):
                    found.add(route.name)
    assert found == set()
    assert {name for name in LISTS if TABLE[name].write is None} == set()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_log_of_the_server_holds_who_was_searched_for() -> None:
    tenant = Tenant()
    OfficerFactory.create(agency=tenant.agency, name=f"Xanthippe {CANARY}")
    reviewer, administrator = ReviewerFactory.create(), AdministratorFactory.create()
    with production() as address:
        people = {
            tenant.at("training:officers"): tenant.lead.user,
            "/desk/agencies/": reviewer,
            "/admin/accounts/user/": administrator,
        }
        seen = [_searched(address, path, person) for path, person in people.items()]
    log = LOG.read_text(errors="replace")

    assert seen == [True] * 3
    assert [path in log for path in people] == [True] * 3
    assert CANARY.lower() not in log.lower()


def _searched(address: str, path: str, person: Any) -> bool:
    """Search as a browser would, and by an address with the words and a page before it that says them, too."""
    session = client_of(person).cookies[django_settings.SESSION_COOKIE_NAME].value
    cookies = f"__Host-session={session}"
    status, page, headers = _send(address, "GET", path, cookies)
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    cookies += "; " + "; ".join(headers["cookies"])
    body = urlencode({"csrfmiddlewaretoken": token, "q": CANARY, "people": "all"})
    status, _page, headers = _send(address, "POST", path, cookies, body)
    status, page, _headers = _send(address, "GET", headers["Location"], cookies)
    _send(address, "GET", f"{path}?q={CANARY}", cookies)
    _send(address, "GET", f"{path}nothing/?q={CANARY}", cookies)
    return status == 200 and f'value="{CANARY}"' in page


def _send(
    address: str, method: str, path: str, cookies: str, body: str = ""
) -> tuple[int, str, dict[str, Any]]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    sent = {
        "Cookie": cookies,
        "Referer": f"{address}/?q={CANARY}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request(method, path, body=body or None, headers=sent)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    headers: dict[str, Any] = dict(answer.getheaders())
    headers["cookies"] = [line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie") or []]
    connection.close()
    return answer.status, text, headers
