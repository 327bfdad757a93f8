"""Whether a page of the register is still the one that someone has: versions, ETags, and pages kept ready.

Nothing public changes without an entry in the trail, and the trail's head is one row that changes with every entry, in the
entry's own transaction. So the head is the version of the register: one statement, no table and no trigger of its own.
It also changes with what isn't public; a page is then drawn once more, never once too seldom.

Only for visitors who bring no session: a signed-in person's pages have that person's menu, and aren't kept.
"""

import gzip
import hashlib
import time
from collections.abc import Callable
from functools import cache as once
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import get_script_prefix, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.connection import ConnectionProxy
from django.utils.translation import get_language

from audit.models import Head
from common.outages import without_cache_if_need_be
from directory import at_hand

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Found = TypeVar("Found")
# Longer queries are hardly anyone's bookmark: they are answered, and not kept.
LONGEST = 200
# So many lists each process gives the others in REGISTER_PAGE_SECONDS: queries that someone makes up by the thousand don't
# fill the cache.
MOST = 500
_spent = (0, 0)
shared = ConnectionProxy(caches, "pages")
# What a kept page says again of itself; the other headers are made for each answer.
_KEPT_HEADERS = ("Content-Type", "Content-Language", "X-Frame-Options", "Vary")


def version() -> str:
    """A word that differs between any two states of the register, days and releases of the portal.

    One statement, or none within ``REGISTER_VERSION_SECONDS`` of the last. Empty while nothing has been recorded, and
    where ``REGISTER_PAGE_SECONDS`` is 0: nothing can be kept then.
    """
    if not settings.REGISTER_PAGE_SECONDS:
        return ""
    head = at_hand.head.see(_head, seconds=settings.REGISTER_VERSION_SECONDS)
    if head is None:
        return ""
    about = [str(head[0]), head[1], timezone.localdate().isoformat(), _release()]
    return hashlib.sha256("|".join(about).encode()).hexdigest()[:20]


def conditional(view: View) -> View:
    """Mark a view whose pages say the same to every visitor: ``FreshnessMiddleware`` sends and keeps them."""
    view.conditional = True  # type: ignore[attr-defined]
    return view


def kept(request: HttpRequest, name: str, read: Callable[[], Found], *, by_all: bool = False) -> Found:
    """What ``read`` gives, read once a version. ``name`` says what it is, with all that it depends on.

    ``by_all`` processes together: for what the database takes longer to answer than the cache.
    """
    now = getattr(request, "register_version", "")
    if not now:
        return read()
    # The part may hold addresses: they begin with the host's prefix.
    about = f"{name}\n{get_language()}\n{get_script_prefix()}"
    found: Found | None = at_hand.parts.find(now, about)
    if found is None:
        key = f"directory.kept.{hashlib.sha256(about.encode()).hexdigest()[:32]}.{now}"
        found = _given(key) if by_all else None
        if found is None:
            found = read()
            if asks_for_a_token(request):
                return found
            if by_all:
                _give(key, found)
        at_hand.parts.put(now, about, found)
    return found


def asks_for_a_token(request: HttpRequest) -> bool:
    """Whether something of the page is for this visitor alone: a form's token against forgery."""
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


class FreshnessMiddleware:
    """Answers for views marked ``conditional``: 304 to who has the page already, a kept page to others.

    It stands after the language is known and before anything asks who the visitor is. A page is kept compressed. One
    that would set a cookie is neither kept nor given an ETag.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_for_everybody(request):
            return self.get_response(request)
        now = version()
        request.register_version = now  # type: ignore[attr-defined]
        if not now:
            return self.get_response(request)
        etag = _etag(request, now)
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return _dressed(unchanged, etag)
        found = at_hand.pages.find(now, etag)
        if found is None:
            response = self.get_response(request)
            if response.status_code != 200 or response.cookies or asks_for_a_token(request):
                return response
            if not isinstance(response, HttpResponse) or len(request.META.get("QUERY_STRING", "")) > LONGEST:
                return _dressed(response, etag)
            headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
            found = (gzip.compress(response.content, 4, mtime=0), headers)
            at_hand.pages.put(now, etag, found)
        return _dressed(_unpacked(request, *found), etag)


def _is_for_everybody(request: HttpRequest) -> bool:
    """Whether this asks for a marked view's page, and neither a session nor a message for this visitor comes with it."""
    if request.method not in {"GET", "HEAD"}:
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return False
    return _is_marked(request.path_info, settings.ROOT_URLCONF)


@lru_cache(maxsize=1000)
def _is_marked(path: str, _routes: str) -> bool:
    try:
        return getattr(resolve(path).func, "conditional", False)
    except Http404:
        return False


def _given(key: str) -> Any:
    """What another process has read or drawn. Without the cache each process keeps what it has at hand, and no more."""
    with without_cache_if_need_be():
        return shared.get(key)
    return None


def _give(key: str, found: Any) -> None:
    global _spent
    seconds = settings.REGISTER_PAGE_SECONDS
    span = int(time.time()) // seconds
    _spent = (span, _spent[1] + 1 if _spent[0] == span else 1)
    if _spent[1] <= MOST:
        with without_cache_if_need_be():
            shared.set(key, found, seconds)


def _etag(request: HttpRequest, now: str) -> str:
    """Weak: the same page is sent compressed and plain."""
    about = "\n".join(
        [request.get_host(), get_script_prefix(), request.get_full_path(), get_language() or "", now]
    )
    return f'W/"{hashlib.sha256(about.encode()).hexdigest()[:32]}"'


def _unpacked(request: HttpRequest, body: bytes, headers: dict[str, str]) -> HttpResponse:
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(body if is_packed else gzip.decompress(body), headers=headers)
    if is_packed:
        response["Content-Encoding"] = "gzip"
    # Without it, servers send a body in pieces. CommonMiddleware, which adds it elsewhere, stands behind this one.
    response["Content-Length"] = str(len(response.content))
    return response


def _dressed(response: Any, etag: str) -> Any:
    response["ETag"] = etag
    # Keep it, and ask each time: what the register says is never older than it need be.
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def _head() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(*_asking_for_the_head())
        return cursor.fetchone()


@once
def _asking_for_the_head() -> tuple[str, tuple[Any, ...]]:
    """The statement as the database gets it. Every request asks it, and writing it takes five times as long as asking."""
    statement: tuple[str, tuple[Any, ...]] = (
        Head.objects.filter(pk=1).values_list("entries", "hash").query.sql_with_params()
    )
    return statement


@once
def _release() -> str:
    """What this process draws with: another release of it is another version."""
    drawn_with = [(settings.BASE_DIR / "templates").rglob("*.html"), Path(__file__).parent.rglob("*.py")]
    files = sorted(chain.from_iterable(drawn_with))
    marks = [f"{file.name}@{file.stat().st_mtime_ns}" for file in files]
    return hashlib.sha256("|".join(marks).encode()).hexdigest()[:8]
