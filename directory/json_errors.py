"""Answers to programs that something is wrong: JSON of one shape, wherever in the open data it happens."""

from collections.abc import Iterable
from http import HTTPStatus

from django.http import JsonResponse
from django.utils.translation import gettext as _

from directory.query_params import Problem


def failure(status: HTTPStatus, code: str, message: str, problems: Iterable[Problem] = ()) -> JsonResponse:
    """``{"error": {"status", "code", "message", "problems": [{"where", "message"}]}}`` with this status."""
    listed = [{"where": problem.where, "message": problem.message} for problem in problems]
    error = {"status": int(status), "code": code, "message": message, "problems": listed}
    response = JsonResponse({"error": error}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def not_found() -> JsonResponse:
    """404: there is nothing at this address."""
    return failure(
        HTTPStatus.NOT_FOUND,
        "not_found",
        _(
            "Nothing is at this address, or it isn't public. See the documentation for the addresses "
            "that exist."
        ),
    )


def bad_query(problems: list[Problem]) -> JsonResponse:
    """422: the query asks for what there isn't; each problem says where and how to correct it."""
    return failure(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid_query",
        _("The query has errors. Each problem names its place."),
        problems,
    )


def not_allowed(allowed: str) -> JsonResponse:
    """405: the open data is read, never written."""
    response = failure(
        HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", _("The open data can be read only: use GET.")
    )
    response["Allow"] = allowed
    return response


def too_many(wait: int) -> JsonResponse:
    """429: more requests than one visitor may make; ``wait`` is in seconds."""
    response = failure(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too_many_requests",
        _(
            "Too many requests. Wait %(seconds)s seconds. To have everything, take one file of the whole "
            "directory instead of many pages."
        )
        % {"seconds": wait},
    )
    response["Retry-After"] = str(wait)
    return response
