"""The rows of one table, cell by cell: officers, trainings, cells that can't be taken, and what has to be asked.

Nothing is credited that no cell and no person says: a training whose course, result, role or hours are open isn't handed
on, and who isn't known to be sworn isn't counted as sworn.
"""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from roster_import.reading import words
from roster_import.reading.tables import Row, Table
from roster_import.storing.people import PeopleReader
from roster_import.storing.trainings import TrainingReader
from roster_import.storing.typed_rows import (
    Batch,
)

BATCH = 2000


class TableReader(PeopleReader, TrainingReader):
    """Reads the rows of one table by its mapping."""

    def batches(self, table: Table) -> Iterator[Batch]:
        """All rows below the headings. Raises `Unreadable` where the file breaks off."""
        rows = table.rows()
        if table.is_filtered:
            self._tally.filtered.add(self._number)
        if self._table.heading_line:
            rows = (row for row in rows if row[0] > self._table.heading_line)
        while several := list(islice(rows, BATCH)):
            yield self._read(several, table.hidden)

    def _read(self, rows: list[Row], hidden: frozenset[int]) -> Batch:
        self._batch = Batch(rows=len(rows))
        width = self._table.width
        for line, cells in rows:
            if hidden and line in hidden:
                (self._tally.hidden_used if self._hidden_in else self._tally.hidden)[self._number] += 1
                if not self._hidden_in:
                    continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                self._refuse(
                    line,
                    None,
                    _(
                        "This row has more cells than there are headings; a cell may lack its quotation marks."
                    ),
                    whole=True,
                )
                continue
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            if self._fixes:
                cells = [self._fixes.get((line, at), cell) for at, cell in enumerate(cells)]
            ref = self._person(line, cells)
            if ref:
                self._notes = words.notes_of(
                    self._cell_name(cells), cells[self._id] if self._id is not None else ""
                )
                self._row(line, cells, ref)
        return self._batch

    def _row(self, line: int, cells: list[str], ref: str) -> None:
        if not self._officer(line, cells, ref):
            return
        records = len(self._batch.records)
        if self._is_list:
            self._listed(line, cells, ref)
        for training in self._groups:
            self._taken(line, cells, ref, training)
        if self._is_open:
            # Their trainings are looked at for what has to be asked, and wait for what is asked about the person.
            del self._batch.records[records:]
