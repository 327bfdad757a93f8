"""What the interface takes and answers. The fields of an agency are those of ``directory.records``, in its words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Schema

from directory import records
from directory.filters import ListingFilter

LARGEST_PAGE = 200
FURTHEST = 100_000
_COLUMNS = {column.key: column for column in records.COLUMNS}


def _said(key: str) -> Any:
    """A field in the words of the open data's own list of columns."""
    column = _COLUMNS[key]
    return Field(
        ...,
        description=str(column.meaning),
        examples=[column.example],
        json_schema_extra={"deprecated": True} if column.is_deprecated else None,
    )


class License(Schema):
    """The terms on which the answer may be used."""

    name: str = Field(..., examples=["CC BY 4.0"])
    url: str = Field(..., examples=["https://creativecommons.org/licenses/by/4.0/"])
    attribution: str = Field(..., description="Whom to name as the source.")


class Answer(Schema):
    """What every answer says of itself."""

    as_of: date = Field(..., description="The day whose state the answer gives.")
    license: License


class Agency(Schema):
    """One agency that took the pledge."""

    id: str = _said("id")
    name: str = _said("name")
    former_names: list[str] = Field(
        ...,
        description=str(_COLUMNS["former_names"].meaning),
        examples=[[_COLUMNS["former_names"].example]],
    )
    type: str = _said("type")
    type_name: str = _said("type_name")
    city: str = _said("city")
    region: str = _said("region")
    region_name: str = _said("region_name")
    country: str = _said("country")
    country_name: str = _said("country_name")
    size: str = _said("size")
    size_from: int | None = _said("size_from")
    size_to: int | None = _said("size_to")
    stage: str = _said("stage")
    status: str = _said("status")
    pledged_on: date = _said("pledged_on")
    certified_on: date | None = _said("certified_on")
    page: str = _said("page")


class Certificate(Schema):
    """The certificate that holds."""

    number: str = Field(..., examples=["OM-2025-000123"])
    verify: str = Field(..., description="The page on which anyone verifies it.")


class AgencyInFull(Agency):
    """One agency with all that its public page says."""

    stage: str = Field(
        ...,
        description=(
            "What the agency is today: certified or on_the_way; or, of one that was public once and is in no list any more, "
            "revoked, withdrawn or lapsed."
        ),
        examples=["certified"],
    )
    stage_since: date = Field(..., description="The day since which it is that.")
    website: str = Field(..., description="The agency's own website; may be empty.")
    badge: str = Field(
        ..., description="The address of its badge, an SVG picture that always says the truth."
    )
    partners: list[str] = Field(
        ..., description="The community mental health organizations that agreed to be named."
    )
    certificate: Certificate | None = Field(..., description="Null while the agency isn't certified.")


class Agencies(Answer):
    """One page of the list."""

    total: int = Field(..., description="How many agencies match, on all pages.")
    limit: int
    offset: int
    next: str | None = Field(..., description="The address of the next page; null on the last.")
    previous: str | None = Field(..., description="The address of the page before; null on the first.")
    agencies: list[Agency]


class OneAgency(Answer):
    """One agency."""

    agency: AgencyInFull


class Region(Schema):
    """A state or province, or a country whose agencies have none, and its figures."""

    key: str = Field(..., description="What the parameter region takes.", examples=["US-CO"])
    name: str = Field(..., examples=["Colorado"])
    country: str = Field(..., examples=["US"])
    took_the_pledge: int = Field(
        ..., description="All agencies that took the pledge, certified ones among them."
    )
    certified: int = Field(..., description="Those of them that are One Mind Certified.")
    on_the_way: int = Field(..., description="Those of them that aren't certified yet.")
    pledged: int = Field(
        ...,
        description="Deprecated: the same as on_the_way, although certified agencies pledged, too.",
        json_schema_extra={"deprecated": True},
    )


class Regions(Answer):
    """Every region that has an agency."""

    regions: list[Region]


class Counts(Answer):
    """The campaign's figures."""

    took_the_pledge: int = Field(
        ..., description="All agencies that took the pledge, certified ones among them."
    )
    certified: int = Field(..., description="Those of them that are One Mind Certified.")
    on_the_way: int = Field(..., description="Those of them that aren't certified yet.")
    regions: int = Field(..., description="States, provinces and countries that have an agency.")


class Problem(Schema):
    """One thing that is wrong with a request."""

    where: str = Field(..., description="The place of it.", examples=["query.limit"])
    message: str = Field(..., description="What to do about it.")


class Error(Schema):
    """What went wrong."""

    status: int
    code: str = Field(..., examples=["invalid_query"])
    message: str
    problems: list[Problem] = []


class Failure(Schema):
    """The answer to a request that can't be answered."""

    error: Error


class Page(Schema):
    """Which part of a list: so many agencies after so many."""

    limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="How many agencies the answer holds at most.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="How many agencies of the list to leave out first.")


def filter_parameters() -> list[dict[str, Any]]:
    """The directory's own filters as OpenAPI parameters, with the values that each one takes."""
    fields = ListingFilter(None, queryset=None, regions=[]).form.fields
    return [_parameter(name, field) for name, field in fields.items()]


def _parameter(name: str, field: Any) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    values = [key for key, _label in getattr(field, "choices", ()) if key]
    if values:
        schema["enum"] = values
    meaning = str(field.label)
    if name == "status":
        meaning = _("Stage. The value pledged is deprecated: it is read as on_the_way")
    if name == "region":
        schema["examples"] = ["US-CO"]
        meaning = _(
            "State or province by its ISO 3166-2 code, such as US-CO; or a country whose agencies have none, such as GB"
        )
    if getattr(field, "max_length", None):
        schema["maxLength"] = field.max_length
    return {"in": "query", "name": name, "required": False, "description": str(meaning), "schema": schema}
