"""Django's test client, or a browser, with someone signed in; and what to leave out when two pages are compared."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from agencies.models import Agency, Membership
from common.addresses import reverse
from rehearsal.factories.agencies import MembershipFactory

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext
    from pytest_django.live_server_helper import LiveServer


_ANY = "a" * 26


class AgencyClient(Client):
    """A client for which a path without a slash in front is a page of the signed-in person's agency: ``get("members/")``.

    The agency is the first one they joined, unless ``agency`` says another; for those who have none, one that isn't there.
    """

    agency: Agency | None = None

    def generic(self, method: str, path: Any, *args: Any, **kwargs: Any) -> Any:
        """As Django's."""
        return super().generic(method, self.at(str(path)), *args, **kwargs)

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """As Django's. The agency is looked up now, so that no test counts the statement."""
        super().force_login(user, backend)
        self.agency = _first_agency_of(user.pk)

    def at(self, path: str) -> str:
        """The address of a page of the agency; any other path as it is."""
        if path.startswith(("/", "http:", "https:")):
            return path
        if self.agency is None and "_auth_user_id" in self.session:
            self.agency = _first_agency_of(self.session["_auth_user_id"])
        return agency_page_of(self.agency or _ANY, path)


def _first_agency_of(user: Any) -> Agency | None:
    return Agency.objects.filter(memberships__user=user).order_by("memberships__pk").first()


def post_typed(client: Client, path: str, **more: Any) -> Any:
    """Take a step that can't be undone: with the number or the name that its page asks for."""
    return client.post(path, {**more, "typed": client.get(path).context["form"].expected})


def agency_page(name: str, args: Sequence[Any] = (), kwargs: dict[str, Any] | None = None) -> str:
    """The path of an agency's page by its name, below the agency's address: for an ``AgencyClient``."""
    return reverse(name, args, kwargs, agency=_ANY).removeprefix(agency_page_of(_ANY, ""))


def agency_page_of(agency: Agency | str, path: str = "") -> str:
    """The address of an agency's page, of which ``path`` is what follows after the agency."""
    return f"/agency/{agency if isinstance(agency, str) else agency.public_id}/{path}"


def client_of(person: User | None) -> AgencyClient:
    """A client in which this person is signed in, or no one."""
    client = AgencyClient()
    if person is not None:
        client.force_login(person)
    return client


def client_at(agency: Agency, role: str = "lead") -> AgencyClient:
    """A client in which a new member of this agency is signed in."""
    return signed_in(role, agency=agency)[0]


def sign_in(context: "BrowserContext", server: "LiveServer", person: User) -> None:
    """Give a browser a session of this person."""
    name: str = settings.SESSION_COOKIE_NAME
    session = client_of(person).cookies[name].value
    context.add_cookies([{"name": name, "value": session, "url": server.url}])


def signed_in(role: str = "lead", **agency: Any) -> tuple[AgencyClient, Membership]:
    """A client in which a member with this role is signed in; keyword arguments as MembershipFactory takes them."""
    membership: Membership = MembershipFactory.create(role=role, **agency)
    return client_of(membership.user), membership


def without_secrets(response: HttpResponse) -> str:
    """A page's text without what differs every time: tokens, nonces, seconds and public IDs, so also its own address."""
    text = re.sub(r"[a-z2-7]{26}", "", response.content.decode())
    text = re.sub(r'data-(idle|longest)="\d+"', "", text)
    return re.sub(r'(?<=csrfmiddlewaretoken" value=")\w+|(?<=nonce=")[^"]+', "", text)
