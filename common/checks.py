"""What must be so before the portal is open to the world. Run by ``manage.py check --deploy``."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

# Caches that each process, or each machine, has for itself: the limits on guessing passwords would not be shared.
_NOT_SHARED = {
    "django.core.cache.backends.locmem.LocMemCache": "memory of one process",
    "django.core.cache.backends.dummy.DummyCache": "nothing",
    "django.core.cache.backends.filebased.FileBasedCache": "files of one machine",
}


@register(Tags.security, deploy=True)
def second_step_is_required(**_kwargs: Any) -> list[CheckMessage]:
    """Reviewers and campaign administrators sign in with a second step."""
    if settings.STAFF_TWO_STEP_REQUIRED:
        return []
    return [
        Error(
            "Reviewers and campaign administrators can sign in with a password alone.",
            hint="Set STAFF_TWO_STEP_REQUIRED to true.",
            id="onemind.E001",
        )
    ]


@register(Tags.security, deploy=True)
def cache_is_shared(**_kwargs: Any) -> list[CheckMessage]:
    """The limits on guessing passwords count in the cache, so every process must see the same one."""
    backend = settings.CACHES["default"]["BACKEND"]
    if backend not in _NOT_SHARED:
        return []
    return [
        Error(
            f"The cache is kept in the {_NOT_SHARED[backend]}: limits on sign-in attempts would not hold.",
            hint="Set REDIS_URL.",
            id="onemind.E002",
        )
    ]


@register(Tags.security, deploy=True)
def address_is_secure(**_kwargs: Any) -> list[CheckMessage]:
    """Links in e-mails and QR codes lead to https, at the site's root."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme == "https" and parts.netloc and parts.path in {"", "/"}:
        return []
    return [
        Error(
            "SITE_URL is not the https address of the site's root.",
            hint="Set SITE_URL to something like https://onemind.example.org.",
            id="onemind.E003",
        )
    ]


@register(Tags.security, deploy=True)
def database_can_lock_rows(**_kwargs: Any) -> list[CheckMessage]:
    """SQLite is for the first look: it locks the whole database and has no triggers that keep the trail from deletion."""
    if not str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
        return []
    return [
        Error("The database is SQLite.", hint="Set DATABASE_URL to a PostgreSQL database.", id="onemind.E004")
    ]


@register(Tags.security, deploy=True)
def demonstration_is_off(**_kwargs: Any) -> list[CheckMessage]:
    """The demonstration's people have passwords that everybody can read."""
    if "demonstration" not in settings.INSTALLED_APPS:
        return []
    return [
        Error(
            "The demonstration is switched on.",
            hint="Take demonstration out of INSTALLED_APPS.",
            id="onemind.E005",
        )
    ]


@register(Tags.security, deploy=True)
def proxies_are_counted(**_kwargs: Any) -> list[CheckMessage]:
    """Behind a proxy nobody counted, all visitors share one address, and so one limit on sign-in attempts."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0 or not settings.SECURE_PROXY_SSL_HEADER:
        return []
    return [
        Warning(
            "TRUSTED_PROXY_COUNT is 0 though a proxy ends TLS: every visitor would seem to come from the proxy.",
            hint="Set TRUSTED_PROXY_COUNT to the number of proxies in front, usually 1.",
            id="onemind.W001",
        )
    ]
