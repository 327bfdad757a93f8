"""What must be so before the portal is open to the world. Run by ``manage.py check --deploy``."""

from typing import Any, cast

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from common.production import faults
from common.servers import ENCRYPTED_MODES


@register(Tags.security, deploy=True)
def nothing_is_refused_at_start(**_kwargs: Any) -> list[CheckMessage]:
    """What production refuses at its start, asked of the settings in use, whichever they are."""
    values = {name: getattr(settings, name, None) for name in dir(settings) if name.isupper()}
    return [
        Error(f"{fault.variable}: {fault.problem}", hint=fault.remedy, id="onemind.E001")
        for fault in faults(values)
    ]


@register(Tags.security, deploy=True)
def first_look_is_over(**_kwargs: Any) -> list[CheckMessage]:
    """The switch that starts production without its guards is off."""
    if not settings.INSECURE_FIRST_LOOK:
        return []
    return [
        Error(
            "INSECURE_FIRST_LOOK is on, and production starts without its guards.",
            hint="Remove INSECURE_FIRST_LOOK from the environment.",
            id="onemind.E006",
        )
    ]


@register(Tags.security, deploy=True)
def database_is_verified(**_kwargs: Any) -> list[CheckMessage]:
    """An encrypted connection whose other end isn't verified can be listened to by anyone who stands between."""
    options = cast("dict[str, Any]", settings.DATABASES["default"].get("OPTIONS", {}))
    if options.get("sslmode") not in ENCRYPTED_MODES - {"verify-full"}:
        return []
    return [
        Warning(
            "DATABASE_URL encrypts the connection, but doesn't verify that the server is the one it names.",
            hint="Set sslmode=verify-full, and sslrootcert to the certificate of the authority.",
            id="onemind.W002",
        )
    ]


@register(Tags.security, deploy=True)
def demonstration_is_off(**_kwargs: Any) -> list[CheckMessage]:
    """The demonstration's people have passwords that everyone can read."""
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
    """Behind a proxy no one counted, all visitors share one address, and so one limit on sign-in attempts."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0 or not settings.SECURE_PROXY_SSL_HEADER:
        return []
    return [
        Warning(
            "TRUSTED_PROXY_COUNT is 0 though a proxy ends TLS: every visitor would seem to come from the proxy.",
            hint="Set TRUSTED_PROXY_COUNT to the number of proxies in front, usually 1.",
            id="onemind.W001",
        )
    ]
