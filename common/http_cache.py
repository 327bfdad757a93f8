"""Whether what someone has is still true: ETag and Last-Modified, and pages and fragments cached for one version.

An app says what its version is: a word that differs between any two states of what it shows. A view marked
``cached_page(version)`` answers 304 to who has its page; others get the page that is cached for this version, or a new one.
``cached`` does the same for a part of such a page. A view whose answer says when it changed last asks ``unchanged`` itself.

Only for visitors who bring no session: a signed-in person's pages have that person's menu, and aren't cached.
"""

import gzip
import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import get_script_prefix, resolve
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.connection import ConnectionProxy
from django.utils.http import http_date
from django.utils.translation import get_language

from common.outages import without_cache_if_need_be

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Value = TypeVar("Value")
Version = Callable[[], str]
# Longer queries are hardly anyone's bookmark: they are answered, and not cached.
LONGEST_QUERY = 200
# So many values each process gives the others in PAGE_CACHE_SECONDS: queries that someone makes up by the thousand don't
# fill the cache.
MOST_SHARED = 500
_spent = (0, 0)
shared_cache = ConnectionProxy(caches, "pages")
# What a cached page says again of itself; the other headers are made for each answer.
_CACHED_HEADERS = ("Content-Type", "Content-Language", "X-Frame-Options", "Vary")


@dataclass(slots=True)
class _Contents:
    version: str
    until: float
    values: dict[str, Any] = field(default_factory=dict)


class VersionCache:
    """A process's own cache for so many values of one version. The next version, time, and a full cache empty it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._contents = _Contents("", 0.0)

    def get(self, version: str, name: str) -> Any:
        """What was set under this name for this version; None where nothing was."""
        contents = self._contents
        return contents.values.get(name) if contents.version == version and _lasts(contents) else None

    def set(self, version: str, name: str, value: Any) -> None:
        """Cache a value, which no one may change any more."""
        contents = self._contents
        # Threads share it: new contents take the place of the old, and none are taken apart while others read them.
        if contents.version != version or not _lasts(contents) or len(contents.values) >= self._size:
            contents = self._contents = _Contents(version, time.monotonic() + settings.PAGE_CACHE_SECONDS)
        contents.values[name] = value

    def clear(self) -> None:
        """Empty the cache."""
        self._contents = _Contents("", 0.0)


class RecentValue:
    """A process's own copy of one value, which is read again when it is older than so many seconds."""

    def __init__(self) -> None:
        self._seen: tuple[float, Any] = (0.0, None)

    def get(self, read: Callable[[], Any], *, seconds: float) -> Any:
        """What ``read`` gives, or gave so many seconds ago at the most. Where it raises, nothing is cached."""
        now = time.monotonic()
        read_at, value = self._seen
        if not read_at or now - read_at >= seconds:
            # As old as the moment before it was read: never taken for younger than it is.
            self._seen = (now, value := read())
        return value

    def set(self, value: Any) -> None:
        """Cache a value as read now."""
        self._seen = (time.monotonic(), value)

    def clear(self) -> None:
        """Read again the next time."""
        self._seen = (0.0, None)


# Some ten kilobytes each.
pages = VersionCache(400)
# Mostly small, but the numbers of 18,000 agencies in one order are 150 kilobytes. Apart from the pages, so that who walks
# through all of these doesn't empty it.
fragments = VersionCache(100)


def cached_page(version: Version) -> Callable[[View], View]:
    """Mark a view whose pages say the same to every visitor: ``PageCacheMiddleware`` sends and caches them.

    A ``version`` that is empty says that nothing can be cached now.
    """

    def mark(view: View) -> View:
        view.page_version = version  # type: ignore[attr-defined]
        return view

    return mark


def cached(request: HttpRequest, name: str, read: Callable[[], Value], *, is_shared: bool = False) -> Value:
    """What ``read`` gives, read once a version. ``name`` says what it is, with all that it depends on.

    ``is_shared`` by all processes: for what the database takes longer to answer than the cache.
    """
    now = getattr(request, "page_version", "")
    if not now:
        return read()
    # The fragment may hold addresses: they begin with the host's prefix.
    name = f"{name}\n{get_language()}\n{get_script_prefix()}"
    found: Value | None = fragments.get(now, name)
    if found is None:
        key = f"http_cache.{_digest([name])}.{now}"
        found = _get_shared(key) if is_shared else None
        if found is None:
            found = read()
            if _has_token(request):
                return found
            if is_shared:
                _set_shared(key, found)
        fragments.set(now, name, found)
    return found


def etag(request: HttpRequest, *depends_on: str) -> str:
    """The strong ETag of what stands at the request's address, and depends on these."""
    return f'"{_digest([request.get_full_path(), *depends_on])}"'


def unchanged(request: HttpRequest, *, etag: str, changed_at: int | None = None) -> HttpResponseBase | None:
    """The answer to who has what these say, 304 (or 412); None to who hasn't."""
    found: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=changed_at)
    return found


def mark_version(
    response: HttpResponseBase, *, etag: str, caching: str, changed_at: int | None = None
) -> None:
    """Say of an answer which one it is, and how long it may be kept without asking."""
    response["ETag"], response["Cache-Control"] = etag, caching
    if changed_at is not None:
        response["Last-Modified"] = http_date(changed_at)


def release(files: Iterable[Path]) -> str:
    """What answers are written with, as a word: after a release that writes them otherwise, no one keeps the old ones.

    By content, so that every machine of a release says the same. Takes some milliseconds: for callers to remember.
    """
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:8]


def clear() -> None:
    """Empty this process's caches of pages and fragments, as after a start."""
    pages.clear()
    fragments.clear()


class PageCacheMiddleware:
    """Answers for views marked ``cached_page``: 304 to who has the page already, a cached page to others.

    It stands after the language is known and before anything asks who the visitor is. A page is cached compressed. One
    that would set a cookie is neither cached nor given an ETag.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        version = _version_of(request.path_info, settings.ROOT_URLCONF) if _is_for_all(request) else None
        now = version() if version is not None else ""
        request.page_version = now  # type: ignore[attr-defined]
        if not now:
            return self.get_response(request)
        weak = "W/" + etag(request, request.get_host(), get_script_prefix(), get_language() or "", now)
        found = unchanged(request, etag=weak)
        if found is not None:
            return _finished(found, weak)
        page = pages.get(now, weak)
        if page is None:
            response = self.get_response(request)
            if response.status_code != 200 or response.cookies or _has_token(request):
                return response
            if not isinstance(response, HttpResponse) or _is_long(request):
                return _finished(response, weak)
            headers = {name: response[name] for name in _CACHED_HEADERS if name in response}
            page = (gzip.compress(response.content, 4, mtime=0), headers)
            pages.set(now, weak, page)
        return _finished(_unpacked(request, *page), weak)


def _is_for_all(request: HttpRequest) -> bool:
    """Whether neither a session nor a message for this visitor comes with a request to read."""
    mine = {settings.SESSION_COOKIE_NAME, "messages"}
    return request.method in {"GET", "HEAD"} and mine.isdisjoint(request.COOKIES)


@lru_cache(maxsize=1000)
def _version_of(path: str, _routes: str) -> Version | None:
    try:
        return getattr(resolve(path).func, "page_version", None)
    except Http404:
        return None


def _is_long(request: HttpRequest) -> bool:
    return len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY


def _has_token(request: HttpRequest) -> bool:
    """Whether something of the page is for this visitor alone: a form's token against forgery."""
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _get_shared(key: str) -> Any:
    """What another process has read or drawn. Without the cache each process has what it has itself, and no more."""
    with without_cache_if_need_be():
        return shared_cache.get(key)
    return None


def _set_shared(key: str, value: Any) -> None:
    global _spent
    seconds = settings.PAGE_CACHE_SECONDS
    span = int(time.time()) // seconds
    _spent = (span, _spent[1] + 1 if _spent[0] == span else 1)
    if _spent[1] <= MOST_SHARED:
        with without_cache_if_need_be():
            shared_cache.set(key, value, seconds)


def _unpacked(request: HttpRequest, body: bytes, headers: dict[str, str]) -> HttpResponse:
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(body if is_packed else gzip.decompress(body), headers=headers)
    if is_packed:
        response["Content-Encoding"] = "gzip"
    # Without it, servers send a body in pieces. CommonMiddleware, which adds it elsewhere, stands behind this one.
    response["Content-Length"] = str(len(response.content))
    return response


def _finished(response: Any, etag: str) -> Any:
    # Keep it, and ask each time: what a page says is never older than it need be.
    mark_version(response, etag=etag, caching="no-cache")
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def _digest(words: list[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


def _lasts(contents: _Contents) -> bool:
    return time.monotonic() < contents.until
