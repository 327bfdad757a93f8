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

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# IPv6 networks whose addresses hold an IPv4 address, and how many bits follow it.
_EMBEDDING = [
    (ipaddress.IPv6Network("::/96"), 0),  # compatible
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # translated
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4
]
# NAT64 of a network's own, which puts the IPv4 address wherever it likes.
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
# An interface's number that begins so ends with the IPv4 address of a tunnel within a site.
_ISATAP = 0x00005EFE
# Set aside since this Python was made: documentation, and the withdrawn relays of 6to4.
_SET_ASIDE = [ipaddress.ip_network("3fff::/20"), ipaddress.ip_network("192.88.99.0/24")]
# A name may have many addresses; as many are tried.
_ADDRESSES = 3

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
    """No server answered. Its text says why."""


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public Internet, and so is every IPv4 address that stands within it."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv4Address):
        return _is_global(number)
    if number in _LOCAL_NAT64:
        return False
    inner = _within(number)
    # Such forms are reserved themselves: they reach what stands within, if a gateway on the way translates them.
    is_form_of_ipv4 = any(number in network for network, _bits in _EMBEDDING)
    return all(map(_is_global, inner)) and (is_form_of_ipv4 or _is_global(number))


def _is_global(number: IPAddress) -> bool:
    """Whether the registries give an address to the public, and to one machine: as Python's properties have it."""
    return (
        number.is_global
        and not (number.is_multicast or number.is_reserved or number.is_private or number.is_link_local)
        and not (isinstance(number, ipaddress.IPv6Address) and number.is_site_local)
        and not any(number in network for network in _SET_ASIDE)
    )


def _within(number: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for or leads through, however a network translates it."""
    found = [
        ipaddress.IPv4Address(int(number) >> bits & 0xFFFFFFFF)
        for network, bits in _EMBEDDING
        if number in network
    ]
    if number.teredo:
        found += number.teredo
    if int(number) >> 32 & 0xFDFFFFFF == _ISATAP:
        found.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
    return found


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
    addresses = _resolve(host, port, rules)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else (parts.path or "/")
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
    connection: _Pinned | _PinnedTLS
    connection = _Pinned(host, port, addresses) if scheme == "http" else _PinnedTLS(host, port, addresses)
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


def _resolve(host: str, port: int, rules: Rules) -> list[str]:
    """The addresses that a name has now. One that isn't allowed among them refuses the name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("Its name isn't known.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(rules.is_allowed(address) for address in addresses):
        raise Refused("It leads into a private network.")
    return addresses[:_ADDRESSES]


def _connect(addresses: list[str], port: int) -> socket.socket:
    """Connect to the first of these numeric addresses that answers. No name is asked for again."""
    *others, last = addresses
    for address in others:
        with contextlib.suppress(OSError):
            return socket.create_connection((address, port), TIMEOUT)
    return socket.create_connection((last, port), TIMEOUT)


class _Cuttable:
    """A connection that another thread can end."""

    sock: socket.socket | None

    def cut(self) -> None:
        """Wake whatever waits for the server."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _Pinned(_Cuttable, HTTPConnection):
    """A connection to known addresses, whatever the name means by now."""

    def __init__(self, host: str, port: int, addresses: list[str]) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._addresses = addresses

    def connect(self) -> None:
        self.sock = _connect(self._addresses, self.port)


class _PinnedTLS(_Cuttable, HTTPSConnection):
    """The same with TLS; the certificate must be the name's."""

    def __init__(self, host: str, port: int, addresses: list[str]) -> None:
        self._safe = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT, context=self._safe)
        self._addresses = addresses

    def connect(self) -> None:
        plain = _connect(self._addresses, self.port)
        try:
            self.sock = self._safe.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
