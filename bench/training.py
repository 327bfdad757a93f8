"""The training: bringing files in, and counting."""

import csv
import io
import itertools
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone
from openpyxl import load_workbook
from python_calamine import load_workbook as calamine

from agencies.models import Agency
from bench import contention, memory, peers, rosters
from bench.copies import agencies_like
from bench.measure import ROUNDS, alternately, heading, row, say, statements
from roster_import import facts
from roster_import.actions.jobs import write
from roster_import.reading import workbook
from roster_import.reading.mapping import Mapping
from roster_import.reading.questions import Question
from roster_import.reading.tables import opened
from roster_import.storing import staging
from roster_import.storing.validate import TableReader
from training import figures, queries
from training.models import Officer, RosterImport, TrainingRecord

TODAY = date(2026, 6, 1)
# On a busy machine few rounds of ten milliseconds go through undisturbed, and rounds of two are disturbed less: many.
MANY_ROUNDS = 100
# Rows of the files whose import is watched for memory.
SMALL, LARGE = (4_000, 12_000, 40_000), (13_600, 40_800, 136_000)


def run(*, full: bool, only: str = "") -> None:
    """Measure and print rows 1 to 8 and 15 of the goals; ``only``: the parts whose heading has this in it."""
    parts: list[tuple[str, Callable[[], None]]] = [
        ("Importing a file of 1,100 rows (SQLite)", _import_rows),
        ("Statements of an import, its one transaction's beginning and end aside", _import_statements),
        ("Importing 28 rows", _small_import),
        ("Reading a workbook", partial(_workbook, 20_000 if full else 1_000)),
        ("One agency's figures, and all agencies'", partial(_figures, agencies=18_000 if full else 1_500)),
        ("Memory of an import as the file grows", partial(memory.run, *(LARGE if full else SMALL))),
        ("Pages that write while an import runs", contention.run),
    ]
    if full:
        parts.append(("Import of the largest department: 36,000 officers and 100,000 records", _largest))
    for words, measure in parts:
        if only.lower() in words.lower():
            with heading(words):
                measure()


class Source:
    """Files with the mapping that a person would have confirmed."""

    def __init__(self, *contents: bytes) -> None:
        self.files: list[IO[bytes]] = []
        for content in contents:
            file = tempfile.TemporaryFile()  # noqa: SIM115 - open for the whole run
            file.write(content)
            file.flush()
            self.files.append(file)
        agency = Agency(pk=0)
        self.catalogue = queries.choices(agency)
        self.source = facts.settled(
            self.files,
            [f"{number}.csv" for number in range(len(contents))],
            agency=agency,
            catalogue=self.catalogue,
            memory={},
            answers={},
            say=_said,
            today=TODAY,
        )
        self.mapping = Mapping(self.source.columns.mapping.tables, self.source.answers)

    def read(self) -> int:
        """Read and validate all rows with the portal's own code, and do nothing with them."""
        count = 0
        for number, table in enumerate(self.mapping.tables):
            reader = TableReader(self.mapping, number, self.catalogue, today=TODAY)
            with opened(self.files[table.file]) as tables:
                count += sum(batch.rows for batch in reader.batches(tables[table.index]))
        return count

    def run_import(self, agency: Agency) -> Any:
        """The import itself: read, compare, write."""
        with staging.tables():
            reading = facts.read(self.source, agency=agency, today=TODAY)
            with transaction.atomic():
                write(RosterImport(agency=agency), reading, by=None)
        return reading.plan


def _said(question: Question) -> str:
    """What a person would say: what is proposed, that all are sworn, and that courses were taken whole."""
    said = question.proposal or {"sworn": "sworn", "hours": "catalog", "course": "MHFA"}.get(
        question.about, ""
    )
    return said if said in question.values else question.values[-1]


def _agency() -> Agency:
    return Agency.objects.create(name="Measured Police Department")


def _fresh(source: "Source") -> Callable[[], object]:
    """Import the files for one agency after the other: the agencies aren't what is measured."""
    waiting = [_agency() for _round in range(MANY_ROUNDS + 5)]
    return lambda: source.run_import(waiting.pop())


def _by_hand(*contents: bytes) -> Callable[[], int]:
    """The floor: the smallest loop that reads and checks the same cells."""

    def read() -> int:
        count = 0
        for content in contents:
            for line in csv.DictReader(io.StringIO(content.decode())):
                for name, cell in line.items():
                    if name.endswith("Date") and cell:
                        date.fromisoformat(cell)
                    elif name == "Hours":
                        float(cell)
                    elif not cell.isprintable() or len(cell) > 120:
                        raise ValueError(cell)
                count += 1
        return count

    return read


def _import_rows() -> None:
    contents = rosters.roster(300), rosters.records(800, 300)
    source, floor = Source(*contents), _by_hand(*contents)
    known = _agency()
    source.run_import(known)
    again, read, by_hand = alternately(
        lambda: source.run_import(known), source.read, floor, rounds=MANY_ROUNDS
    )
    row("1  the same file again", ours=again, peer=read, against="reading + validating it", goal="<= 3")
    row("   ", ours=again, peer=by_hand, against="the smallest loop by hand", goal="-")
    fresh, read, by_hand = alternately(_fresh(source), source.read, floor, rounds=MANY_ROUNDS)
    row("2  a fresh import", ours=fresh, peer=read, against="reading + validating it", goal="<= 6")
    row("   ", ours=fresh, peer=by_hand, against="the smallest loop by hand", goal="-")
    row("   (validating, ours)", ours=read, peer=by_hand, against="the smallest loop by hand", goal="-")


def _import_statements() -> None:
    # The first import on a connection makes the temporary tables.
    Source(rosters.roster(1), rosters.records(1, 1)).run_import(_agency())
    for officers, records in ((10, 24), (400, 1060), (4_000, 10_000)):
        source = Source(rosters.roster(officers), rosters.records(records, officers))
        agency = _agency()
        fresh = statements(partial(source.run_import, agency))
        again = statements(partial(source.run_import, agency))
        say(f"  3  {officers + records:>6} rows: {fresh} fresh, {again} the same again")


def _small_import() -> None:
    contents = rosters.roster(8), rosters.records(20, 8)
    source, peer = Source(*contents), peers.import_export(*contents)
    agencies = [_agency() for _round in range(2 * ROUNDS + 5)]
    ours, theirs = alternately(_fresh(source), lambda: peer(agencies.pop()), rounds=2 * ROUNDS)
    say(
        f"  4  8 officers and 20 records fresh: {theirs / ours:.1f} x faster than django-import-export   goal >= 15"
    )
    few, many = statements(_fresh(source)), statements(lambda: peer(agencies.pop()))
    say(f"     {few} statements against {many}")


def _workbook(rows: int) -> None:
    content = rosters.workbook(rosters.records(rows, rows // 4))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - gone with the process
    file.write(content)

    def openpyxl() -> int:
        read = load_workbook(io.BytesIO(content), read_only=True)
        return sum(1 for line in read.worksheets[0].iter_rows(values_only=True) if any(line))

    def unzip() -> int:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(len(archive.read(info)) for info in archive.infolist())

    def parse() -> int:
        return sum(1 for _ in calamine(io.BytesIO(content)).get_sheet_by_name("Records").iter_rows())

    def apart() -> int:
        with opened(file) as tables:
            return sum(1 for _ in tables[0].rows())

    ours, theirs, floor, parser = alternately(
        lambda: sum(1 for _ in workbook.contents(content)), openpyxl, unzip, parse, rounds=2 * ROUNDS
    )
    whole = alternately(apart, rounds=5)[0]
    say(f"  5  {rows} rows: {theirs / ours:.1f} x faster than openpyxl read-only   goal >= 8")
    row("   ", ours=ours, peer=floor, against="unzipping alone", goal="<= 3")
    row("   ", ours=ours, peer=parser, against="the parser alone, python-calamine", goal="-")
    row(
        "   inspected, and read in its own process",
        ours=whole,
        peer=theirs,
        against="openpyxl read-only",
        goal="-",
    )


_BY_HAND = """SELECT {group} COUNT(*), SUM(cit), SUM(mhfa), SUM(CASE WHEN cit + mhfa > 0 THEN 1 ELSE 0 END) FROM
 (SELECT o.agency_id, o.id, MAX(CASE WHEN c.track = 'cit' AND r.hours >= 40 THEN 1 ELSE 0 END) AS cit,
  MAX(CASE WHEN c.track = 'mhfa' AND r.hours >= 8 THEN 1 ELSE 0 END) AS mhfa
  FROM training_officer o
  LEFT JOIN training_trainingrecord r ON r.officer_id = o.id AND r.status IN ('completed', 'passed')
  LEFT JOIN training_course c ON c.id = r.course_id AND c.standing IN ('recognized', 'approved')
  WHERE o.is_sworn {where} GROUP BY o.agency_id, o.id) AS p {end}"""


def _figures(*, agencies: int) -> None:
    small, large = _agency(), _agency()
    for agency, officers in ((small, 314), (large, 1238)):
        Source(rosters.roster(officers), rosters.records(officers * 2, officers)).run_import(agency)

    def by_hand(agency: Agency) -> Callable[[], Any]:
        sql = _BY_HAND.format(group="", where="AND o.agency_id = %s", end="")

        def run() -> Any:
            with connection.cursor() as cursor:
                cursor.execute(sql, [agency.pk])
                return cursor.fetchone()

        return run

    ours, floor, ours_small, floor_small = alternately(
        lambda: figures.of_agency(large, TODAY),
        by_hand(large),
        lambda: figures.of_agency(small, TODAY),
        by_hand(small),
    )
    count = statements(lambda: figures.of_agency(large, TODAY))
    row(
        "6  figures of 1,238 officers",
        ours=ours,
        peer=floor,
        against="SQL by hand",
        goal="<= 3",
        note=f"({count} statement)",
    )
    row(
        "7  growth from 314 to 1,238 officers",
        ours=ours,
        peer=ours_small,
        against="of 314 (3.9 x as many)",
        goal="<= 2",
        note=f"(SQL by hand {floor / floor_small:.2f} x)",
    )
    _many(agencies)

    def all_by_hand() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_BY_HAND.format(group="agency_id,", where="", end="GROUP BY agency_id"))
            return cursor.fetchall()

    def all_ours() -> int:
        return figures.store(TODAY, at=timezone.now())

    rounds = 3 if agencies > 5000 else 7
    ours, floor = alternately(all_ours, all_by_hand, rounds=rounds)
    people = Officer.objects.count()
    words = f"8  {agencies} agencies, {people} officers"
    row(
        words,
        ours=ours,
        peer=floor,
        against="GROUP BY by hand, not stored",
        goal="<= 3",
        note=f"({statements(all_ours)} statement)",
    )


def _many(agencies: int) -> None:
    first = _agency()
    courses = queries.visible_courses(first).filter(code__in=["CIT", "MHFA"])
    training = itertools.cycle(courses)
    for number in range(55 if agencies > 5000 else 20):
        course = next(training)
        officer = Officer.objects.create(agency=first, ref=f"P{number}")
        TrainingRecord.objects.create(
            agency=first, officer=officer, course=course, hours=course.hours, completed_on=date(2024, 1, 1)
        )
    agencies_like(first, agencies)


def _largest() -> None:
    contents = rosters.roster(36_000), rosters.records(100_000, 36_000)
    one = Source(*contents)
    other = Source(rosters.roster(36_000, changed=0.01), rosters.records(100_000, 36_000, changed=0.01))
    by_hand, first, second = _by_hand(*contents), _agency(), _agency()
    rounds = {
        # One import after the other, each with what it is done to: there is no second first time.
        "fresh": ((one, first), (one, second)),
        "the same again": ((one, first), (one, second), (one, first)),
        "1 % changed": ((other, first), (other, second), (one, first)),
    }
    for words, imports in rounds.items():
        best = [float("inf")] * 3
        for source, agency in imports:
            plans: list[Any] = []
            sides = (lambda: plans.append(source.run_import(agency)), source.read, by_hand)  # noqa: B023 - used at once
            best = [min(pair) for pair in zip(best, map(_seconds, sides), strict=True)]
        officers, records = plans[0].officers, plans[0].records
        row(f"   {words}", ours=best[0], peer=best[1], against="reading + validating it", goal="-")
        row("   ", ours=best[0], peer=best[2], against="the smallest loop by hand", goal="-")
        say(f"      officers {officers}, records {records}")


def _seconds(side: Callable[[], object]) -> float:
    begun = time.perf_counter()
    side()
    return time.perf_counter() - begun
