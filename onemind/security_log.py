"""What signed-in people were refused or took along, noted in the security log: one place for every page that isn't public."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from accounts.models import User
from audit import security
from common.access import Names, access_to

# How many refusals of one person are noted within an hour. Files that were opened are all noted.
REFUSALS_AN_HOUR = 200
_REFUSALS = frozenset({"audit.refused", "audit.not_found"})
_MANY = "audit.refusals_left_out"


class SecurityLogMiddleware:
    """Notes each refusal (403), each ask for a thing that isn't one's own (404), and each file that was opened or downloaded.

    It stands outside the session's middleware: asking who the visitor is then changes nothing of the answer. What anonymous
    visitors do isn't noted here; nor is anything of public pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        label = _label(request, response)
        if label in _REFUSALS and request.user.is_authenticated:
            label = _unless_too_many(label, request.user)
        if label and request.user.is_authenticated:
            subject: Any = getattr(response, "subject", None)
            security.note(
                label,
                request=request,
                subject=subject,
                agency=getattr(subject, "agency", None),
                details={"route": _route(request), "method": str(request.method)[:10], **_named(request)},
            )
        return response


def _unless_too_many(label: str, user: User) -> str:
    """The label, or after REFUSALS_AN_HOUR that there were many, and then none: the log stays readable, and the disk free."""
    since = timezone.now() - timedelta(hours=1)
    labels = [*_REFUSALS, _MANY]
    noted = security.noted_since(since, by=user, labels=labels, at_most=REFUSALS_AN_HOUR + 1)
    if noted < REFUSALS_AN_HOUR:
        return label
    return _MANY if noted == REFUSALS_AN_HOUR else ""


def _label(request: HttpRequest, response: HttpResponseBase) -> str:
    """What to note of an answer; empty for nothing."""
    row, match = access_to(request), request.resolver_match
    if match is None or not hasattr(request, "user"):
        return ""
    guard = row.guard(request.method or "GET") if row is not None else None
    if guard is not None and guard.is_public:
        return ""
    if response.status_code == 403:
        return "audit.refused"
    if response.status_code == 404 and match.kwargs:
        return "audit.not_found"
    if response.status_code == 200 and response.has_header("Content-Disposition"):
        return "audit.downloaded"
    return ""


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _named(request: HttpRequest) -> dict[str, str | int | bool | None]:
    """The public ID that the address names, unless the address holds a key that was mailed to a person."""
    row, match = access_to(request), request.resolver_match
    if match is None or row is None or row.names is Names.KEY:
        return {}
    named = str(match.kwargs.get("public_id") or match.kwargs.get("agency", ""))
    return {"id": named[:40]} if named.isascii() and named.isalnum() else {}
