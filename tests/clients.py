"""Django's test client, or a browser, with somebody signed in; and what to leave out when two pages are compared."""

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from agencies.models import Agency, Membership
from tests.factories.agencies import MembershipFactory

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext
    from pytest_django.live_server_helper import LiveServer


def client_of(person: User | None) -> Client:
    """A client in which this person is signed in, or nobody."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def client_at(agency: Agency, role: str = "lead") -> Client:
    """A client in which a new member of this agency is signed in."""
    return signed_in(role, agency=agency)[0]


def sign_in(context: "BrowserContext", server: "LiveServer", person: User) -> None:
    """Give a browser a session of this person."""
    name: str = settings.SESSION_COOKIE_NAME
    session = client_of(person).cookies[name].value
    context.add_cookies([{"name": name, "value": session, "url": server.url}])


def signed_in(role: str = "lead", **agency: Any) -> tuple[Client, Membership]:
    """A client in which a member with this role is signed in; keyword arguments as MembershipFactory takes them."""
    membership: Membership = MembershipFactory.create(role=role, **agency)
    return client_of(membership.user), membership


def without_secrets(response: HttpResponse) -> str:
    """A page's text without what differs every time: tokens, nonces and public IDs, so also its own address."""
    text = re.sub(r"[a-z2-7]{26}", "", response.content.decode())
    return re.sub(r'(?<=csrfmiddlewaretoken" value=")\w+|(?<=nonce=")[^"]+', "", text)
