"""The matrix: every route of the access table, for every role, with every method, on one's own, another's, and nothing.

What is expected is read off the table's rows alone; that each row is right is what a reader of the table sees. What is refused
before a view is asked is tried on one database: it has no say in it.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch

from accounts.models import User
from common.access import CLOSED, Access, Names
from common.addresses import is_of_agency
from onemind.access import ADMIN, TABLE
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from tests.clients import without_secrets
from tests.security.tenant import NOTED, OBJECTS, Tenant, addresses, state_of_all

pytestmark = pytest.mark.django_db
# Which roles each guard lets pass.
MEMBERS = {"viewer", "editor", "signatory", "lead"}
STAFF = {"content editor", "reviewer", "administrator"}
PASSES = {
    "anyone": {"anonymous", "stranger", *MEMBERS, *STAFF},
    "signed in": {"stranger", *MEMBERS, *STAFF},
    "member": MEMBERS,
    "completion.draft": MEMBERS - {"viewer"},
    "evidence.edit": MEMBERS - {"viewer"},
    "help.reply": MEMBERS - {"viewer"},
    "questions.answer": MEMBERS - {"viewer"},
    "training.edit": MEMBERS - {"viewer"},
    "completion.submit": {"signatory", "lead"},
    "identity.request": {"signatory", "lead"},
    "pledge.renew": {"signatory", "lead"},
    "pledge.withdraw": {"signatory", "lead"},
    "members.invite": {"lead"},
    "members.manage": {"lead"},
    "names.remove": {"lead"},
    "profile.edit": {"lead"},
    "roster.purge": {"lead"},
    "staff": STAFF,
    "content editor": {"content editor", "administrator"},
    "reviewer": {"reviewer", "administrator"},
    "administrator": {"administrator"},
}
ROLES = sorted(PASSES["anyone"])
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
NO_NUMBER, NO_NAME = 10**9, "a" * 26


@pytest.fixture
def tenant(db: None) -> Tenant:
    return Tenant()


def person(role: str, tenant: Tenant) -> User | AnonymousUser:
    """Someone with this role; an agency's roles are roles at the tenant's agency."""
    made: dict[str, Callable[[], Any]] = {
        "anonymous": AnonymousUser,
        "stranger": UserFactory.create,
        "content editor": EditorFactory.create,
        "reviewer": ReviewerFactory.create,
        "administrator": AdministratorFactory.create,
    }
    if role in made:
        someone: User | AnonymousUser = made[role]()
        return someone
    membership = MembershipFactory.create(agency=tenant.agency, role=role)
    member: User = membership.user
    return member


def client_as(role: str, tenant: Tenant) -> Client:
    """A client for which a failure is an answer."""
    client, someone = Client(raise_request_exception=False), person(role, tenant)
    if isinstance(someone, User):
        client.force_login(someone)
    return client


def every(tenant: Tenant) -> dict[str, str]:
    """An address for each row of the table: of something that is there wherever ``addresses`` knows one, else of nothing."""
    found = addresses(tenant)
    return {name: path for name in TABLE if (path := found.get(name) or _of_nothing(name, tenant))}


def _of_nothing(name: str, tenant: Tenant) -> str:
    for arguments in (
        [],
        ["1"],
        ["1", 1],
        ["csv"],
        [NO_NAME],
        [NO_NAME, 1],
        ["content"],
        ["us-mo", NO_NAME],
        [1, 1],
    ):
        with suppress(NoReverseMatch):
            return tenant.at(name, arguments)
    return ""


def expected(name: str, role: str, method: str) -> int:
    """What a row answers before the view is asked: 302 to the login, 403, 404, 405, or 0 for the view's own answer.

    The pages of an agency aren't there for those who don't belong to it.
    """
    row: Access = TABLE[name]
    guard = row.guard(method)
    if guard is None or (is_of_agency(name) and role not in {"anonymous", *MEMBERS}):
        return 404
    if role not in PASSES[guard.name]:
        return 302 if role == "anonymous" else 403
    return 0 if method in row.methods or row.any_method else 405


def test_the_matrix_holds_every_row_and_every_guard(tenant: Tenant) -> None:
    """Some models have no page for adding or deleting in the admin; their rows open nothing."""
    missing = {name for name in TABLE.keys() - every(tenant).keys() if TABLE[name] is not CLOSED}
    assert {name for name in missing if not name.startswith("admin:")} == {
        "account_reset_password_from_key",
        "portal:sitemap_section",
    } & missing
    assert set(PASSES) == {guard.name for row in TABLE.values() for guard in (row.read, row.write) if guard}


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_what_the_table_denies_is_denied_and_changes_nothing(role: str, tenant: Tenant) -> None:
    client, paths = client_as(role, tenant), every(tenant)
    before, wrong, denied = state_of_all(*NOTED), {}, 0
    for name, path in paths.items():
        for method in ("GET", "POST"):
            status = expected(name, role, method)
            if not status:
                continue
            denied += 1
            answer = client.generic(method, path)
            if (answer.status_code, _to_login(answer)) != (status, status == 302):
                wrong[name, method] = (answer.status_code, status)

    assert wrong == {}
    assert denied > 100
    assert state_of_all(*NOTED) == before


@pytest.mark.parametrize("role", ROLES)
def test_what_the_table_allows_is_there_on_the_same_objects(role: str, tenant: Tenant) -> None:
    """The other half of the matrix: the same addresses, read by who may. What isn't there in this state says so in words."""
    client, paths = client_as(role, tenant), every(tenant)
    allowed = {
        name: path for name, path in paths.items() if not expected(name, role, "GET") and "logout" not in name
    }
    statuses = {name: client.get(path).status_code for name, path in allowed.items()}
    refused = {
        name: status for name, status in statuses.items() if status in {403, 405} and name not in ADMIN
    }

    assert {
        name: status
        for name, status in refused.items()
        if name not in {"documents:download", "documents:pages", "admin:login"}
    } == {}
    assert list(statuses.values()).count(200) > len(statuses) // 2


@pytest.mark.once
@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_a_row_does_not_take_is_answered_with_405(method: str, tenant: Tenant) -> None:
    paths = every(tenant)
    clients = {guard: client_as(min(roles), tenant) for guard, roles in PASSES.items()}
    wrong = {}
    for name, path in paths.items():
        row = TABLE[name]
        guard = row.guard(method)
        if guard is None or method in row.methods or row.any_method:
            continue
        answer = clients[guard.name].generic(method, path)
        if (answer.status_code, answer.get("Allow")) != (405, ", ".join(row.methods)):
            wrong[name] = (answer.status_code, answer.get("Allow"))

    assert wrong == {}


@pytest.mark.parametrize("role", sorted(MEMBERS))
def test_anothers_thing_is_answered_like_one_that_does_not_exist(role: str, tenant: Tenant) -> None:
    """Every route that names a thing of one's own, with every method: another agency's, and none at all."""
    other = Tenant()
    client, before, wrong = client_as(role, tenant), state_of_all(*NOTED), {}
    for name, arguments in OBJECTS.items():
        theirs = tenant.at(name, arguments(other))
        nothing = tenant.at(
            name, [NO_NAME if isinstance(part, str) else NO_NUMBER for part in arguments(other)]
        )
        for method in METHODS:
            answers = [client.generic(method, path) for path in (theirs, nothing)]
            told = [_told(answer, path) for answer, path in zip(answers, (theirs, nothing), strict=True)]
            status = expected(name, role, method) or 404
            if [answer.status_code for answer in answers] != [status] * 2 or told[0] != told[1]:
                wrong[name, method] = [answer.status_code for answer in answers]

    assert wrong == {}
    assert {name for name, row in TABLE.items() if row.names is Names.OWN} == set(OBJECTS)
    assert state_of_all(*NOTED) == before


@pytest.mark.parametrize("role", sorted(MEMBERS | {"stranger", "administrator"}))
def test_anothers_agency_is_answered_like_one_that_does_not_exist(role: str, tenant: Tenant) -> None:
    """Every page of an agency, with every method: at an agency that one doesn't belong to, and at none."""
    other, client = Tenant(), client_as(role, tenant)
    pages = {name: path for name, path in every(other).items() if is_of_agency(name)}
    before, wrong = state_of_all(*NOTED), {}
    for name, theirs in pages.items():
        nothing = theirs.replace(other.agency.public_id, NO_NAME, 1)
        for method in METHODS:
            answers = [client.generic(method, path) for path in (theirs, nothing)]
            told = [_told(answer, path) for answer, path in zip(answers, (theirs, nothing), strict=True)]
            if [answer.status_code for answer in answers] != [404, 404] or told[0] != told[1]:
                wrong[name, method] = [answer.status_code for answer in answers]

    assert (wrong, len(pages) > 90) == ({}, True)
    assert state_of_all(*NOTED) == before


def _to_login(answer: Any) -> bool:
    return bool(
        answer.status_code == 302 and answer["Location"].startswith(("/account/login/", "/admin/login/"))
    )


def _told(answer: Any, path: str) -> str:
    """All that an answer says, without its own address and what differs every time."""
    assert isinstance(answer, HttpResponse)
    headers = {
        name: value
        for name, value in answer.items()
        if name not in {"Content-Security-Policy", "Content-Length"}
    }
    return without_secrets(answer).replace(path, "") + repr(headers)
