"""What the interface answers. Every endpoint reads; what it gives is named in ``schemas`` and nothing besides."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from agencies.models import Agency as AgencyModel
from common.addresses import absolute
from directory import queries
from directory.api.schemas import (
    Agencies,
    Counts,
    Failure,
    OneAgency,
    Page,
    Regions,
    filter_parameters,
)
from directory.query_params import filters_of
from directory.records import records, terms

router = Router(tags=["Directory"])
OF_A_PAGE = frozenset(Page.model_fields)


@router.get(
    "agencies",
    response={200: Agencies, 422: Failure, 429: Failure},
    summary="List agencies",
    operation_id="list_agencies",
    url_name="api_agencies",
    openapi_extra={"parameters": filter_parameters()},
)
def agencies(request: HttpRequest, page: Query[Page]) -> dict[str, Any]:
    """The agencies that took the pledge, with the directory's own filters and orders, a page at a time.

    Follow the address in next until it is null. For everything at once, take the CSV, JSON or GeoJSON file.
    """
    found = filters_of(request, others=OF_A_PAGE).qs
    total = found.count()
    rows = list(records(found[page.offset : page.offset + page.limit]))
    following, before = page.offset + page.limit, max(page.offset - page.limit, 0)
    return {
        **_answer(),
        "total": total,
        "limit": page.limit,
        "offset": page.offset,
        "next": _page_url(request, page.limit, following) if following < total else None,
        "previous": _page_url(request, page.limit, before) if page.offset else None,
        "agencies": rows,
    }


@router.get(
    "agencies/{slug:public_id}",
    response={200: OneAgency, 404: Failure, 429: Failure},
    summary="One agency",
    operation_id="get_agency",
    url_name="api_agency",
)
def agency(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """One agency by its public ID, with its website, the partners that agreed to be named, and its certificate.

    One that was public once and isn't listed any more keeps its answer, whose stage says what became of it: its pledge was
    withdrawn or lapsed, or its certificate revoked. It is in no list, file or count. 404 for one that never was public.
    """
    page = queries.agency_page(public_id, today=timezone.localdate())
    record = next(records(queries.shown(public_id)), None)
    if record is None:
        raise AgencyModel.DoesNotExist
    verify = absolute(reverse("documents:verify", args=[page.verification_code or "-"]))
    certificate = {"number": page.certificate_number, "verify": verify} if page.verification_code else None
    badge = absolute(reverse("directory:badge", args=[public_id]))
    whole = {
        **record,
        "stage": page.status.kind,
        "stage_since": page.status.since,
        "status": "pledged" if page.status.kind == "on_the_way" else page.status.kind,
        "website": page.website,
        "badge": badge,
        "partners": list(page.partners),
        "certificate": certificate,
    }
    return {**_answer(), "agency": whole}


@router.get(
    "regions",
    response={200: Regions, 429: Failure},
    summary="States and provinces with their counts",
    operation_id="list_regions",
    url_name="api_regions",
)
def regions(request: HttpRequest) -> dict[str, Any]:
    """Every state or province that has an agency, with how many took the pledge, and how far those are.

    The field pledged is deprecated: use on_the_way.
    """
    counts = [
        {
            "key": count.key,
            "name": count.name,
            "country": count.country,
            "took_the_pledge": count.agencies,
            "certified": count.certified,
            "on_the_way": count.on_the_way,
            "pledged": count.on_the_way,
        }
        for count in queries.region_counts()
    ]
    return {**_answer(), "regions": counts}


@router.get(
    "counts",
    response={200: Counts, 429: Failure},
    summary="The campaign's figures",
    operation_id="get_counts",
    url_name="api_counts",
)
def counts(request: HttpRequest) -> dict[str, Any]:
    """How many agencies took the pledge, how many of them are certified, and how many are on the way."""
    headline = queries.headline()
    return {
        **_answer(),
        "took_the_pledge": headline.took_the_pledge,
        "certified": headline.certified,
        "on_the_way": headline.took_the_pledge - headline.certified,
        "regions": headline.regions,
    }


def _answer() -> dict[str, Any]:
    return {"as_of": timezone.localdate(), "license": asdict(terms())}


def _page_url(request: HttpRequest, limit: int, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(offset)
    return absolute(f"{request.path}?{query.urlencode()}")
