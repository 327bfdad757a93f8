"""What the public register shows: agencies whose pledge is verified, and no field that isn't named here."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Lower
from django.utils.translation import get_language

from agencies.models import Agency, slug_of
from agencies.places import country_name, place_name, region_name
from agencies.search import containing
from directory import history, spelling
from directory.history import PublicEvent
from directory.sizes import SIZE_BANDS, band_of
from documents import queries as documents
from partnerships.models import Partnership
from pledges.lifecycle import PUBLIC, State
from pledges.models import Pledge

# As the index has them: capitals don't matter, and the agency's number settles what is left.
_BY_NAME = (Lower("agency__name"), "agency_id")


@dataclass(frozen=True, slots=True)
class Listing:
    """One agency as the public sees it. ``certified_on`` is None while it is only pledged."""

    public_id: str
    slug: str
    name: str
    kind: str
    city: str
    region: str
    country: str
    size: str
    pledged_on: date
    certified_on: date | None

    @property
    def status(self) -> str:
        return "certified" if self.certified_on else "pledged"

    @property
    def place(self) -> str:
        return place_name(city=self.city, region=self.region, country=self.country)

    @property
    def region_label(self) -> str:
        """The state or province, or the country of an agency without one: what the list is grouped by."""
        return region_name(self.region) if self.region else country_name(self.country)


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many agencies of a state or province pledged and aren't certified yet, and how many are certified.

    ``key`` is what the directory's filter takes: the region's code, or the country's for agencies without a region.
    The bars are drawn in percent of ``most``, the largest number of agencies that any region has.
    """

    key: str
    name: str
    country: str
    pledged: int
    certified: int
    most: int = 1

    @property
    def agencies(self) -> int:
        return self.pledged + self.certified

    @property
    def certified_bar(self) -> str:
        return _bar(self.certified, self.most)

    @property
    def whole_bar(self) -> str:
        return _bar(self.agencies, self.most)


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures on the first page. ``pledged`` counts all that took the pledge, ``certified`` those that completed it."""

    pledged: int
    certified: int
    regions: int


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """All that an agency's public page shows. ``partners`` are the organizations that agreed to be named.

    Number and code of the certificate are empty until there is one that holds.
    """

    listing: Listing
    partners: tuple[str, ...]
    website: str
    certificate_number: str
    verification_code: str
    takes_questions: bool = False
    history: tuple[PublicEvent, ...] = ()


def listed() -> QuerySet[Pledge]:
    """Every public pledge with ``certified_on``: the day of completion while its certificate holds, else None."""
    return _listed().all()


@cache
def _listed() -> QuerySet[Pledge]:
    # Never asked itself: putting it together takes longer than the database needs for the rows of a page.
    holds = documents.valid_certificates().filter(completion__pledge=OuterRef("pk"))
    public = Pledge.objects.filter(state__in=PUBLIC, agency__is_suspended=False)
    return public.select_related("agency").annotate(
        certified_on=Case(When(Q(Exists(holds), state=State.COMPLETED), then=F("completed_on")), default=None)
    )


def certified(pledges: QuerySet[Pledge] | None = None, *, yes: bool = True) -> QuerySet[Pledge]:
    """Those of ``listed()`` that are certified, or those that aren't yet."""
    return (listed() if pledges is None else pledges).filter(certified_on__isnull=not yes)  # type: ignore[misc]


def as_listings(pledges: Iterable[Pledge]) -> list[Listing]:
    """The pledges of ``listed()`` as listings, in their order."""
    return [_listing(pledge) for pledge in pledges]


def whole(part: "QuerySet[Pledge] | array[int]") -> list[Listing]:
    """A part of ``listed()`` (``[50:100]``), or the pledges with these numbers, as listings in that order; one statement.

    The database sorts bare numbers and fetches the columns of that part alone: sorting whole rows took four times as long.
    """
    if isinstance(part, array):
        found = {number: columns for number, *columns in _numbered().filter(pk__in=part)}
        return [_from_columns(*found[number]) for number in part if number in found]
    rows = listed().filter(pk__in=part.values("pk")).order_by(*part.query.order_by)
    return [_from_columns(*row) for row in rows.values_list(*_COLUMNS)]


@cache
def _numbered() -> "QuerySet[Pledge, tuple[Any, ...]]":
    return listed().order_by().values_list("pk", *_COLUMNS)


def region_counts() -> list[RegionCount]:
    """Pledged and certified by state or province, the United States first, by name; in one statement."""
    rows = (
        listed()
        .order_by()
        .values("agency__country", "agency__region")
        .annotate(certified=Count("pk", filter=Q(certified_on__isnull=False)), every=Count("pk"))
    )
    most = max((row["every"] for row in rows), default=1)
    counts = [
        RegionCount(
            key=row["agency__region"] or row["agency__country"],
            name=region_name(row["agency__region"])
            if row["agency__region"]
            else country_name(row["agency__country"]),
            country=row["agency__country"],
            pledged=row["every"] - row["certified"],
            certified=row["certified"],
            most=most,
        )
        for row in rows
    ]
    return sorted(counts, key=lambda count: (count.country != "US", country_name(count.country), count.name))


def headline(counts: list[RegionCount] | None = None) -> Headline:
    """The campaign's figures, counted now, or added up from counts that are there already."""
    counts = region_counts() if counts is None else counts
    return Headline(
        pledged=sum(count.agencies for count in counts),
        certified=sum(count.certified for count in counts),
        regions=len(counts),
    )


def recently_pledged(limit: int = 10) -> list[Listing]:
    """The agencies that pledged last, the latest first, whatever came of it since."""
    return whole(listed().order_by("-pledged_on", "-pk")[:limit])


def recently_certified(limit: int = 10) -> list[Listing]:
    """The agencies that completed the pledge last, the latest first."""
    return whole(certified().order_by("-completed_on", "-pk")[:limit])


def agency_page(public_id: str, *, today: date) -> AgencyPage:
    """One listed agency's page in three statements; two for one that hasn't completed its pledge.

    Agency.DoesNotExist for one that isn't public, as for one that never was.
    """
    pledge = listed().filter(agency__public_id=public_id).first()
    if pledge is None:
        raise Agency.DoesNotExist
    partners = (
        Partnership.objects.filter(agency=pledge.agency, may_be_published=True)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
        .order_by("organization__name")
        .values_list("organization__name", flat=True)
        .distinct()
    )
    papers = documents.certificates_of(pledge) if pledge.completed_on is not None else []
    replaced = {paper.supersedes_id for paper in papers}
    certificate = next(
        (paper for paper in papers if paper.revoked_at is None and paper.pk not in replaced), None
    )
    return AgencyPage(
        listing=_listing(pledge),
        partners=tuple(partners),
        website=pledge.agency.website,
        certificate_number=(certificate.number or "") if certificate is not None else "",
        verification_code=certificate.code if certificate is not None else "",
        takes_questions=pledge.agency.accepts_messages,
        history=history.events(pledge, papers),
    )


def search(pledges: QuerySet[Pledge], words: str) -> QuerySet[Pledge]:
    """Those whose agency's name or city holds every one of the words, or what may have been meant by it."""
    for word in words.split()[:8]:
        meant = [containing(spelled) for spelled in (word, *spelling.guesses(word))]
        pledges = pledges.filter(reduce(or_, meant))
    return pledges


def guessed(words: str) -> tuple[str, ...]:
    """What ``search`` looks for besides the words as they were typed."""
    return tuple(guess for word in words.split()[:8] for guess in spelling.guesses(word))


def in_region(pledges: QuerySet[Pledge], key: str) -> QuerySet[Pledge]:
    """Those of a state or province by its code; by a country's code, those of it that have none."""
    if "-" in key:
        return pledges.filter(agency__region=key)
    return pledges.filter(agency__country=key, agency__region="")


def in_size_band(pledges: QuerySet[Pledge], key: str) -> QuerySet[Pledge]:
    """Those whose agency has as many sworn officers as the band says."""
    band = next(band for band in SIZE_BANDS if band.key == key)
    pledges = pledges.filter(agency__sworn__gte=band.least)
    return pledges if band.most is None else pledges.filter(agency__sworn__lte=band.most)


def ordered(pledges: QuerySet[Pledge], order: str, counts: list[RegionCount]) -> QuerySet[Pledge]:
    """By name, by state or province as ``counts`` has them, or the latest pledge or certification first."""
    if order == "pledged":
        return pledges.order_by("-pledged_on", "-pk")
    if order == "certified":
        return pledges.order_by(F("certified_on").desc(nulls_last=True), "-pledged_on", "-pk")
    if order == "region" and counts:
        rank = Case(*[_rank(place, count) for place, count in enumerate(counts)], default=len(counts))
        return pledges.order_by(rank, *_BY_NAME)
    return pledges.order_by(*_BY_NAME)


def _bar(part: int, most: int) -> str:
    """A length in percent; what there is at all can be seen."""
    return f"{max(part * 100 // most, 2) if part else 0}%"


def _rank(place: int, count: RegionCount) -> When:
    if "-" in count.key:
        return When(agency__region=count.key, then=place)
    return When(agency__country=count.key, agency__region="", then=place)


def _listing(pledge: Pledge) -> Listing:
    agency = pledge.agency
    places = (agency.city, agency.region, agency.country)
    certified_on: date | None = pledge.certified_on  # type: ignore[attr-defined]
    return _from_columns(
        agency.public_id, agency.name, agency.kind, *places, agency.sworn, pledge.pledged_on, certified_on
    )


_COLUMNS = (
    *(f"agency__{name}" for name in ("public_id", "name", "kind", "city", "region", "country", "sworn")),
    "pledged_on",
    "certified_on",
)


def _from_columns(
    public_id: str,
    name: str,
    kind: str,
    city: str,
    region: str,
    country: str,
    sworn: int | None,
    pledged_on: date,
    certified_on: date | None,
) -> Listing:
    language = get_language()
    return Listing(
        public_id=public_id,
        slug=slug_of(name),
        name=name,
        kind=_kind(kind, language),
        city=city,
        region=region,
        country=country,
        size=_size(sworn, language),
        pledged_on=pledged_on,
        certified_on=certified_on,
    )


@lru_cache
def _kind(kind: str, _language: str | None) -> str:
    return str(Agency.Kind(kind).label)


@lru_cache(maxsize=2_000)
def _size(sworn: int | None, _language: str | None) -> str:
    band = band_of(sworn)
    return str(band.label) if band is not None else ""
