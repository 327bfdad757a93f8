"""From files to rows in the database: the shape, then (with a mapping) the plan, then the writing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from typing import IO, Any

from agencies.models import Agency
from roster_import.reading import matrix
from roster_import.reading.mapping import Mapping, TableMapping
from roster_import.reading.matrix import TAKEN
from roster_import.reading.questions import name_of, name_of_course
from roster_import.reading.shape import shape_of
from roster_import.reading.tables import Table, opened
from roster_import.storing import plan, staging
from roster_import.storing.plan import Plan
from roster_import.storing.stored import Entangled, StoredRows
from roster_import.storing.typed_rows import Tally
from roster_import.storing.validate import TableReader
from training.course_titles import CatalogueCourse, fold, fold_exactly

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
    names: Sequence[str] = (),
    tally: Tally | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Read and check all rows into the temporary tables (inside ``staging.tables()``), and plan what to do with them.

    ``progress`` is told the rows read so far. Nothing that lasts is written. Raises `Unreadable`.
    """
    given: dict[str, Any] = {
        "agency": agency,
        "catalogue": catalogue,
        "today": today,
        "progress": progress,
        "names": names,
    }
    if matrix_courses(mapping, catalogue):
        # What an earlier matrix said and this one doesn't is told by all that it says.
        return read_once(files, mapping, **given, stored=None, tally=tally)
    try:
        return read_once(files, mapping, **given, stored=StoredRows(agency), tally=tally)
    except Entangled:
        # The file contradicts itself about something that is stored, or tells it in several ways: rare, and then all of
        # it has to be side by side.
        staging.start_again()
        if tally is not None:
            tally.start_again()
        return read_once(files, mapping, **given, stored=None, tally=tally)


def read_once(
    files: list[IO[bytes]],
    mapping: Mapping,
    *,
    agency: Agency,
    catalogue: list[CatalogueCourse],
    today: date,
    stored: StoredRows | None,
    names: Sequence[str] = (),
    tally: Tally | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Stage in one reading. What ``stored`` knows isn't staged; raises `Entangled` when it has to be.

    ``tally`` takes what the rows leave open; what is open isn't staged.
    """
    found = Plan()
    tally = tally if tally is not None else Tally(agency)
    with ExitStack() as stack:
        for number, table_mapping, table in _tables(files, mapping, stack):
            name = names[table_mapping.file] if names else ""
            if mapping.answers.get(name_of("identity", name, table_mapping.name)) == "stop":
                continue
            reader = TableReader(
                mapping,
                number,
                catalogue,
                today=today,
                tally=tally,
                name=name,
                describes=_describes(mapping, table_mapping),
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
    plan.compare(agency, found, years=_years(mapping), answers=mapping.answers, tally=tally)
    plan.count_problems(found)
    return found


def _tables(
    files: list[IO[bytes]], mapping: Mapping, stack: ExitStack
) -> Iterator[tuple[int, TableMapping, Table]]:
    """The mapped tables, each file opened once; rosters before lists."""
    opened_files: dict[int, list[Table]] = {}
    numbered = sorted(enumerate(mapping.tables), key=_place_in_order)
    for number, table in numbered:
        if table.file not in opened_files:
            opened_files[table.file] = stack.enter_context(opened(files[table.file]))
        yield number, table, opened_files[table.file][table.index]


def _place_in_order(entry: tuple[int, TableMapping]) -> tuple[bool, bool, bool, int]:
    """What tells people apart by ID and says who is sworn comes first, and lists last."""
    number, table = entry
    return "course" in table.targets, table.by_name, not {"sworn", "category"} & table.targets, number


def _describes(mapping: Mapping, table: TableMapping) -> bool:
    """Whether a table may say something about officers: a list of trainings doesn't where there is a roster too."""
    rosters = [one for one in mapping.tables if "course" not in one.targets]
    return not rosters or table in rosters


def _years(mapping: Mapping) -> dict[int, int]:
    """The year that each table is named for, by its number; of two that contradict each other the later one holds."""
    found = {}
    for number, table in enumerate(mapping.tables):
        years = [
            word
            for word in fold(table.name).split()
            if len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}
        ]
        if len(years) == 1:
            found[number] = int(years[0])
    return found


def matrix_courses(mapping: Mapping, catalogue: list[CatalogueCourse]) -> list[int]:
    """The courses of the catalogue that columns are about, by their numbers."""
    by_code = {course.code: course for course in catalogue}
    by_title = {fold_exactly(course.title): course for course in catalogue}
    found = set()
    for table in mapping.tables:
        for key in table.columns.values():
            if key.startswith(TAKEN):
                title = matrix.parsed(key)[2]
                course = by_code.get(mapping.answers.get(name_of_course(title), "")) or by_title.get(title)
                if course is not None:
                    found.add(course.pk)
    return sorted(found)
