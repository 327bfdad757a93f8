"""Lists as files: CSV and Excel, with what a spreadsheet would calculate defused."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from training import messages
from training.messages import Line
from training.models import Officer, TrainingRecord
from training.models.records import Delivery
from training.queries import Ending, OfficerRecords, RecordCells

Rows = Iterable[list[str]]


def officer_rows(lines: Iterable[Line], *, names: bool) -> Iterator[list[str]]:
    """Headings that an import understands, and a row an officer."""
    own = [_("Crisis intervention"), _("First aid"), _("Pledge"), _("Still needs")]
    yield [*_officer_headings(names=names), *own]
    for line in lines:
        yield [
            *_officer_cells(line.officer, names=names),
            " ".join(filter(None, [str(line.cit.label), line.cit.note])),
            " ".join(filter(None, [str(line.mhfa.label), line.mhfa.note])),
            str(line.verdict.label),
            "; ".join(map(str, line.needs)),
        ]


def record_rows(records: Iterable[RecordCells]) -> Iterator[list[str]]:
    """Headings that an import understands, and a row a record."""
    yield [_("Officer ID"), *_record_headings()]
    cells = _RecordCells()
    for ref, *record in records:
        yield [ref, *cells.of(record)]


def template_rows(officers: Iterable[OfficerRecords], *, names: bool) -> Iterator[list[str]]:
    """What an import reads without a question: a row for each record, and one for each officer without records."""
    headings = _record_headings()
    yield [*_officer_headings(names=names), *headings]
    cells = _RecordCells()
    for officer, records in officers:
        own = _officer_cells(officer, names=names)
        for _ref, *record in records:
            yield [*own, *cells.of(record)]
        if not records:
            yield [*own, *[""] * len(headings)]


def _officer_headings(*, names: bool) -> list[str]:
    name = [_("Name")] if names else []
    return [
        _("Officer ID"),
        *name,
        _("Rank"),
        _("Sworn"),
        _("Hired on"),
        _("Left on"),
        _("On leave since"),
    ]


def _officer_cells(officer: Officer, *, names: bool) -> list[str]:
    days = (officer.hired_on, officer.separated_on, officer.on_leave_since)
    return [
        officer.ref,
        *([officer.name] if names else []),
        officer.rank,
        _("Yes") if officer.is_sworn else _("No"),
        *(day.isoformat() if day else "" for day in days),
    ]


def _record_headings() -> list[str]:
    return [
        _("Course"),
        _("Completed on"),
        _("Hours"),
        _("Status"),
        _("Delivery"),
        _("Class number"),
        _("Session"),
        _("Valid until"),
        _("Certificate number"),
    ]


class _RecordCells:
    """The cells of records. The words are looked up once: a list may have a hundred thousand rows."""

    def __init__(self) -> None:
        self.status = {str(value): str(label) for value, label in TrainingRecord.Status.choices}
        self.delivery = {str(value): str(label) for value, label in Delivery.choices}

    def of(self, record: Iterable[Any]) -> list[str]:
        """A record's cells, without the officer's ID."""
        course, day, hours, state, given, offering, session, until, certificate = record
        return [
            course,
            day.isoformat(),
            f"{hours.normalize():f}",
            self.status[state],
            self.delivery[given],
            offering or "",
            session,
            until.isoformat() if until else "",
            certificate,
        ]


def ending_rows(endings: Iterable[Ending], *, names: bool) -> Iterator[list[str]]:
    """A row a certificate that has lapsed or will: whose, which, and its last day."""
    headings = [_("Officer ID"), _("Name"), _("Certificate"), _("Valid until"), _("State")]
    yield headings if names else [headings[0], *headings[2:]]
    for ending in endings:
        yield [
            ending.ref,
            *([ending.name] if names else []),
            str(messages.CERTIFICATES[ending.track]),
            ending.ends_on.isoformat(),
            _("Lapsed") if ending.has_lapsed else _("In force"),
        ]
