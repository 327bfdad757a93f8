"""The servers that the portal connects to: where they are, and whether the way there is encrypted and verified."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HOST_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*\.?", re.IGNORECASE
)
# libpq's modes that never fall back to plain text.
ENCRYPTED_MODES = frozenset({"require", "verify-ca", "verify-full"})
# How many databases a Redis has unless its configuration says otherwise.
DATABASES = 16
_TLS_FILES = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


def is_local(host: str) -> bool:
    """Whether a host is this machine: a loopback address, ``localhost``, a socket's path, or none at all.

    Names aren't resolved: what a name means may change after the start.
    """
    if not host or host.startswith("/") or host.lower() == "localhost":
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def is_host(text: str) -> bool:
    """Whether a text is a host name or an address, without a scheme, port or wildcard."""
    return _address(text) is not None or HOST_NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class RedisServer:
    """One database of a Redis. ``tls`` holds redis-py's options for an encrypted connection, and is empty for a plain one."""

    url: str
    host: str
    port: int
    number: int
    tls: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, int, int]:
        """What two URLs of one database have in common."""
        return self.host.lower(), self.port, self.number

    @property
    def is_protected(self) -> bool:
        """Whether the connection is encrypted, and the certificate checked against its name."""
        return bool(self.tls) and self.tls["ssl_cert_reqs"] == "required" and self.tls["ssl_check_hostname"]

    def beside(self, step: int) -> "RedisServer":
        """Another database of the same Redis, its number ``step`` higher. ValueError when there is none."""
        number = self.number + step
        if number >= DATABASES:
            raise ValueError(f"names database {self.number}; use one up to {DATABASES - 1 - step}")
        url = urlsplit(self.url)._replace(path=f"/{number}").geturl()
        return RedisServer(url, self.host, self.port, number, self.tls)


def redis_server(text: str) -> RedisServer:
    """Read ``redis://`` or ``rediss://[:password@]host[:port][/number][?options]``.

    The options are those of redis-py's TLS: ``ssl_ca_certs``, ``ssl_certfile``, ``ssl_keyfile``, ``ssl_cert_reqs`` and
    ``ssl_check_hostname``. Unless they say otherwise the certificate is verified; libraries left to themselves don't all do
    that. ValueError says what is wrong, without quoting the password.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port or 6379
    except ValueError:
        raise ValueError("is no URL") from None
    if parts.scheme not in {"redis", "rediss"} or not host:
        raise ValueError("must be a redis:// or rediss:// URL with a host")
    number = parts.path.strip("/") or "0"
    if not (number.isascii() and number.isdecimal()) or parts.fragment:
        raise ValueError("must end with the number of a database, such as /0")
    tls = _redis_tls(parts.scheme, dict(parse_qsl(parts.query, keep_blank_values=True)))
    url = parts._replace(path=f"/{int(number)}", query="").geturl()
    return RedisServer(url, host, port, int(number), tls)


def _redis_tls(scheme: str, options: dict[str, str]) -> dict[str, Any]:
    verify = options.pop("ssl_cert_reqs", "required").lower().removeprefix("cert_")
    check_name = options.pop("ssl_check_hostname", "true").lower()
    files = {name: options.pop(name) for name in _TLS_FILES if name in options}
    if options:
        raise ValueError(f"has an unknown option: {', '.join(sorted(options))}")
    if verify not in {"required", "optional", "none"} or check_name not in _YES | _NO:
        raise ValueError("has an option with an unknown value: ssl_cert_reqs or ssl_check_hostname")
    if scheme == "redis":
        if files:
            raise ValueError("has options of TLS without TLS: begin it with rediss://")
        return {}
    is_checked = check_name in _YES and verify == "required"
    return {"ssl_cert_reqs": verify, "ssl_check_hostname": is_checked, **files}


def plain_database_hosts(database: Mapping[str, Any]) -> list[str]:
    """The hosts that a PostgreSQL database of Django's settings may be reached at in plain text.

    Empty where its ``sslmode`` rules that out. libpq also reads options and its own environment variables: one that names
    another host, or a lower mode, counts as if it stood in the URL.
    """
    options = database.get("OPTIONS", {})
    mode = options.get("sslmode") or os.environ.get("PGSSLMODE", "")
    if mode in ENCRYPTED_MODES:
        return []
    if options.get("service") or os.environ.get("PGSERVICE"):
        return ["service"]
    named = [
        database.get("HOST") or options.get("host") or os.environ.get("PGHOST", ""),
        options.get("hostaddr") or os.environ.get("PGHOSTADDR", ""),
    ]
    return [host for hosts in named for host in str(hosts).split(",") if not is_local(host)]


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
