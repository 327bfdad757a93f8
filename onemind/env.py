"""Typed readers of the process's environment. A value that is missing or malformed stops the start, naming the variable."""

from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

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


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = _env.str(name, default="").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"The environment variable {name} must be a whole number, not {value!r}."
        ) from error


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list: words separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def redis_beside(url: str, step: int) -> str:
    """The URL of another database of the same Redis: its number is ``step`` higher. A Redis has sixteen of them."""
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0) + step
    if number > 15:
        raise ImproperlyConfigured(
            f"The Redis URL names database {number - step}; use one up to {15 - step}."
        )
    return parts._replace(path=f"/{number}").geturl()


def database(name: str, default: str) -> dict[str, object]:
    """A database URL (``sqlite:///path`` or ``postgres://user:password@host:port/name``) as Django's dictionary."""
    url = text(name, default)
    if not url.startswith(("sqlite://", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"The environment variable {name} must be a sqlite:// or postgres:// URL.")
    settings: dict[str, object] = environ.Env.db_url_config(url)
    return settings
