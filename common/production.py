"""What must be so before the portal is open to the world.

``onemind.settings.production`` asks at every start, of a web server, a worker, beat or a command, and
``manage.py check --deploy`` asks for the settings that it is given.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.http.request import validate_host

from common.servers import RedisServer, is_host, is_local, plain_database_hosts, redis_server

SECRET_LENGTH, SECRET_CHARACTERS = 50, 10
# Keys that stand in public repositories: Django's own for new projects, and those of our other settings.
_PUBLISHED = ("django-insecure-", "development-only-", "test-only-")
# Caches that each process, or each machine, has for itself: the limits on guessing passwords would not be shared.
_SHARED_CACHES = re.compile(r"django\.core\.cache\.backends\.(redis|memcached|db)\.")
_PRIVATE = (
    "or, where the way there is a private network that is yours alone, name the host in UNENCRYPTED_HOSTS"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A setting that leaves the portal unguarded: the variable, what is wrong with it, and what to do."""

    variable: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.variable}: {self.problem} {self.remedy}"


def faults(settings: Mapping[str, Any]) -> list[Fault]:
    """Everything in Django's settings that production refuses, each under the environment variable that it comes from."""
    return [
        *_of_the_secret(settings["SECRET_KEY"]),
        *_of_the_hosts(settings["ALLOWED_HOSTS"]),
        *_of_the_address(settings["SITE_URL"], settings["ALLOWED_HOSTS"]),
        *_of_the_second_step(settings["STAFF_TWO_STEP_REQUIRED"]),
        *_of_the_databases(settings),
        *_of_redis(settings),
        *_of_the_mail(settings),
    ]


def sends_password_in_clear(settings: Mapping[str, Any]) -> bool:
    """Whether a password would go to the mail server without encryption. No setting allows that."""
    return bool(settings["EMAIL_HOST_PASSWORD"]) and not _mail_is_encrypted(settings)


def _of_the_secret(key: str) -> Iterator[Fault]:
    remedy = "Make one with: openssl rand -hex 32"
    if key.startswith(_PUBLISHED):
        yield Fault("SECRET_KEY", "It is a key that everyone can read.", remedy)
    elif len(key) < SECRET_LENGTH or len(set(key)) < SECRET_CHARACTERS:
        problem = (
            f"It can be guessed: it needs {SECRET_LENGTH} characters, {SECRET_CHARACTERS} of them different."
        )
        yield Fault("SECRET_KEY", problem, remedy)


def _of_the_hosts(hosts: list[str]) -> Iterator[Fault]:
    remedy = "Name the portal's host names, separated by commas: portal.example.org"
    if not hosts:
        yield Fault("ALLOWED_HOSTS", "It names no host.", remedy)
    for host in hosts:
        name = host.removeprefix(".")
        if not is_host(name) or (name != host and "." not in name):
            yield Fault("ALLOWED_HOSTS", f"{host!r} is no host name, or stands for too many.", remedy)


def _of_the_address(address: str, hosts: list[str]) -> Iterator[Fault]:
    try:
        parts = urlsplit(address)
        is_root = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
        host = parts.hostname if parts.scheme == "https" and is_root and parts.port != 0 else None
    except ValueError:
        host = None
    if not host or not is_host(host):
        remedy = "Set it to something like https://portal.example.org"
        yield Fault("SITE_URL", "It is not the https address of the site's root.", remedy)
    elif not validate_host(f"[{host}]" if ":" in host else host, hosts):
        yield Fault(
            "SITE_URL",
            "ALLOWED_HOSTS doesn't name its host, so every link leads to an error.",
            "Set both alike.",
        )


def _of_the_second_step(is_required: bool) -> Iterator[Fault]:
    if not is_required:
        problem = "Reviewers and campaign administrators could sign in with a password alone."
        yield Fault("STAFF_TWO_STEP_REQUIRED", problem, "Set it to yes.")


def _of_the_databases(settings: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _of_a_database("DATABASE_URL", settings["RUNNING_DATABASE"], settings["UNENCRYPTED_HOSTS"])
    if settings["IS_OWNER_OF_DATABASE"]:
        owned = settings["DATABASES"]["default"]
        yield from _of_a_database("OWNER_DATABASE_URL", owned, settings["UNENCRYPTED_HOSTS"])


def _of_a_database(variable: str, database: Mapping[str, Any], unencrypted: list[str]) -> Iterator[Fault]:
    if not str(database["ENGINE"]).endswith("postgresql"):
        problem = (
            "The database is not PostgreSQL: rows aren't locked, and the trail isn't kept from deletion."
        )
        yield Fault(variable, problem, "Set it to a postgres:// URL.")
        return
    for host in plain_database_hosts(database):
        if not _is_named(host, unencrypted):
            problem = f"The connection to {host} may go unencrypted."
            remedy = f"Add ?sslmode=verify-full&sslrootcert=/path/to/ca.pem to the URL, {_PRIVATE}."
            yield Fault(variable, problem, remedy)


def _of_redis(settings: Mapping[str, Any]) -> Iterator[Fault]:
    queue = redis_server(settings["REDIS_URL"]) if settings["REDIS_URL"] else None
    cache = redis_server(settings["CACHE_URL"]) if settings["CACHE_URL"] else None
    if not _SHARED_CACHES.match(settings["CACHES"]["default"]["BACKEND"]):
        problem = "Without it, the limits on sign-in attempts aren't shared by the processes."
        yield Fault("REDIS_URL", problem, "Set it to a rediss:// or redis:// URL.")
    elif queue is None:
        yield Fault(
            "REDIS_URL", "Without it the worker has no queue.", "Set it to a rediss:// or redis:// URL."
        )
    if queue and cache and queue.place == cache.place:
        problem = "It is the queue's database: emptying the cache would empty the queue."
        yield Fault("CACHE_URL", problem, "Use another number, or another Redis.")
    for variable, server in (("REDIS_URL", queue), ("CACHE_URL", cache)):
        yield from _of_a_redis(variable, server, settings["UNENCRYPTED_HOSTS"])


def _of_a_redis(variable: str, server: RedisServer | None, unencrypted: list[str]) -> Iterator[Fault]:
    if server is None or server.is_protected or is_local(server.host) or _is_named(server.host, unencrypted):
        return
    problem = f"The connection to {server.host} is not encrypted, or its certificate isn't verified."
    remedy = f"Begin the URL with rediss:// and, for an authority of your own, add ?ssl_ca_certs=/path/to/ca.pem, {_PRIVATE}."
    yield Fault(variable, problem, remedy)


def _of_the_mail(settings: Mapping[str, Any]) -> Iterator[Fault]:
    host = settings["EMAIL_HOST"]
    encrypt = "Set EMAIL_USE_TLS=yes for STARTTLS (port 587), or EMAIL_USE_SSL=yes (port 465)"
    if not is_host(host):
        yield Fault(
            "EMAIL_HOST", f"{host!r} is no host name.", "Give the name alone, and the port in EMAIL_PORT."
        )
    elif (
        not _mail_is_encrypted(settings)
        and not is_local(host)
        and not _is_named(host, settings["UNENCRYPTED_HOSTS"])
    ):
        yield Fault("EMAIL_USE_TLS", f"The connection to {host} is not encrypted.", f"{encrypt}, {_PRIVATE}.")
    if bool(settings["EMAIL_HOST_USER"]) != bool(settings["EMAIL_HOST_PASSWORD"]):
        missing = "EMAIL_HOST_PASSWORD" if settings["EMAIL_HOST_USER"] else "EMAIL_HOST_USER"
        yield Fault(
            missing,
            "The mail server's name and password go together, and one is missing.",
            "Set both or none.",
        )
    if "@" not in parseaddr(settings["DEFAULT_FROM_EMAIL"])[1]:
        remedy = "Set it to something like One Mind Campaign <portal@example.org>"
        yield Fault("DEFAULT_FROM_EMAIL", "It holds no email address.", remedy)


def _mail_is_encrypted(settings: Mapping[str, Any]) -> bool:
    return bool(settings["EMAIL_USE_SSL"] or settings["EMAIL_USE_TLS"])


def _is_named(host: str, hosts: list[str]) -> bool:
    return host.lower() in {name.lower() for name in hosts}
