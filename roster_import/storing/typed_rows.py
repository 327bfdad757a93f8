"""What comes of the rows of a file: rows for the database, cells that can't be taken, and what nobody has said yet.

Rows are tuples in the order of ``OFFICER_COLUMNS`` and ``RECORD_COLUMNS`` of ``staging``; ``given`` says by bits which
values the file states, so that what it doesn't state is left as it is stored.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from agencies.models import Agency
from roster_import.reading.problems import Problem
from training.models import Officer

NAME, RANK, SWORN, HIRED, SEPARATED, LEAVE = 1, 2, 4, 8, 16, 32
HOURS, STATUS, DELIVERY, EXPIRES, CERTIFICATE = 1, 2, 4, 8, 16

Column = list[Any]
# So many cells of a course that are no days are listed.
MOST_NO_DAYS = 100


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
    ``without_day`` are cells that say something of a training whose day is blank, by table and title.
    """

    agency: Agency | None = None
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
    employment: dict[str, set[str]] = field(default_factory=dict)
    contradictory: dict[str, str] = field(default_factory=dict)
    unlikely_ids: dict[str, str] = field(default_factory=dict)
    unlikely_days: dict[str, str] = field(default_factory=dict)
    same_names: dict[str, list[int]] = field(default_factory=dict)
    left_out_titles: Counter[str] = field(default_factory=Counter)
    days: Counter[tuple[int, int]] = field(default_factory=Counter)
    others: Counter[tuple[int, int]] = field(default_factory=Counter)
    no_days: dict[tuple[int, int], list[tuple[int, str]]] = field(default_factory=dict)
    people_who_left: set[str] = field(default_factory=set)
    sections: list[tuple[int, int, str]] = field(default_factory=list)
    hidden: Counter[int] = field(default_factory=Counter)
    by_name: dict[int, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    names_seen: dict[str, str] = field(default_factory=dict)

    @cached_property
    def stored(self) -> dict[str, tuple[str, Any]]:
        """Everybody on the agency's roster: ID -> name, and the day of leaving. Read when somebody asks, once."""
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

    def is_known(self, ref: str) -> bool:
        """Whether somebody with this ID is on the roster, or in a roster of this import."""
        return ref in self.seen or ref in self.stored


Refuse = Callable[[int, int | None, str, str], None]
