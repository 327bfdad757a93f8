"""What all open data has in common: anyone reads it from anywhere, no one is known while doing so, and nothing is sent twice."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt

from common import http_cache
from common.throttle import allows
from directory import json_errors
from directory.records import terms
from directory.version import release, revision

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
METHODS = "GET, HEAD, OPTIONS"
WAIT_SECONDS = 60


def data_view(
    *, rate: str = "", seconds: int = 300, action: str = "directory.data"
) -> Callable[[View[P]], View[P]]:
    """A view of open data: read only, from any site, without cookies, with ETag and Last-Modified.

    ``rate`` limits one visitor (``60/m/ip``); ``seconds`` is how long anyone may keep the answer without asking
    again. An answer depends on its address and on the directory's revision alone: the ETag is made of both.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def open_view(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            _forget_visitor(request)
            response = _answer(request, *args, **kwargs)
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Retry-After"
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
            return response

        def _answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return _options()
            if request.method not in {"GET", "HEAD"}:
                return json_errors.not_allowed(METHODS)
            if rate and not allows(request, action, rate):
                return json_errors.too_many(WAIT_SECONDS)
            now = revision()
            etag = _etag(request, now.token)
            changed_at = int(now.changed_at.timestamp())
            response = http_cache.unchanged(request, etag=etag, changed_at=changed_at)
            if response is None:
                # The interface's views know no HEAD; servers leave out its answer's body by themselves.
                method, request.method = request.method, "GET"
                response = view(request, *args, **kwargs)
                request.method = method
                if method == "HEAD" and isinstance(response, StreamingHttpResponse):
                    response.streaming_content = ()
            if response.status_code in {200, 304}:
                caching = f"public, max-age={seconds}"
                http_cache.mark_version(response, etag=etag, caching=caching, changed_at=changed_at)
                response["Link"] = f'<{terms().url}>; rel="license"'
            return response

        # There is nothing that a forged request could change; it is told so in JSON like every other.
        return csrf_exempt(open_view)

    return decorate


def _etag(request: HttpRequest, token: str) -> str:
    now = terms()
    return http_cache.etag(request, token, settings.SITE_URL, now.name, now.url, now.attribution, release())


def _options() -> HttpResponse:
    """What a browser asks before it sends a request with conditions from another site."""
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _forget_visitor(request: HttpRequest) -> None:
    """Make the answer the same for everyone: no session is written, no cookie set, none said to matter.

    What the middleware has already noted of a signed-in person is noted with that person's next page.
    """
    request.COOKIES.clear()
    session = getattr(request, "session", None)
    if session is not None:
        session.accessed = session.modified = False
    if hasattr(request, "_messages"):
        del request._messages
