"""Django's test client with somebody signed in, and what to leave out when two pages are compared."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from agencies.models import Membership
from tests.factories.agencies import MembershipFactory


def signed_in(role: str = "lead", **agency: Any) -> tuple[Client, Membership]:
    """A client in which a member with this role is signed in; keyword arguments as MembershipFactory takes them."""
    membership: Membership = MembershipFactory.create(role=role, **agency)
    client = Client()
    client.force_login(membership.user)
    return client, membership


def without_secrets(response: HttpResponse) -> str:
    """A page's text without what differs every time: tokens, nonces and public IDs, so also its own address."""
    text = re.sub(r"[a-z2-7]{26}", "", response.content.decode())
    return re.sub(r'(?<=csrfmiddlewaretoken" value=")\w+|(?<=nonce=")[^"]+', "", text)
