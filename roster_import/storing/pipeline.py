"""From files to rows in the database: the shape, then (with a mapping) the plan, then the writing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import groupby
from typing import IO, Any

from agencies.models import Agency
from roster_import.reading.mapping import Mapping, TableMapping
from roster_import.reading.shape import shape_of
from roster_import.reading.tables import Table, opened
from roster_import.storing import plan, staging
from roster_import.storing.plan import Plan
from roster_import.storing.stored import Entangled, StoredRows
from roster_import.storing.validate import TableReader
from training.course_titles import CatalogueCourse

Progress = Callable[[int], None]


def shapes_of(files: Iterable[IO[bytes]]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """What the files are like: file, index of the table in it, and the table's shape as JSON.

    Raises `Unreadable` when a file can't be read.
    """
    for number, file in enumerate(files):
        with opened(file) as tables:
            for index, table in enumerate(tables):
                yield number, index, shape_of(table).to_data()


def stage(
    files: list[IO[bytes]],
    mapping: Mapping,
    *,
    agency: Agency,
    catalogue: list[CatalogueCourse],
    today: date,
    progress: Progress | None = None,
) -> Plan:
    """Read and check all rows into the temporary tables (inside ``staging.tables()``), and plan what to do with them.

    ``progress`` is told the rows read so far. Nothing that lasts is written. Raises `Unreadable`.
    """
    given: dict[str, Any] = {"agency": agency, "catalogue": catalogue, "today": today, "progress": progress}
    try:
        return read_once(files, mapping, **given, stored=StoredRows(agency))
    except Entangled:
        # The file contradicts itself about something that is stored, or tells it in several ways: rare, and then all of
        # it has to be side by side.
        staging.start_again()
        return read_once(files, mapping, **given, stored=None)


def read_once(
    files: list[IO[bytes]],
    mapping: Mapping,
    *,
    agency: Agency,
    catalogue: list[CatalogueCourse],
    today: date,
    stored: StoredRows | None,
    progress: Progress | None = None,
) -> Plan:
    """Stage in one reading. What ``stored`` knows isn't staged; raises `Entangled` when it has to be."""
    found = Plan()
    with ExitStack() as stack:
        for number, table_mapping, table in _tables(files, mapping, stack):
            reader = TableReader(
                mapping, number, catalogue, today=today, describes=_describes(mapping, table_mapping)
            )
            for batch in reader.batches(table):
                if stored is not None:
                    stored.take_out(batch)
                staging.load("incoming_officer", batch.officers)
                staging.load("incoming_record", batch.records)
                staging.load_problems(batch.problems)
                found.rows += batch.rows
                found.left_out += batch.left_out
                found.totals += batch.totals
                if progress is not None:
                    progress(found.rows)
    staging.analyze()
    if stored is not None:
        stored.count_into(found)
    plan.compare(agency, found)
    plan.count_problems(found)
    return found


def _tables(
    files: list[IO[bytes]], mapping: Mapping, stack: ExitStack
) -> Iterator[tuple[int, TableMapping, Table]]:
    """The mapped tables, each file opened once."""
    numbered = sorted(enumerate(mapping.tables), key=lambda entry: entry[1].file)
    for file, several in groupby(numbered, key=lambda entry: entry[1].file):
        tables = stack.enter_context(opened(files[file]))
        for number, table_mapping in several:
            yield number, table_mapping, tables[table_mapping.index]


def _describes(mapping: Mapping, table: TableMapping) -> bool:
    """Whether a table may say something about officers: a list of trainings doesn't where there is a roster too."""
    rosters = [one for one in mapping.tables if "course" not in one.targets]
    return not rosters or table in rosters
