"""Typed readers of the process's environment. A value that is missing or malformed stops the start, naming the variable."""

import environ
from django.core.exceptions import ImproperlyConfigured

from common.servers import RedisServer, is_host, redis_server

_env = environ.Env()


def text(name: str, default: str | None = None) -> str:
    """The variable as text. Without a default it must be set and not blank."""
    value: str = _env.str(name, default="") or (default or "")
    if not value and default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}. It has no default.")
    return value


def flag(name: str, default: bool) -> bool:
    """The variable as a yes or no: 1/true/yes/on or 0/false/no/off."""
    value = _env.str(name, default="").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"The environment variable {name} must be yes or no, not {value!r}.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """The variable as a whole number from ``least`` to ``most``."""
    value = _env.str(name, default="").strip()
    if not value:
        return default
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"The environment variable {name} must be a whole number, not {value!r}."
        ) from None
    if not least <= found <= most:
        raise ImproperlyConfigured(
            f"The environment variable {name} must be from {least} to {most}, not {found}."
        )
    return found


def words(name: str, default: str | None = None) -> list[str]:
    """The variable as a list: words separated by commas. Without a default it must be set."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def lines(name: str, default: str | None = None) -> list[str]:
    """The variable as lines, such as those of a postal address, separated by semicolons. Without a default it must be set."""
    return [line.strip() for line in text(name, default).split(";") if line.strip()]


def hosts(name: str, default: str | None = None) -> list[str]:
    """The variable as a list of host names, each whole: no wildcards, schemes or ports."""
    named = words(name, default)
    for host in named:
        if not is_host(host):
            raise ImproperlyConfigured(
                f"The environment variable {name} must list host names, and {host!r} is none."
            )
    return named


def redis(name: str, default: str | None = None) -> RedisServer | None:
    """The variable as a Redis, or None where it and the default are blank; see ``common.servers.redis_server``."""
    url = text(name, default)
    try:
        return redis_server(url) if url else None
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} {error}.") from None


def redis_beside(name: str, server: RedisServer, step: int) -> RedisServer:
    """Another database of the Redis that ``name`` gave, its number ``step`` higher."""
    try:
        return server.beside(step)
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} {error}.") from None


def database(name: str, default: str) -> dict[str, object]:
    """A database URL (``sqlite:///path`` or ``postgres://user:password@host:port/name?sslmode=…``) as Django's dictionary.

    What the URL's query says about the connection stands under OPTIONS.
    """
    url = text(name, default)
    if not url.startswith(("sqlite://", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"The environment variable {name} must be a sqlite:// or postgres:// URL.")
    try:
        settings: dict[str, object] = environ.Env.db_url_config(url)
    except ValueError:
        raise ImproperlyConfigured(f"The environment variable {name} is no URL.") from None
    return {"OPTIONS": {}, **settings}
