"""Looking at what is behind an outside address, politely and without being led astray.

A name is resolved once, every address that it has must be a public one, and the connection goes to that very address: a
server can't send us into our own network, neither by its name nor by a redirect.
"""

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urljoin, urlsplit

TIMEOUT = 10
REDIRECTS = 5
BYTES = 64 * 1024
AGENT = "OneMindLinkCheck/1.0"
PORTS = {"http": 80, "https": 443}

Found = tuple[str, int | None, str]
FINE, BROKEN, UNSURE = "fine", "broken", "unsure"


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the check may go. Tests let it go to a server of their own."""

    is_allowed: Callable[[str], bool]
    ports: frozenset[int]


class Refused(Exception):
    """An address that the check doesn't go to. Its text says why."""


class Unreachable(Exception):
    """Nobody answered. Its text says why."""


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public Internet, and none that means another."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if number in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return number.is_global and not number.is_multicast


PUBLIC = Rules(is_public, frozenset(PORTS.values()))


def visit(url: str, *, rules: Rules = PUBLIC) -> Found:
    """How an address answers: the result, the status if there was one, and what was wrong in plain words.

    HEAD first; GET where a server answers HEAD with an error, and reads at most 64 KB. Follows at most five redirects, each
    checked like the first. 404 and 410 are broken; a refusal to show a page to us (401, 403, 429) or a server's own error
    doesn't tell.
    """
    try:
        status = _status(url, "HEAD", rules)
        if status >= 400:
            status = _status(url, "GET", rules)
    except Refused as refused:
        return BROKEN, None, str(refused)
    except Unreachable as unreachable:
        return BROKEN, None, str(unreachable)
    if status < 400:
        return FINE, status, ""
    if status in {404, 410}:
        return BROKEN, status, "The page isn't there."
    return UNSURE, status, "The server didn't show the page."


def host_of(url: str) -> str:
    """The host whose patience is spared."""
    return (urlsplit(url).hostname or "").lower()


def _status(url: str, method: str, rules: Rules) -> int:
    for _step in range(REDIRECTS + 1):
        status, location = _ask(url, method, rules)
        if status not in {301, 302, 303, 307, 308} or not location:
            return status
        url = urljoin(url, location)
    raise Refused("It redirects too often.")


def _ask(url: str, method: str, rules: Rules) -> tuple[int, str]:
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme, parts.hostname
        port = parts.port or PORTS.get(scheme, 0)
    except ValueError:
        raise Refused("It is no web address.") from None
    if scheme not in PORTS or not host:
        raise Refused("It is no web address.")
    if port not in rules.ports:
        raise Refused("It uses an unusual port.")
    address = _resolve(host, port, rules)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else (parts.path or "/")
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
    connection: _Pinned | _PinnedTLS
    connection = _Pinned(host, port, address) if scheme == "http" else _PinnedTLS(host, port, address)
    # A server that sends a byte now and then never times out by itself.
    alarm = threading.Timer(2 * TIMEOUT, connection.cut)
    alarm.start()
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        _read(response)
        return response.status, response.getheader("Location") or ""
    except ssl.SSLError:
        raise Unreachable("Its certificate isn't valid.") from None
    except TimeoutError:
        raise Unreachable("It took too long to answer.") from None
    except (OSError, HTTPException, ValueError):
        raise Unreachable("It doesn't answer.") from None
    finally:
        alarm.cancel()
        connection.close()


def _read(response: HTTPResponse) -> None:
    """Read a little, so that a server that hangs is noticed, and never for long."""
    until, left = time.monotonic() + TIMEOUT, BYTES
    while left > 0:
        if time.monotonic() > until:
            raise TimeoutError
        piece = response.read1(min(left, 8192))
        if not piece:
            return
        left -= len(piece)


def _resolve(host: str, port: int, rules: Rules) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("Its name isn't known.") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(rules.is_allowed(address) for address in addresses):
        raise Refused("It leads into a private network.")
    return addresses[0]


class _Cuttable:
    """A connection that another thread can end."""

    sock: socket.socket | None

    def cut(self) -> None:
        """Wake whoever waits for the server."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _Pinned(_Cuttable, HTTPConnection):
    """A connection to a known address, whatever the name means by now."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)


class _PinnedTLS(_Cuttable, HTTPSConnection):
    """The same with TLS; the certificate must be the name's."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._safe = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT, context=self._safe)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), TIMEOUT)
        self.sock = self._safe.wrap_socket(plain, server_hostname=self.host)
