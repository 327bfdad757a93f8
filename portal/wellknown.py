"""The small files that programs ask every site for by a fixed name."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from common.addresses import absolute

# What no search engine has any business in: places of work, accounts, and addresses that are keys.
CLOSED = [
    "/account/",
    "/admin/",
    "/connect/",
    "/assistance/follow/",
    "/desk/",
    "/documents/",
    "/invitation/",
    "/agency/",
    "/my/",
    "/pledge/answer/",
    "/pledge/confirm/",
    "/sign/",
]
# RFC 9116 wants a security.txt to expire, within a year: one that no one looks after goes stale.
SECURITY_TXT_DAYS = 180


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read, and where the sitemap is. Invented agencies are not for them at all."""
    lines = ["User-agent: *"]
    if "demonstration" in settings.INSTALLED_APPS:
        lines.append("Disallow: /")
    else:
        lines.extend(f"Disallow: {path}" for path in CLOSED)
        lines.extend(["", f"Sitemap: {absolute(reverse('portal:sitemap'))}"])
    return _text(lines)


@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a security hole (RFC 9116). Expires half a year after the day it is read."""
    contact = settings.SECURITY_CONTACT
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        days=SECURITY_TXT_DAYS
    )
    return _text(
        [
            f"Contact: {contact if contact.startswith('https://') else f'mailto:{contact}'}",
            f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
            f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
            f"Canonical: {absolute(reverse('portal:security_txt'))}",
        ]
    )


def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers send someone whose password they hold (W3C, A Well-Known URL for Changing Passwords)."""
    return redirect("account_change_password")


@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon under the name that some programs ask for without reading a page."""
    return redirect(static("img/favicon.png"))


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
