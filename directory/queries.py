"""What the public register shows: agencies whose pledge is verified, and no field that isn't named here."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Lower
from django.db.models.lookups import IsNull

from agencies import queries as agencies
from agencies.models import Agency, FormerName
from agencies.places import country_name, name_by_key, region_name
from agencies.sizes import SIZE_BANDS
from agencies.time_zones import latest_day, zone_of
from directory import history
from directory.history import Certificate, PublicEvent
from directory.listings import COLUMNS, Listing, as_listings
from documents import queries as documents
from documents.models import Document
from partnerships.models import Partnership
from pledges.lifecycle import ENDED, PUBLIC, State
from pledges.models import Pledge
from pledges.queries import STATUS_COLUMNS, Status, public_pledges, status_on

# As the index has them: capitals don't matter, and the agency's number settles what is left.
_BY_NAME = (Lower("agency__name"), "agency_id")
# As a ``Certificate`` has them.
_PAPER = tuple(
    f"paper__{name}" for name in ("pk", "number", "code", "dated_on", "supersedes_id", "revoked_at")
)


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many agencies of a state or province are on the way, and how many are certified.

    ``key`` is what the directory's filter takes: the region's code, or the country's for agencies without a region.
    The bars are drawn in percent of ``most``, the largest number of agencies that any region has.
    """

    key: str
    name: str
    country: str
    on_the_way: int
    certified: int
    most: int = 1

    @property
    def agencies(self) -> int:
        return self.on_the_way + self.certified

    @property
    def certified_bar(self) -> str:
        return _bar(self.certified, self.most)

    @property
    def whole_bar(self) -> str:
        return _bar(self.agencies, self.most)


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures on the first page. ``certified`` are among those that ``took_the_pledge``."""

    took_the_pledge: int
    certified: int
    regions: int


NOBODY = Status("none", None)


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
    is_on_file: bool = False
    history: tuple[PublicEvent, ...] = ()
    former_names: tuple[str, ...] = ()
    status: Status = NOBODY


def listed() -> QuerySet[Pledge]:
    """Every public pledge with ``certified_on``: the day of completion while its certificate holds, else None."""
    return _listed().all()


@cache
def _listed() -> QuerySet[Pledge]:
    # Never asked itself: putting it together takes longer than the database needs for the rows of a page.
    return _with_certified_on(public_pledges(), _holds())


def _holds() -> Q:
    holding = documents.valid_certificates().filter(completion__pledge=OuterRef("pk")).order_by().values("pk")
    # Looked up for each pledge that may have one. For EXISTS, PostgreSQL gathers all there are, be it for fifty rows.
    certified = Q(is_certified_on_file=True) | Q(IsNull(Subquery(holding[:1]), False))
    return Q(state=State.COMPLETED) & certified


@cache
def _shown() -> QuerySet[Pledge]:
    """Those of ``listed()``, and those that were public once: they keep a page that says what became of them."""
    ended = Q(state__in=ENDED, verified_at__isnull=False) | Q(revoked_on__isnull=False)
    every = Pledge.objects.filter(Q(state__in=PUBLIC) | ended, agency__is_suspended=False)
    return _with_certified_on(every, _holds())


def _with_certified_on(pledges: QuerySet[Pledge], holds: Q) -> QuerySet[Pledge]:
    return pledges.select_related("agency").annotate(
        certified_on=Case(When(holds, then=F("completed_on")), default=None)
    )


def certified(pledges: QuerySet[Pledge] | None = None, *, yes: bool = True) -> QuerySet[Pledge]:
    """Those of ``listed()`` that are certified, or those that aren't yet."""
    return (listed() if pledges is None else pledges).filter(certified_on__isnull=not yes)  # type: ignore[misc]


def whole(part: "QuerySet[Pledge] | array[int]") -> list[Listing]:
    """The beginning of ``listed()`` (``[:50]``), or the pledges with these numbers, as listings in that order; one statement.

    What is further on is quicker by numbers: the database would sort all columns of the rows before it.
    """
    if isinstance(part, array):
        found = {number: columns for number, *columns in _numbered().filter(pk__in=part)}
        return as_listings(found[number] for number in part if number in found)
    return as_listings(with_former_name(part).values_list(*COLUMNS))


@cache
def _numbered() -> "QuerySet[Pledge, tuple[Any, ...]]":
    return with_former_name(listed().order_by()).values_list("pk", *COLUMNS)


def with_former_name(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """With ``formerly``: the last name that the agency had before its present one; looked up for each row that is shown."""
    former = (
        FormerName.objects.filter(agency=OuterRef("agency"), is_misspelling=False)
        .exclude(name=OuterRef("agency__name"))
        .order_by("-until_on", "-pk")
    )
    return pledges.annotate(formerly=Subquery(former.values("name")[:1]))


def region_counts() -> list[RegionCount]:
    """On the way and certified by state or province, the United States first, by name; in one statement."""
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
            on_the_way=row["every"] - row["certified"],
            certified=row["certified"],
            most=most,
        )
        for row in rows
    ]
    return sorted(counts, key=lambda count: (count.country != "US", country_name(count.country), count.name))


def place(counts: list[RegionCount], key: str) -> RegionCount | None:
    """A state, province or country by its key, also one that has no agency yet; None where there is no such place."""
    found = next((count for count in counts if count.key == key), None)
    if found is None and (name := name_by_key(key)):
        return RegionCount(key, name, key.partition("-")[0], 0, 0)
    return found


def number_of(counts: list[RegionCount], *, country: str = "", region: str = "", status: str = "") -> int:
    """How many agencies of a country, of a state or province, on the way or certified, there are by these counts."""
    return sum(
        count.on_the_way
        if status == "on_the_way"
        else count.certified
        if status == "certified"
        else count.agencies
        for count in counts
        if country in {"", count.country} and region in {"", count.key}
    )


def headline(counts: list[RegionCount] | None = None) -> Headline:
    """The campaign's figures, counted now, or added up from counts that are there already."""
    counts = region_counts() if counts is None else counts
    certified = sum(count.certified for count in counts)
    return Headline(sum(count.agencies for count in counts), certified, regions=len(counts))


def recently_pledged(limit: int = 10) -> list[Listing]:
    """The agencies that pledged last, the latest first, whatever came of it since."""
    return whole(listed().order_by("-pledged_on", "-pk")[:limit])


def recently_certified(limit: int = 10) -> list[Listing]:
    """The agencies that completed the pledge last, the latest first."""
    return whole(latest_first(certified())[:limit])


def agency_page(public_id: str, *, today: date) -> AgencyPage:
    """One agency's page in three statements: of one that is listed, or was. Agency.DoesNotExist for all others."""
    # The pledge, once for each of its certificates: most have one, and few have more.
    rows = list(
        with_former_name(_shown())
        .filter(agency__public_id=public_id)
        .alias(
            paper=FilteredRelation(
                "completions__documents",
                condition=Q(completions__documents__kind=Document.Kind.CERTIFICATE)
                & ~Q(completions__documents__state=Document.State.VOID),
            )
        )
        .annotate(is_led=agencies.is_led("agency"))
        # The pledge that counts before those that ended.
        .order_by(Case(When(ended_on__isnull=True, then=0), default=1), "-pledged_on", "-pk", "paper__pk")
        .values_list("pk", "agency_id", "agency__website", "agency__accepts_messages", "is_certified_on_file", "is_led",
                     *STATUS_COLUMNS, *COLUMNS, *_PAPER)
    )  # fmt: skip
    if not rows:
        raise Agency.DoesNotExist
    pledge, agency, website, takes_questions, is_on_file, is_led, *columns = rows[0]
    told, columns = columns[: len(STATUS_COLUMNS)], columns[len(STATUS_COLUMNS) :]
    state, _pledged_on, completed_on, revoked_on, _reinstated_on, ended_on, _earlier = told
    (listing,) = as_listings([columns[: len(COLUMNS)]])
    papers = [Certificate(*row[-len(_PAPER) :]) for row in rows if row[0] == pledge and row[-len(_PAPER)]]
    partners = (
        Partnership.objects.filter(agency=agency, may_be_published=True)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
        .order_by("organization__name")
        .values_list("organization__name", flat=True)
        .distinct()
    )
    replaced = {paper.supersedes for paper in papers}
    zone = zone_of(country=listing.country, region=listing.region)
    holding = (paper for paper in papers if paper.revoked_at is None and paper.pk not in replaced)
    certificate = next(holding, None)
    return AgencyPage(
        listing=listing,
        partners=tuple(partners),
        website=website,
        certificate_number=certificate.number if certificate is not None else "",
        verification_code=certificate.code if certificate is not None else "",
        takes_questions=takes_questions and is_led and revoked_on is None and ended_on is None,
        is_on_file=is_on_file,
        history=history.events(listing.pledged_on, completed_on, papers, ended=(state, ended_on), zone=zone,
                               is_on_file=is_on_file),
        status=_status_today(told, listing.certified_on),
        former_names=agencies.former_names(agency),
    )  # fmt: skip


def shown(public_id: str) -> QuerySet[Pledge]:
    """The pledge that an agency's page is about, with ``certified_on``: of one that is listed, or was."""
    return _of_page(_shown().filter(agency__public_id=public_id))[:1]


def _of_page(pledges: QuerySet[Pledge], *further: str) -> QuerySet[Pledge]:
    """In the order in which they count: the pledge that is on its way before those that ended, the latest first."""
    return pledges.order_by(
        Case(When(ended_on__isnull=True, then=0), default=1), "-pledged_on", "-pk", *further
    )


def status_today(public_id: str) -> tuple[str, Status] | None:
    """The name of an agency that is listed, or was, and what it is today; None for every other."""
    pledge = shown(public_id).first()
    if pledge is None:
        return None
    told = [getattr(pledge, name) for name in STATUS_COLUMNS]
    return pledge.agency.name, _status_today(told, pledge.certified_on)  # type: ignore[attr-defined]


def _status_today(told: Sequence[Any], certified_on: date | None) -> Status:
    """The status by ``STATUS_COLUMNS``; a completed pledge is certified only while its certificate holds."""
    state, pledged_on, completed_on, *rest = told
    done_on = certified_on if state == State.COMPLETED else completed_on
    return status_on(state, pledged_on, done_on, *rest, day=latest_day())


def in_region(pledges: QuerySet[Pledge], key: str) -> QuerySet[Pledge]:
    """Those of a state or province by its code; by a country's code, those of it that have none."""
    if "-" in key:
        return pledges.filter(agency__region=key)
    return pledges.filter(agency__country=key, agency__region="")


def in_size_band(pledges: QuerySet[Pledge], key: str) -> QuerySet[Pledge]:
    """Those whose agency has as many sworn officers as the band says."""
    band = next(band for band in SIZE_BANDS if band.key == key)
    pledges = pledges.filter(agency__decided_sworn__gte=band.least)
    return pledges if band.most is None else pledges.filter(agency__decided_sworn__lte=band.most)


def latest_first(certified: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Certified ones, the last to complete first: cut off an index, which an order by ``certified_on`` can't be."""
    return certified.order_by("-completed_on", "-pledged_on", "-pk")


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
