"""A file with lists of agencies, read: its columns, then row by row."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import chain, islice

from django.utils.translation import gettext as _

from common.text import folded, one_line
from register_import.reading.cells import Answers, answered, is_nothing
from register_import.reading.entries import Column, Reading
from register_import.reading.headings import (
    HEADING_ROWS,
    IGNORED,
    TARGETS,
    Headings,
    headings_of,
    is_heading_again,
    letter,
)
from register_import.reading.places import region_of
from register_import.reading.problems import Asked, Bad, LeftOut, Question
from register_import.reading.rows import Row, any_letter
from roster_import.reading.days import DayEvidence, Order, day_reader
from roster_import.reading.problems import Unreadable, refused_headings
from roster_import.reading.tables import Table
from roster_import.reading.values import Doubtful

MOST_ROWS = 50_000
_EXAMPLES = 4
_ORDERS = {"month_first": Order.MONTH_FIRST, "day_first": Order.DAY_FIRST}
_REMARKS = frozenset("note notes source updated as printed page report generated end".split())


def read(tables: Iterable[Table], answers: Answers, *, today: date) -> Reading:
    """Read the tables of a file with the answers given so far. Raises `Unreadable` when none names agencies."""
    reading = Reading()
    several = list(tables)
    for number, table in enumerate(several):
        rows = table.rows()
        head = list(islice(rows, HEADING_ROWS))
        headings = headings_of(head)
        if headings is None:
            reading.skipped_sheets.append(table.name)
            continue
        body = [row for row in chain(head, rows) if row[0] > headings.line]
        if len(body) > MOST_ROWS:
            raise Unreadable(
                _("The table has more than %(most)s rows. Split it, and import one part after another.")
                % {"most": MOST_ROWS}
            )
        sheet = table.name if len(several) > 1 else ""
        _TableReader(table, number, sheet, headings, answers, today, reading).read(body)
    if not reading.columns:
        raise Unreadable(
            _(
                "No line of the file has headings such as “Agency” and “State”. Write headings above the columns, and send it "
                "again."
            )
        )
    return reading


class _TableReader:
    def __init__(
        self,
        table: Table,
        number: int,
        sheet: str,
        headings: Headings,
        answers: Answers,
        today: date,
        reading: Reading,
    ) -> None:
        self._table, self._number, self._sheet, self._headings = table, number, sheet, headings
        self._answers, self._today, self._reading = answers, today, reading
        self._targets: dict[str, int] = {}
        self._days = day_reader(None)

    def read(self, body: list[tuple[int, list[str]]]) -> None:
        """Columns, then the order of the days, then row by row."""
        self._find_columns(body)
        self._days = day_reader(self._order(body))
        for line, raw in body:
            texts = [one_line(cell.removeprefix("'")) for cell in raw]
            if self._is_no_agency(line, texts):
                continue
            row = Row(line, texts, self)
            try:
                entry = row.entry()
            except LeftOut:
                self._reading.left_out.append((line, row.text("name")))
                continue
            if entry is not None:
                self._reading.entries.append(entry)
            elif row.refusals:
                self._reading.refused += row.refusals
            else:
                self._reading.waiting.append((self._sheet, line))
                if row.who is not None:
                    self._reading.named.append((len(self._reading.entries), row.where, row.who))

    def heading(self, target: str) -> str:
        """The heading of a target's column, for people; the target's own words where the file has no such column."""
        column = self._targets.get(target)
        return str(TARGETS[target][0]) if column is None else self._headings.text(column)

    def column(self, target: str) -> int | None:
        return self._targets.get(target)

    @property
    def name(self) -> str:
        return self._sheet

    @property
    def answers(self) -> Answers:
        return self._answers

    @property
    def today(self) -> date:
        return self._today

    def day(self, cell: str) -> date | None:
        """The day that a cell holds; None where it says that there is none. Raises `Bad`, or `Asked` for the order."""
        if is_nothing(cell):
            return None
        found = self._days(cell)
        if isinstance(found, Doubtful):
            answered(*self._order_question(), self._answers)
        if found is None:
            return None
        if not isinstance(found, str):
            raise Bad(getattr(found, "reason", ""))
        return date.fromisoformat(found)

    def ask(self, asked: Asked, example: str) -> None:
        """Put a question, or one row more to it."""
        known = self._reading.questions.setdefault(
            asked.id, Question(asked.id, asked.text, asked.choices, asked.proposed)
        )
        known.rows += 1
        if example and example not in known.examples and len(known.examples) < _EXAMPLES:
            known.examples = (*known.examples, example)

    def _find_columns(self, body: list[tuple[int, list[str]]]) -> None:
        width = max([len(self._headings.texts), *(len(cells) for _line, cells in body[:200])])
        ours = set(refused_headings())
        for column in range(width):
            name = f"column:{self._number}:{letter(column + self._table.first_column)}"
            guessed = self._headings.guessed.get(column, IGNORED)
            said = self._answers.get(name, guessed)
            target = said if said in TARGETS and said not in self._targets else IGNORED
            if target:
                self._targets[target] = column
            heading = self._headings.text(column)
            if heading in ours:
                continue
            cells_ = Counter(cells[column].strip() for _line, cells in body[:200] if column < len(cells))
            examples = tuple(cell[:60] for cell, _times in cells_.most_common() if cell)[:_EXAMPLES]
            where = letter(column + self._table.first_column)
            self._reading.columns.append(Column(name, where, heading, target, examples, self._sheet))
        if "name" not in self._targets:
            raise Unreadable(_("No column has the agencies' names. Say which one it is."))

    def _order(self, body: list[tuple[int, list[str]]]) -> Order | None:
        """Which number is the day: as the file's own days say, else as a person does. None where neither has."""
        said = self._answers.get(f"day_order:{self._number}")
        if said in _ORDERS:
            return _ORDERS[said]
        seen = DayEvidence()
        for _line, row in body:
            for target in ("pledged_on", "completed_on"):
                column = self._targets.get(target)
                if column is not None and column < len(row) and row[column].strip():
                    seen.see(one_line(row[column]))
        if bool(seen.month_first) != bool(seen.day_first):
            return Order.MONTH_FIRST if seen.month_first else Order.DAY_FIRST
        return None

    def _order_question(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        return (
            f"day_order:{self._number}",
            _("Days such as 3/4/2019 can be read in two ways. Which number comes first?"),
            (("month_first", _("The month")), ("day_first", _("The day"))),
        )

    def _is_no_agency(self, line: int, texts: list[str]) -> bool:
        """Whether a row is a total, a heading again, a section's title or a remark below the table."""
        said = [text for text in texts if text]
        words = folded(said[0]).split() if said else []
        is_total = bool(words) and (
            words[0] in {"total", "totals", "subtotal", "count", "sum"} or words[:2] == ["grand", "total"]
        )
        name = self._targets["name"]
        named = name < len(texts) and any(map(str.isalpha, texts[name]))
        only_numbers = all(not any(map(str.isalpha, text)) or text == said[0] for text in said)
        left = (
            not said
            or not any(map(any_letter, said))
            or (is_total and only_numbers)
            or (len(said) == 1 and (not named or _is_remark(said[0])))
            or is_heading_again(texts, self._headings)
        )
        if left and said:
            self._reading.left_out.append((line, " ".join(said)[:100]))
        return left


def _is_remark(text: str) -> bool:
    """Whether a row's only cell is a section's title or a remark: a state's name, or words that names don't begin with."""
    try:
        region_of(text, "")
    except Bad:
        first = folded(text).split()[:1]
        return bool(first) and first[0] in _REMARKS
    return True
