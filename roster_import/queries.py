"""Imports: an agency's own, and what is remembered of them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.models import Agency
from training.models import ImportMemory, Officer, RosterImport, TrainingRecord


def imports(agency: Agency) -> QuerySet[RosterImport]:
    """The agency's imports, the latest first, without the large columns."""
    return (
        RosterImport.objects.filter(agency=agency)
        .defer("before", "shape", "mapping", "problems")
        .select_related("uploaded_by")
        .prefetch_related("files")
    )


def full_imports(agency: Agency) -> QuerySet[RosterImport]:
    """The agency's imports, each whole and with its files."""
    return (
        RosterImport.objects.filter(agency=agency)
        .select_related("agency", "uploaded_by", "refused_rows")
        .prefetch_related("files__file")
    )


@dataclass(frozen=True, slots=True)
class Added:
    """How much an import added that is still there."""

    officers: int
    records: int

    @property
    def rows(self) -> int:
        """Both together."""
        return self.officers + self.records


def added_by(roster_import: RosterImport) -> Added:
    """What undoing an import deletes."""
    written = {"agency": roster_import.agency_id, "from_import": roster_import}
    return Added(Officer.objects.filter(**written).count(), TrainingRecord.objects.filter(**written).count())


def later_import(roster_import: RosterImport) -> RosterImport | None:
    """The last import that was applied after this one and not undone: what it found unchanged rests on this one."""
    return (
        RosterImport.objects.filter(
            agency=roster_import.agency_id,
            state=RosterImport.State.APPLIED,
            applied_at__gt=roster_import.applied_at,
        )
        .prefetch_related("files")
        .order_by("-applied_at")
        .first()
    )


def memory(agency: Agency) -> ImportMemory:
    """What the agency answered before; empty (and not stored) when it never did."""
    return ImportMemory.objects.filter(agency=agency).first() or ImportMemory(agency=agency)
