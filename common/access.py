"""Who may ask for which address: the words of the access table, of which each app has its rows in its ``access.py``.

``onemind.access`` gathers the rows and enforces them. A route that has none is answered with 404.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest, HttpResponse

READING = frozenset({"GET", "HEAD"})


class Names(Enum):
    """Whose the thing is that an address names. The matrix test in tests/security asks for each of them."""

    NOTHING = "nothing is named"
    OPEN = "a thing that everyone may see"
    KEY = "a thing by the secret key that was mailed to a person"
    CHOICE = "one of a fixed list, such as a file's format"
    OWN = "a thing of one's own agency: anyone else's is answered like one that doesn't exist"
    ANY = "a thing of any agency, for the IACP's staff"


def _everyone(request: HttpRequest) -> HttpResponse | None:
    return None


@dataclass(frozen=True, slots=True)
class Guard:
    """A role, and how a request is judged by it.

    ``judge`` gives None to let the request pass, raises ``NotAllowed`` with words, or gives the answer to send instead.
    It is asked of signed-in people alone, unless ``is_public``.
    """

    name: str
    judge: Callable[[HttpRequest], HttpResponse | None] = _everyone
    is_public: bool = False


ANYONE = Guard("anyone", is_public=True)
SIGNED_IN = Guard("signed in")


@dataclass(frozen=True, slots=True)
class Access:
    """A row: who may read (GET, HEAD), who may send (POST), and whose the thing is that the address names.

    A method without a guard is answered with 405, as is every other method. ``any_method`` leaves that to the view, which
    answers programs in their own format.
    """

    read: Guard | None = None
    write: Guard | None = None
    names: Names = Names.NOTHING
    any_method: bool = False

    def guard(self, method: str) -> Guard | None:
        """The guard for a method; for one that isn't taken, the guard of those that are: 405 comes after 403.

        None for a closed route.
        """
        first, second = (self.read, self.write) if method in READING else (self.write, self.read)
        return first or second

    @property
    def methods(self) -> list[str]:
        """What the route takes."""
        return [*(["GET", "HEAD"] if self.read else []), *(["POST"] if self.write else [])]

    @property
    def is_public(self) -> bool:
        """Whether reading (or, where nothing is read, sending) needs no login."""
        guard = self.guard("GET")
        return guard is not None and guard.is_public


# A route that a library brings along and the portal doesn't open: 404.
CLOSED = Access()
Rows = Mapping[str, Access]


def access_to(request: HttpRequest) -> Access | None:
    """The row of the page that answers this request; None where there is no such page."""
    row: Access | None = getattr(request, "access", None)
    return row


def is_public(request: HttpRequest) -> bool:
    """Whether the page that answers this request is open to everyone, and so to search engines."""
    row = access_to(request)
    guard = row.guard(request.method or "GET") if row is not None else None
    return guard is not None and guard.is_public
