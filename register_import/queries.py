"""What is read for an import of agencies."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Membership, ReferenceAgency
from agencies.places import region_name
from agencies.time_zones import latest_day
from common.days import days_since
from common.problems import Conflict
from files import store
from pledges.models import Pledge
from register_import.models import ImportedAgency, RegisterImport
from register_import.reading.alike import PORTAL, REFERENCE, Index, Known
from register_import.reading.outcome import Outcome, outcome_of
from roster_import.reading.tables import opened


def portal_index() -> Index:
    """Every agency of the portal that counts, to compare with. One statement."""
    index = Index()
    rows = Agency.objects.filter(is_provisional=False).order_by("pk")
    for public_id, name, country, region, city, ori in rows.values_list(
        "public_id", "name", "country", "region", "city", "ori"
    ).iterator():
        index.add(Known(PORTAL, public_id, name, country, region, city, ori))
    return index


def portal_version() -> tuple[object, ...]:
    """What changes when an agency is added, changed or deleted. One statement."""
    rows = Agency.objects.filter(is_provisional=False)
    found = rows.aggregate(count=Count("pk"), last=Max("pk"), changed=Max("updated_at"))
    return found["count"], found["last"], found["changed"]


def reference_index() -> Index:
    """The reference list, to compare with. One statement; empty where no list was loaded."""
    index = Index()
    rows = ReferenceAgency.objects.order_by("pk").values_list("ori", "name", "region", "city", "county")
    for ori, name, region, city, county in rows.iterator():
        index.add(Known(REFERENCE, ori, name, "US", region, city, ori, county))
    return index


def outcome(found: RegisterImport) -> Outcome:
    """What importing a file would do today, with the answers given so far. Raises `Unreadable`; Conflict for a deleted file."""
    with open_file(found) as file, opened(file) as tables:
        return outcome_of(
            tables, found.answers, portal=portal_index(), reference=reference_index(), today=latest_day()
        )


def open_file(found: RegisterImport) -> IO[bytes]:
    """The uploaded file. Conflict once it was kept for long enough."""
    if found.file is None:
        raise Conflict(_("This file was deleted. Upload it again."))
    return store.open_file(found.file)


def figures(outcome: Outcome) -> dict[str, int]:
    """What a comparison found, in numbers, for the list of imports."""
    return {
        "new": len(outcome.new),
        "pledged": outcome.pledged,
        "certified": outcome.certified,
        "alike": len(outcome.alike),
        "same": len(outcome.same),
        "refused": len({(refusal.sheet, refusal.line) for refusal in outcome.reading.refused}),
        "questions": len(outcome.reading.open_questions),
        "waiting": len(outcome.reading.waiting),
        "left_out": len(outcome.reading.left_out),
    }


@dataclass(frozen=True, slots=True)
class Invitations:
    """How far the invitations of an import are, in numbers of agencies."""

    to_invite: int
    invited: int
    joined: int
    without_address: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An imported agency that no one acts for. ``days`` since the invitation; None where none was sent."""

    agency: Agency
    pledge: Pledge
    days: int | None
    reminders_held: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many agencies of a state the reference list has, and how many of them are in the portal by their ORI."""

    region: str
    name: str
    listed: int
    in_portal: int

    @property
    def percent(self) -> str:
        """The share in percent, with one decimal."""
        return f"{self.in_portal * 100 / self.listed:.1f}%"


def coverage() -> list[Coverage]:
    """Every state of the reference list, by name; two statements."""
    known = Agency.objects.filter(is_provisional=False).exclude(ori="").exclude(verified_name="")
    listed = ReferenceAgency.objects.order_by().values("region").annotate(count=Count("pk"))
    here = (
        ReferenceAgency.objects.filter(ori__in=known.values("ori"))
        .order_by()
        .values_list("region")
        .annotate(count=Count("pk"))
    )
    found: dict[str, int] = dict(here)
    rows = [
        Coverage(row["region"], region_name(row["region"]), row["count"], found.get(row["region"], 0))
        for row in listed
    ]
    return sorted(rows, key=lambda row: row.name)


def imports() -> QuerySet[RegisterImport]:
    """Every import, the latest first, with who sent it."""
    return RegisterImport.objects.select_related("created_by")


def find(public_id: str) -> RegisterImport | None:
    """One import with its files."""
    return RegisterImport.objects.select_related("file", "refused_rows").filter(public_id=public_id).first()


def to_invite(register_import: RegisterImport) -> QuerySet[ImportedAgency]:
    """Its agencies with an address that weren't invited and have no member."""
    rows = register_import.agencies.filter(~_is_joined(), invited_at__isnull=True)
    return rows.exclude(agency__pledges__coordinator_email="").order_by("pk")


def invitations(register_import: RegisterImport) -> Invitations:
    """How far its invitations are."""
    rows = register_import.agencies.all()
    return Invitations(
        to_invite=to_invite(register_import).count(),
        invited=rows.filter(invited_at__isnull=False).count(),
        joined=rows.filter(_is_joined()).count(),
        without_address=rows.filter(agency__pledges__coordinator_email="").count(),
    )


def unanswered() -> QuerySet[ImportedAgency]:
    """Imported agencies that no one acts for yet: those invited longest ago first, then those that weren't."""
    rows = ImportedAgency.objects.filter(~_is_joined()).select_related("agency")
    return rows.order_by(F("invited_at").asc(nulls_last=True), "pk")


def unanswered_rows(rows: list[ImportedAgency], now: datetime) -> list[Unanswered]:
    """The rows of a page with their pledges; one statement more."""
    pledges = {
        pledge.agency_id: pledge
        for pledge in Pledge.objects.filter(agency__in=[row.agency_id for row in rows]).order_by("pk")
    }
    return [
        Unanswered(
            row.agency,
            pledges[row.agency_id],
            days_since(row.invited_at, now) if row.invited_at else None,
            pledges[row.agency_id].reminders_held,
        )
        for row in rows
        if row.agency_id in pledges
    ]


def _is_joined() -> Exists:
    return Exists(Membership.objects.filter(agency=OuterRef("agency")))
