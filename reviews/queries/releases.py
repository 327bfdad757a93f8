"""What is prepared and not released, and what was released together."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _

from reviews.models import Batch, Decision, PreparedDecision, PreparedPaper, seen_of

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """The batches that are open (each with ``prepared_count``), held, and over; and what is prepared in none."""

    open: tuple[Batch, ...]
    held: tuple[Batch, ...]
    over: tuple[Batch, ...]
    loose: tuple[PreparedDecision, ...]


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One batch: what is prepared in it, what could be gathered too, and what it released."""

    batch: Batch
    prepared: tuple[PreparedDecision, ...]
    loose: tuple[PreparedDecision, ...]
    decisions: tuple[Decision, ...]
    can_be_recalled: bool

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every prepared decision that this batch may hold, by its completion, with what was decided."""
        return [
            (
                row.completion.public_id,
                _("%(agency)s: %(kind)s")
                % {"agency": row.completion.agency.name, "kind": row.get_kind_display()},
            )
            for row in (*self.prepared, *self.loose)
        ]

    @property
    def seen(self) -> str:
        """Which decisions the page shows as released by its button, each with its version."""
        return seen_of(self.prepared)

    @property
    def chosen(self) -> list[str]:
        """Those that it holds."""
        return [row.completion.public_id for row in self.prepared]


def releases_page(now: datetime) -> ReleasesPage:
    """All of them, in three queries; of those that are over the latest."""
    batches = Batch.objects.select_related("released_by", "recalled_by").annotate(
        prepared_count=Count("prepared", distinct=True), agency=Min("decisions__completion__agency__name")
    )
    # What was released by itself is listed while it can be recalled; later its completion's page tells of it.
    named = batches.filter(released_at__isnull=False).exclude(name="", hold_until__lte=now)
    released = list(named.order_by("-released_at")[:SHOWN])
    held = tuple(batch for batch in released if batch.can_be_recalled(now))
    return ReleasesPage(
        open=tuple(batches.filter(released_at__isnull=True).order_by("release_on", "id")),
        held=held,
        over=tuple(batch for batch in released if batch not in held),
        loose=tuple(_prepared().filter(batch__isnull=True)),
    )


def batch_page(public_id: str, now: datetime) -> BatchPage:
    """One batch, in four queries; Batch.DoesNotExist."""
    batch = Batch.objects.select_related("released_by", "recalled_by").get(public_id=public_id)
    return BatchPage(
        batch=batch,
        prepared=tuple(_prepared().filter(batch=batch)),
        loose=tuple(_prepared().filter(batch__isnull=True)) if batch.is_open else (),
        decisions=tuple(
            Decision.objects.filter(batch=batch)
            .select_related("completion__agency", "decided_by")
            .order_by("completion__agency__name", "id")
        ),
        can_be_recalled=batch.can_be_recalled(now),
    )


def open_batches() -> list[Batch]:
    """The batches that a decision can be prepared for, the next one first."""
    return list(Batch.objects.filter(released_at__isnull=True).order_by("release_on", "id"))


def prepared_of(public_id: str) -> PreparedDecision:
    """What is prepared for the completion with this public ID; PreparedDecision.DoesNotExist."""
    return (
        PreparedDecision.objects.select_related(
            "completion__agency", "completion__pledge", "batch", "prepared_by"
        )
        .prefetch_related("papers__file")
        .get(completion__public_id=public_id)
    )


def prepared_paper(public_id: str, kind: str) -> PreparedPaper:
    """One paper of what is prepared for a completion; PreparedPaper.DoesNotExist."""
    papers = PreparedPaper.objects.select_related("file", "prepared__completion__agency")
    return papers.get(prepared__completion__public_id=public_id, kind=kind)


def _prepared() -> "QuerySet[PreparedDecision]":
    return PreparedDecision.objects.select_related(
        "completion__agency", "completion__pledge", "prepared_by"
    ).order_by("completion__agency__name", "id")
