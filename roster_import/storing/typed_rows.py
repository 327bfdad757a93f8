"""What comes of the rows of a file: rows for the database, cells that can't be taken, and what no one has said yet.

Rows are tuples in the order of ``OFFICER_COLUMNS`` and ``RECORD_COLUMNS`` of ``staging``; ``given`` says by bits which
values the file states, so that what it doesn't state is left as it is stored.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency
from roster_import.reading.names import core_name, whole_name
from roster_import.reading.problems import Problem
from training.models import Officer

NAME, RANK, SWORN, HIRED, SEPARATED, LEAVE = 1, 2, 4, 8, 16, 32
OFFICER_BITS = {
    "name": NAME,
    "rank": RANK,
    "is_sworn": SWORN,
    "hired_on": HIRED,
    "separated_on": SEPARATED,
    "on_leave_since": LEAVE,
}
HOURS, STATUS, DELIVERY, EXPIRES, CERTIFICATE = 1, 2, 4, 8, 16

# So many people of whom no title says who they are can be listed by name, and asked about one by one.
MOST_NAMED = 30
Column = list[Any]
# So many cells of a course that are no days are listed.
MOST_NO_DAYS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its file and, in a workbook, its sheet."""

    file: str
    sheet: str

    def row(self, line: int, *, among: Collection["Place"]) -> str:
        """One of its rows as a clerk names it, beside rows ``among`` other tables: "sheet 2024, row 2"."""
        if not self.sheet:
            return _("%(file)s, line %(line)s") % {"file": self.file, "line": line}
        words = _("sheet %(sheet)s, row %(line)s")
        if len({one.file for one in among}) > 1:
            words = _("%(file)s, sheet %(sheet)s, row %(line)s")
        return words % {"file": self.file, "sheet": self.sheet, "line": line}


@dataclass(slots=True)
class Batch:
    """What came of a number of rows. ``left_out`` are trainings that a person left out, ``totals`` sums below a table."""

    rows: int = 0
    officers: list[tuple[Any, ...]] = field(default_factory=list)
    records: list[tuple[Any, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    totals: int = 0


@dataclass
class Tally:
    """What the rows of all tables leave open: counted by what has to be asked. And what isn't used of the rows.

    ``told`` are those of whom a cell says whether they are sworn. ``people`` are told apart by ID, by how the file describes
    them; ``courses`` and ``hours`` count trainings by title. ``days`` counts a matrix's cells that are days, by table and
    column, and ``others`` those that aren't; ``no_days`` are the first of these, with their lines.
    ``tables`` are where the tables stand. ``disputes`` are people of whom rows say different things, ``overruled`` the
    rows of whom another one holds: table, line, and why. ``names_written`` are the names of people without IDs, each way
    it is written with its lines in rosters, ``named`` the IDs that stand for them by the question about them;
    ``people_names`` whom a question about people lists, ``people_doubted`` descriptions with a word for sworn that isn't
    known. ``unlikely_day_cells`` are days that can't be, with whose they are. ``names_of_ids`` are the names in rosters
    by ID, where a list stands beside, and ``names_kept`` those of whom a row is used; ``lists_beside`` are the tables
    that say nothing about people, and ``named_in_lists`` the names in their rows of IDs that several people have.
    ``without_day`` are cells that say something of a training whose day is blank, by table and title.
    """

    agency: Agency | None = None
    tables: dict[int, Place] = field(default_factory=dict)
    disputes: dict[str, Any] = field(default_factory=dict)
    overruled: list[tuple[int, int, str]] = field(default_factory=list)
    courses: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    hours: Counter[str] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    delivery: Counter[str] = field(default_factory=Counter)
    without_result: Counter[str] = field(default_factory=Counter)
    only_expiry: Counter[str] = field(default_factory=Counter)
    without_day: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=dict)
    people_doubted: set[str] = field(default_factory=set)
    people_names: dict[str, str] = field(default_factory=dict)
    employment: dict[str, set[str]] = field(default_factory=dict)
    contradictory: dict[str, str] = field(default_factory=dict)
    unlikely_ids: dict[str, str] = field(default_factory=dict)
    unlikely_days: dict[str, str] = field(default_factory=dict)
    unlikely_day_cells: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    names_written: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    names_in_rosters: dict[str, list[str]] = field(default_factory=dict)
    names_of_ids: dict[str, set[str]] = field(default_factory=dict)
    names_kept: dict[str, set[str]] = field(default_factory=dict)
    lists_beside: set[int] = field(default_factory=set)
    named_in_lists: dict[tuple[int, int], str] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)
    left_out_titles: Counter[str] = field(default_factory=Counter)
    days: Counter[tuple[int, int]] = field(default_factory=Counter)
    others: Counter[tuple[int, int]] = field(default_factory=Counter)
    no_days: dict[tuple[int, int], list[tuple[int, str]]] = field(default_factory=dict)
    people_who_left: set[str] = field(default_factory=set)
    sections: list[tuple[int, int, str]] = field(default_factory=list)
    hidden: Counter[int] = field(default_factory=Counter)
    hidden_used: Counter[int] = field(default_factory=Counter)
    filtered: set[int] = field(default_factory=set)
    by_name: dict[int, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def refs_named(self, name: str) -> tuple[set[str], set[str]]:
        """The IDs, on the roster or in a roster of this import, of those who have this name, and of those who may have it."""
        if not self._by_core and (self.stored or self.names_in_rosters):
            people = {
                **{ref: [stored] for ref, (stored, _left) in self.stored.items()},
                **self.names_in_rosters,
            }
            for ref, names in people.items():
                for known in names:
                    self._by_core.setdefault(core_name(known), {})[ref] = whole_name(known)
        like = self._by_core.get(core_name(name), {})
        whole = whole_name(name)
        return {ref for ref, known in like.items() if known == whole}, set(like)

    def name_of(self, ref: str) -> str:
        """The name of a person on the roster, or in a roster of this import."""
        names = self.names_in_rosters.get(ref)
        return names[-1] if names else self.stored.get(ref, ("", None))[0]

    @cached_property
    def _by_core(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def stored(self) -> dict[str, tuple[str, Any]]:
        """Everyone on the agency's roster: ID -> name, and the day of leaving. Read when someone asks, once."""
        if self.agency is None or self.agency.pk is None:
            return {}
        rows = Officer.objects.filter(agency=self.agency).values_list("ref", "name", "separated_on")
        return {ref: (name, left) for ref, name, left in rows}

    def tell_day(self, place: tuple[int, int], line: int, cell: str, *, is_day: bool) -> None:
        """Count a cell of a matrix's days, for the card of its course."""
        if is_day:
            self.days[place] += 1
            return
        self.others[place] += 1
        if self.others[place] <= MOST_NO_DAYS:
            self.no_days.setdefault(place, []).append((line, cell))

    def start_again(self) -> None:
        """Forget everything that was counted."""
        fresh = Tally(self.agency)
        for one in fields(self):
            setattr(self, one.name, getattr(fresh, one.name))
        self.__dict__.pop("stored", None)
        self.__dict__.pop("_by_core", None)

    def is_known(self, ref: str) -> bool:
        """Whether someone with this ID is on the roster, or in a roster of this import."""
        return ref in self.seen or ref in self.stored


Refuse = Callable[[int, int | None, str, str], None]
