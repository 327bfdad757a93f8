"""The directory for others to use: the page that explains it, the files, and the interface's document and description."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from directory import json_errors, queries
from directory.api import api, describing, document
from directory.data_views import data_view
from directory.exports import FORMATS
from directory.feeds import SUBJECTS
from directory.query_params import BadQuery, filters_of
from directory.records import COLUMNS, records, terms

# A file of everything is work for the server: a person takes a few, and a program asks with the ETag it has.
FILES = "20/m/ip"
CALLS = "120/m/ip"
CHUNK = 1000


def page(request: HttpRequest) -> HttpResponse:
    """What there is, where, in which columns and on what terms."""
    context = {
        "columns": COLUMNS,
        "formats": FORMATS.values(),
        "subjects": SUBJECTS.values(),
        "regions": queries.region_counts(),
        "terms": terms(),
        "today": timezone.localdate(),
        "site_url": settings.SITE_URL,
    }
    return render(request, "directory/open_data.html", context)


@data_view(rate=FILES, action="directory.files")
def download(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The directory as a file, with the page's own filters and order, streamed: two statements, whatever its length."""
    form = FORMATS[ending]
    try:
        found = filters_of(request).qs
    except BadQuery as error:
        return json_errors.bad_query(error.problems)
    today = timezone.localdate()
    lines = form.lines(records(found.iterator(chunk_size=CHUNK)), today)
    response = StreamingHttpResponse(_batches(lines), content_type=form.media_type)
    name = f"one-mind-agencies-{today.isoformat()}.{form.ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@data_view(rate=CALLS, action="directory.api")
def openapi(request: HttpRequest) -> HttpResponse:
    """The interface as an OpenAPI document."""
    return JsonResponse(document())


def api_docs(request: HttpRequest) -> HttpResponse:
    """The interface's documentation, written from its OpenAPI document: readable without scripts."""
    context = {"doc": describing.described(document()), "terms": terms(), "rate": CALLS.partition("/")[0]}
    return render(request, "directory/api_docs.html", context)


def api_root(request: HttpRequest) -> HttpResponse:
    """Where someone arrives who types the interface's address."""
    return redirect("directory:api_docs")


@data_view(rate=CALLS, action="directory.api")
def api_unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """404 in the interface's own words for every other address below it."""
    return json_errors.not_found()


def api_patterns() -> list[Any]:
    """The interface's addresses, each a view of open data like all others."""
    every: list[Any] = api.urls[0]
    found = [pattern for pattern in every if pattern.name != "api-root"]
    for pattern in found:
        pattern.callback = data_view(rate=CALLS, action="directory.api")(pattern.callback)
    return found


def _batches(lines: Any, size: int = 200) -> Any:
    """Lines by the hundred: each piece that is sent alone is compressed and written alone."""
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) >= size:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch)
