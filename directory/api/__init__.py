"""The read-only interface for programs, version 1, under ``/api/v1/``: its endpoints, its errors, its document."""

import json
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from agencies.models import Agency
from directory import json_errors
from directory.api.endpoints import router
from directory.query_params import BadQuery, Problem
from directory.records import terms

PREFIX = "api/v1/"

api = NinjaAPI(
    title="One Mind directory",
    version="1.0.0",
    description=str(
        _(
            "Every agency that took the One Mind pledge, and its stage. Read only, open to everyone, without a key. "
            "took_the_pledge counts all of them, certified and on_the_way its two parts. Fields that are marked "
            "deprecated say pledged for on_the_way. They stay in version 1 and leave with version 2."
        )
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
api.add_router("", router)


def document() -> dict[str, Any]:
    """The interface as an OpenAPI 3.1 document."""
    # Through JSON, whose keys are all text: a status is "200" there, and 200 in Python.
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    found["info"] = {**found["info"], "license": {"name": terms().name, "url": terms().url}}
    return found


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [
        Problem(".".join(str(part) for part in found["loc"] if part not in {"page"}), found["msg"])
        for found in error.errors
    ]
    return json_errors.bad_query(problems)


@api.exception_handler(BadQuery)
def _bad_query(request: HttpRequest, error: BadQuery) -> HttpResponse:
    return json_errors.bad_query(error.problems)


@api.exception_handler(Http404)
@api.exception_handler(Agency.DoesNotExist)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return json_errors.not_found()


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return json_errors.failure(HTTPStatus(error.status_code), "refused", str(error))
