"""The cells of one table: where they stand, what they hold as text, and which of them are refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from roster_import.reading import days, matrix, values
from roster_import.reading.columns import OFFICER_ID, TARGETS
from roster_import.reading.mapping import Mapping, TableMapping
from roster_import.reading.matrix import DATE, EXPIRES, HOURS, RESULT, ROLE, TAKEN
from roster_import.reading.problems import Problem
from roster_import.reading.questions import name_of
from roster_import.reading.shape import letter_of
from roster_import.reading.values import Memo
from roster_import.storing.typed_rows import Batch, Place, Tally
from training.course_titles import CatalogueCourse, Suggestions, fold_exactly
from training.officer_ids import plain

# What look-ups and databases leave where there is nothing.
_NOTHING = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "NULL"})


@dataclass(frozen=True, slots=True)
class Training:
    """Where the parts of one training stand: column by part, and the title that they are about."""

    title: str
    parts: dict[str, int]


class CellReader:
    """Reads the cells of one table by its mapping; what rows of it mean is read by its subclasses.

    ``number`` is the table's place in the mapping. ``tally`` takes what is open; ``name`` is the file's.
    """

    def __init__(
        self,
        mapping: Mapping,
        number: int,
        catalogue: Iterable[CatalogueCourse],
        *,
        today: date,
        tally: Tally | None = None,
        name: str = "",
        describes: bool = True,
    ) -> None:
        catalogue = list(catalogue)
        self._table: TableMapping = mapping.tables[number]
        self._number, self._name = number, name
        self._answers = mapping.answers
        self._today = today.isoformat()
        # No one is hired more than a year ahead.
        self._last_day_of_hiring = (today + timedelta(days=366)).isoformat()
        self._tally = tally or Tally()
        self._tally.tables[number] = Place(name, self._table.name)
        self._suggestions = Suggestions(catalogue)
        self._by_code = {course.code: course for course in catalogue}
        self._courses: dict[str, CatalogueCourse | str | None] = {}
        self._columns = self._table.columns
        place = {key: at for at, key in self._columns.items()}
        self._id = place.get(OFFICER_ID.key)
        self._place = place
        self._statuses = [at for at, key in self._columns.items() if key == "status"]
        self._is_list = "course" in place
        self._groups = self._grouped()
        for title, written in self._table.titles.items():
            self._tally.written.setdefault(f"course {title}", written)
        self._states_sworn = "sworn" in place
        self._names_matter = any(table.by_name for table in mapping.tables)
        self._describes = describes
        self._has_list_beside = not self._is_list and any("course" in one.targets for one in mapping.tables)
        if self._is_list and not (describes and self._table.describes_officers):
            self._tally.lists_beside.add(number)
        self._days = {at: Memo(days.day_reader(self._table.orders.get(at))) for at in self._columns}
        self._hours, self._minutes = Memo(values.read_hours), Memo(values.read_minutes)
        self._ids_have_digits = self._table.ids_have_digits
        self._fixes = self._fixed_cells()
        self._hidden_in = mapping.answers.get(self.hidden_question) == "include"
        self._section = self._above = ""
        self._notes: tuple[str, ...] = ()
        self._folded: dict[str, str] = {}
        self._refs: dict[str, str] = {}
        self._is_open = False
        self._batch = Batch()

    @property
    def hidden_question(self) -> str:
        """The name of the question about hidden rows."""
        return name_of("hidden", self._name, self._table.name)

    def _grouped(self) -> list[Training]:
        groups: dict[tuple[str, int], dict[str, int]] = {}
        for at, key in self._columns.items():
            if key.startswith(TAKEN):
                part, number, title = matrix.parsed(key)
                groups.setdefault((title, number), {})[part] = at
        # Hours beside the hours of a course ("Hours Attended") are about the same training: the least of them holds.
        for (title, number), parts in groups.items():
            first = groups.get((title, 1), {})
            if number > 1 and set(parts) == {HOURS} and first:
                first[f"{HOURS} {number}"] = parts[HOURS]
        # One result or role of a course with several days is about all of them.
        for (title, number), parts in groups.items():
            first = groups.get((title, 1), {})
            for part in (RESULT, ROLE):
                if number > 1 and part in first:
                    parts.setdefault(part, first[part])
        return [
            Training(title, parts)
            for (title, _number), parts in groups.items()
            if set(parts) & {DATE, EXPIRES, RESULT}
        ]

    def _fixed_cells(self) -> dict[tuple[int, int], str]:
        """The cells that a person wrote again on the page."""
        found = {}
        for name, text in self._answers.items():
            if name.startswith("cell:"):
                for at in self._columns:
                    prefix = f"cell:{self._name}:{self._table.name}:"
                    if name.startswith(prefix) and name.endswith(f":{self.letter(at)}"):
                        found[int(name[len(prefix) :].split(":")[0]), at] = text
        return found

    def letter(self, at: int) -> str:
        """The letter of a column in its sheet."""
        return letter_of(self._table.first_column + at)

    def _refuse(
        self, line: int, at: int | None, reason: str, value: str = "", *, whole: bool = False
    ) -> None:
        self._batch.problems.append(Problem(self._number, line, at, reason, value=value, whole=whole))

    def _text(self, line: int, cells: list[str], key: str) -> str:
        at = self._place.get(key)
        if at is None:
            return ""
        cell = cells[at].strip()
        if not cell or cell in _NOTHING:
            return ""
        text = plain(cell)
        if not text.isprintable():
            # A line break within a cell is only a space.
            text = " ".join(text.split())
        longest = TARGETS[key].longest
        if text.isprintable() and len(text) <= longest and not (text.startswith("=") and len(text) > 1):
            return text
        shown = values.excerpt(text)
        # Behind an apostrophe it is text, as our own exports write it.
        if text.startswith("=") and len(text) > 1 and not cell.startswith("'"):
            self._refuse(
                line, at, _("“%(cell)s” is a formula; put its value in its place.") % {"cell": shown}, shown
            )
        elif not text.isprintable():
            self._refuse(line, at, _("This cell holds characters that aren't text; write it again."), shown)
        elif len(text) > longest:
            reason = _("“%(cell)s” is too long; shorten it to %(most)s characters.")
            self._refuse(line, at, reason % {"cell": shown, "most": longest}, shown)
        else:
            return text
        return ""

    def _fold(self, cell: str) -> str:
        found = self._folded.get(cell)
        if found is None:
            found = self._folded[cell] = fold_exactly(plain(cell.strip()))
        return found
