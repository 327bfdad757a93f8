"""The desk's table as rows of a file."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from worklist.figures import DeskFigures
from worklist.queries import Decided, Item


def waiting_rows(items: Iterable[Item]) -> Iterator[list[object]]:
    """Headings, and a row a thing that waits."""
    yield [
        *(_("Kind"), _("Agency"), _("Age in days"), _("Days since last change"), _("Expected by")),
        *(_("Late"), _("Whose turn"), _("Assigned to")),
    ]
    for item in items:
        yield [
            item.kind,
            item.called,
            item.days,
            item.days_since_move,
            "" if item.whose else timezone.localdate(item.due_at).isoformat(),
            _("Yes") if item.is_late else _("No"),
            item.whose or _("the IACP"),
            str(item.person) if item.person else "",
        ]


def decided_rows(rows: Iterable[Decided]) -> Iterator[list[object]]:
    """Headings, and a row a decision."""
    yield [_("Kind"), _("Agency"), _("Decision"), _("Decided by"), _("Decided")]
    for row in rows:
        decided_on = timezone.localdate(row.event.at).isoformat()
        yield [row.kind, row.called, row.event.what, row.event.who, decided_on]


def figure_rows(figures: DeskFigures) -> Iterator[list[object]]:
    """Headings, and a row a figure: what it is of, what it says, and how much."""
    yield [_("About"), _("Figure"), _("Value")]
    for kind in figures.kinds:
        yield [kind.words, _("Waiting"), kind.waiting]
        yield [kind.words, _("Late"), kind.late]
        if kind.took is not None:
            yield [kind.words, _("Decided in the last year"), kind.took.count]
            yield [kind.words, _("Median days"), kind.took.median]
            yield [kind.words, _("Days, 90th percentile"), kind.took.most]
    for one in figures.people:
        yield [one.label, _("Assigned"), one.count]
    for one in figures.returns:
        yield [one.label, _("Reason for a return in the last year"), one.count]
