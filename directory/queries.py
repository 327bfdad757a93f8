"""What the public register shows: agencies whose pledge is verified, and no field that isn't named here."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import Promise

from agencies.models import Agency
from agencies.places import country_name, place_name, region_name
from directory.sizes import SIZE_BANDS, band_of
from documents.models import Document
from partnerships.models import Partnership
from pledges.lifecycle import PUBLIC, State
from pledges.models import Pledge


@dataclass(frozen=True, slots=True)
class Listing:
    """One agency as the public sees it. ``certified_on`` is None while it is only pledged."""

    public_id: str
    slug: str
    name: str
    kind: str | Promise
    city: str
    region: str
    country: str
    size: str | Promise
    pledged_on: date
    certified_on: date | None

    @property
    def status(self) -> str:
        return "certified" if self.certified_on else "pledged"

    @property
    def place(self) -> str:
        return place_name(city=self.city, region=self.region, country=self.country)


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many agencies of a state or province pledged and aren't certified yet, and how many are certified."""

    code: str
    name: str
    country: str
    pledged: int
    certified: int


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures on the first page. ``pledged`` counts all that took the pledge, ``certified`` those that completed it."""

    pledged: int
    certified: int
    regions: int


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """All that an agency's public page shows. ``partners`` are the organizations that agreed to be named."""

    listing: Listing
    partners: list[str]
    website: str
    verification_code: str


def listed() -> QuerySet[Pledge]:
    """Every public pledge with ``is_certified``: completed, and its certificate not revoked."""
    valid = Document.objects.filter(
        completion__pledge=OuterRef("pk"), kind=Document.Kind.CERTIFICATE, revoked_at__isnull=True
    )
    is_certified = Case(
        When(Q(Exists(valid), state=State.COMPLETED), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    public = Pledge.objects.filter(state__in=PUBLIC, agency__is_suspended=False)
    return public.select_related("agency").annotate(is_certified=is_certified)


def certified(pledges: QuerySet[Pledge] | None = None, *, yes: bool = True) -> QuerySet[Pledge]:
    """Those of ``listed()`` that are certified, or those that aren't yet."""
    return (listed() if pledges is None else pledges).filter(is_certified=yes)  # type: ignore[misc]


def as_listings(pledges: QuerySet[Pledge] | list[Pledge]) -> list[Listing]:
    """The pledges of ``listed()`` as listings, in their order."""
    return [_listing(pledge) for pledge in pledges]


def region_counts() -> list[RegionCount]:
    """Pledged and certified by state or province, by country and name, in one statement."""
    rows = (
        listed()
        .order_by()
        .values("agency__country", "agency__region")
        .annotate(certified=Count("pk", filter=Q(is_certified=True)), every=Count("pk"))
    )
    counts = [
        RegionCount(
            code=row["agency__region"],
            name=region_name(row["agency__region"]) or country_name(row["agency__country"]),
            country=row["agency__country"],
            pledged=row["every"] - row["certified"],
            certified=row["certified"],
        )
        for row in rows
    ]
    return sorted(counts, key=lambda count: (count.country != "US", country_name(count.country), count.name))


def headline() -> Headline:
    """The campaign's figures, counted now."""
    counts = region_counts()
    certified = sum(count.certified for count in counts)
    return Headline(
        pledged=certified + sum(count.pledged for count in counts), certified=certified, regions=len(counts)
    )


def recently_pledged(limit: int = 10) -> list[Listing]:
    """The agencies that pledged last, the latest first, whatever came of it since."""
    return as_listings(listed().order_by("-pledged_on", "-pk")[:limit])


def recently_certified(limit: int = 10) -> list[Listing]:
    """The agencies that completed the pledge last, the latest first."""
    return as_listings(certified().order_by("-completed_on", "-pk")[:limit])


def agency_page(public_id: str) -> AgencyPage:
    """One listed agency's page; Agency.DoesNotExist for one that isn't public, as for one that never was."""
    pledge = listed().filter(agency__public_id=public_id).first()
    if pledge is None:
        raise Agency.DoesNotExist
    partners = Partnership.objects.filter(agency=pledge.agency, may_be_published=True, ended_on__isnull=True)
    certificate = Document.objects.filter(
        completion__pledge=pledge,
        kind=Document.Kind.CERTIFICATE,
        revoked_at__isnull=True,
        superseded_by__isnull=True,
    ).first()
    return AgencyPage(
        listing=_listing(pledge),
        partners=list(partners.order_by("organization__name").values_list("organization__name", flat=True)),
        website=pledge.agency.website,
        verification_code=certificate.code if certificate is not None else "",
    )


def search(pledges: QuerySet[Pledge], words: str) -> QuerySet[Pledge]:
    """Those whose agency's name or city holds every one of the words."""
    for word in words.split()[:8]:
        pledges = pledges.filter(Q(agency__name__icontains=word) | Q(agency__city__icontains=word))
    return pledges


def ordered(pledges: QuerySet[Pledge], order: str) -> QuerySet[Pledge]:
    """By name, or the latest pledge or certification first."""
    if order == "pledged":
        return pledges.order_by("-pledged_on", "-pk")
    if order == "certified":
        return pledges.order_by(F("completed_on").desc(nulls_last=True), "-pk")
    return pledges.order_by("agency__name", "pk")


def in_size_band(pledges: QuerySet[Pledge], key: str) -> QuerySet[Pledge]:
    """Those whose agency has as many sworn officers as the band says."""
    band = next(band for band in SIZE_BANDS if band.key == key)
    pledges = pledges.filter(agency__sworn__gte=band.least)
    return pledges if band.most is None else pledges.filter(agency__sworn__lte=band.most)


def _listing(pledge: Pledge) -> Listing:
    agency = pledge.agency
    band = band_of(agency.sworn)
    return Listing(
        public_id=agency.public_id,
        slug=agency.slug,
        name=agency.name,
        kind=agency.get_kind_display(),
        city=agency.city,
        region=agency.region,
        country=agency.country,
        size=band.label if band is not None else "",
        pledged_on=pledge.pledged_on,
        certified_on=pledge.completed_on if pledge.is_certified else None,  # type: ignore[attr-defined]
    )
