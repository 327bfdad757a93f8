"""What the columns of a file are: read from headings and cells, corrected by answers, and asked where neither says it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roster_import.reading import matrix
from roster_import.reading.columns import IGNORED, NAME_TARGETS, OFFICER_ID, TARGETS
from roster_import.reading.content import add_officer_id, add_training
from roster_import.reading.doubts import PRIVATE, ColumnDoubts
from roster_import.reading.guess import columns_of, is_day_of_a_class
from roster_import.reading.interpretation import Column, Interpretation, read_as
from roster_import.reading.mapping import Mapping, TableMapping
from roster_import.reading.matrix import DATE, EXPIRES, HOURS, OTHER, RESULT, ROLE, TAKEN
from roster_import.reading.problems import holds_refused_rows
from roster_import.reading.questions import Answers
from roster_import.reading.single_course import (
    CourseOfList,
    best_day,
    course_of,
    is_day,
    lines_above,
    part_of,
)
from roster_import.reading.unclear import MINUTES, UnclearHeadings, counts_days, is_of_a_career
from training.course_titles import CatalogueCourse, Suggestions, fold, fold_exactly

Shape = dict[str, Any]
Shapes = list[tuple[int, int, Shape]]
_COMPUTED = ("Crisis intervention", "First aid", "Pledge", "Still needs")


def interpret(
    shapes: Shapes,
    catalogue: Iterable[CatalogueCourse],
    answers: Answers,
    *,
    files: list[str],
    pseudonymous: bool = False,
) -> Interpretation:
    """Read the columns of all tables. ``files`` are the files' names, as people know them."""
    catalogue = list(catalogue)
    found = Interpretation(Mapping(tables=()))
    tables = []
    for file, index, shape in shapes:
        one = _Table(file, index, shape, catalogue, answers, found, several=len(shapes) > 1, name=files[file])
        if pseudonymous:
            one.without_names()
        if table := one.mapping():
            tables.append(table)
        elif shape["rows"]:
            found.unused.append(
                {
                    "file": files[file],
                    "sheet": shape["name"],
                    "what": _("The whole table"),
                    "why": _("No column has officer IDs or names."),
                }
            )
        for sheet in shape.get("hidden_sheets", ()):
            found.unused.append(
                {
                    "file": files[file],
                    "sheet": sheet,
                    "what": _("Sheet “%(sheet)s”") % {"sheet": sheet},
                    "why": _("It is hidden. Show it in the workbook to import it."),
                }
            )
    found.mapping = replace(found.mapping, tables=tuple(tables))
    return found


class _Table(ColumnDoubts, UnclearHeadings):
    """One table while its columns are read."""

    def __init__(
        self,
        file: int,
        index: int,
        shape: Shape,
        catalogue: list[CatalogueCourse],
        answers: Answers,
        into: Interpretation,
        *,
        several: bool,
        name: str,
    ) -> None:
        self.file, self.index, self.shape, self.name = file, index, shape, name
        self.columns = shape["columns"]
        self.answers, self.into, self.asked = answers, into, into.questions
        self.sheet = shape["name"]
        self.prefix = (self.sheet,) if several and self.sheet else ()
        self.suggestions = Suggestions(catalogue)
        self.names = self.suggestions.names
        self.found = columns_of(shape, self.suggestions)
        self.hidden_names: set[int] = set()
        self.list_course: CourseOfList | None = None
        self.minutes: set[int] = set()
        self.open: set[int] = set()
        self.computed = self._computed()

    def _computed(self) -> set[int]:
        """The columns of our own list of officers that say what was counted, and are no statement about anyone."""
        places = {fold(column["heading"]): at for at, column in enumerate(self.columns)}
        ours = [fold(_(word)) for word in _COMPUTED]
        return {places[word] for word in ours} if all(word in places for word in ours) else set()

    def without_names(self) -> None:
        """Read no column that may hold names."""
        self.hidden_names = {at for at, key in self.found.items() if key in NAME_TARGETS}
        self.found = {at: key for at, key in self.found.items() if key not in NAME_TARGETS}

    def mapping(self) -> TableMapping | None:
        """The table's columns; None where it says nothing about anyone."""
        found = self.found
        if not self.shape["heading_line"]:
            add_training(self.columns, found, self.suggestions)
        add_officer_id(self.columns, found)
        self.is_list = "course" in found.values()
        if not self.is_list:
            found.update(matrix.grouped(self.columns, self._free(), self.names))
            self._drop_what_is_no_training()
            self._read_single_course()
        self._answered()
        self.ask_unclear()
        self._examine()
        if not self._has_people():
            return None
        orders = self._orders()
        self._tell_hidden_columns()
        if above := lines_above(self.shape, self.list_course):
            self._left_out(*above)
        for at in range(len(self.columns)):
            self._tell(at)
        return TableMapping(
            file=self.file,
            index=self.index,
            columns={at: key for at, key in sorted(found.items()) if key != IGNORED},
            heading_line=self.shape["heading_line"],
            width=len(self.columns),
            name=self.sheet,
            first_column=self.shape["first_column"],
            orders=orders,
            titled=self.list_course.title if self.list_course else "",
            suggested=self.list_course.suggested if self.list_course else "",
            minutes=tuple(sorted(self.minutes)),
            holds_back=self._holds_back(),
            by_name=OFFICER_ID.key not in found.values(),
            titles=self._titles(),
            is_partial=holds_refused_rows([column["heading"] for column in self.columns]),
            **self._about_ids(),
        )

    def _titles(self) -> dict[str, str]:
        """The titles of a matrix as its headings write them."""
        written = {self.list_course.title: self.list_course.written} if self.list_course else {}
        for at, key in self.found.items():
            if key.startswith(TAKEN):
                title = matrix.parsed(key)[2]
                words = set(title.split())
                heading = [
                    word
                    for word in self.columns[at]["heading"].split()
                    if not fold(word) or set(fold(word).split()) & words
                ]
                found = " ".join(heading).strip(" :,;-–—")
                if fold_exactly(found) == title:
                    written.setdefault(title, found)
        return written

    def _about_ids(self) -> dict[str, Any]:
        at = next((at for at, key in self.found.items() if key == OFFICER_ID.key), None)
        if at is None:
            return {"ids_have_digits": False, "id_heading": ""}
        column = self.columns[at]
        return {
            "ids_have_digits": column["digit_cells"] * 3 >= column["filled"],
            "id_heading": column["heading"],
        }

    def _free(self) -> list[int]:
        return [
            at
            for at, column in enumerate(self.columns)
            if at not in self.found
            and at not in self.hidden_names
            and at not in self.computed
            and column["heading"]
            and not PRIVATE & set(fold(column["heading"]).split())
            and not is_of_a_career(column["heading"])
            and not counts_days(column)
        ]

    def _drop_what_is_no_training(self) -> None:
        """Unit, shift and badge are no courses: their words can't be one that counts, and no cell below them is a day."""
        titles = {matrix.parsed(key)[2] for key in self.found.values() if key.startswith(TAKEN)}
        for title in titles:
            own = [
                at
                for at, key in self.found.items()
                if key.startswith(TAKEN) and matrix.parsed(key)[2] == title
            ]
            days = sum(sum(self.columns[at]["day_cells"][:4]) for at in own)
            if title and not days and not self.suggestions.may_count(title):
                for at in own:
                    del self.found[at]

    def _read_single_course(self) -> None:
        """A table whose columns of days name no course is about one that its sheet, title or file may be named for."""
        taken = {at: matrix.parsed(key)[2] for at, key in self.found.items() if key.startswith(TAKEN)}
        if any(map(self.suggestions.may_count, taken.values())):
            return
        parts = {}
        for at in (*self._free(), *taken):
            heading = part_of(self.columns[at]["heading"], self.names)
            if heading is not None:
                parts[at] = heading
                self.found.pop(at, None)
        titled = any(title for at, title in taken.items() if at not in parts)
        course = course_of(self.sheet, self.shape.get("titles", ()), self.name, self.suggestions)
        tells = self.suggestions.may_count(course.written)
        if tells or HOURS in {heading.part for heading in parts.values()}:
            # "End Date" is the last day of the class then, and no end of service.
            for at, key in list(self.found.items()):
                if key in {"hired_on", "separated_on"} and is_day_of_a_class(self.columns[at]):
                    del self.found[at]
                    parts[at] = matrix.headings_of(self.columns[at]["heading"], self.names)[0]
        days = {
            at: self.columns[at]["heading"] for at, part in parts.items() if is_day(part, self.columns[at])
        }
        day = best_day(days)
        if day is None:
            if tells and not titled and not self.is_list:
                self._tell_of_course_without_day(course)
            return
        self.list_course = course
        for at, heading in parts.items():
            key = matrix.key_of(course.title, heading.part, 1)
            if at == day or (heading.part != DATE and key not in self.found.values()):
                self.found[at] = key

    def _tell_of_course_without_day(self, course: CourseOfList) -> None:
        why = _("It looks like training, but gives no day on which it was completed.")
        self._left_out(_("“%(title)s”") % {"title": course.written}, why)

    def _answered(self) -> None:
        """What a person said about a column goes before all else."""
        for at in range(len(self.columns)):
            for about in ("columns", "result", "role", "hours"):
                said = self.answers.get(self._id(at, about))
                if said is None:
                    continue
                if said == "ignore":
                    self.found[at] = IGNORED
                elif said in TARGETS or said in {"result", "role", "hours", MINUTES}:
                    self.found[at] = {"result": "status", MINUTES: "hours"}.get(said, said)
                elif said.startswith(TAKEN):
                    self.found[at] = said
                else:
                    part, _sign, title = said.partition("=")
                    if part in {RESULT, ROLE, HOURS, DATE, EXPIRES, MINUTES}:
                        self.found[at] = matrix.key_of(title, HOURS if part == MINUTES else part, 1)
                if said.startswith(MINUTES):
                    self.minutes.add(at)

    def _has_people(self) -> bool:
        keys = set(self.found.values())
        return OFFICER_ID.key in keys or bool(keys & {"name", "last_name"})

    def _examine(self) -> None:
        """Ask about the columns that look as if they said whether a training counts, and tell of all others."""
        for at, column in enumerate(self.columns):
            if at in self.found:
                if self.found[at] == IGNORED:
                    self._unused(at, _("You chose to ignore it."))
                elif self.found[at].startswith(TAKEN) and matrix.parsed(self.found[at])[0] == OTHER:
                    if self.speaks(at) or matrix.results_share(column) >= 0.3:
                        self.asked.append(self._question(at, RESULT))
                    else:
                        self._unused(at, _("Notes, names and places aren't read."))
                continue
            if not column["filled"] or at in self.open:
                continue
            if counts_days(column) and self._has_records():
                self._unused(at, _("It counts days. Write how many hours the course had."))
                continue
            if at in self.computed:
                self._unused(at, _("The portal counts this itself."))
                continue
            if (self._has_records() and (question := self._doubt(at))) or (
                question := self.about_leaving(at)
            ):
                self.into.questions.append(question)
            elif at in self.hidden_names:
                self._unused(at, _("It may hold names, and your roster has none."))
            elif self.suggestions.may_count(column["heading"]):
                self._unused(at, _("It looks like training, but gives no day on which it was completed."))
            else:
                self._unused(at, _("Nothing in it is read."))

    def _holds_back(self) -> bool:
        """Whether a column that may say how trainings ended waits for its answer."""
        return any(
            question.about in {RESULT, ROLE}
            and question.heading
            and question.sheet == self.sheet
            and question.file == self.name
            and self.answers.get(question.id) not in question.values
            for question in self.into.questions
        )

    def _tell_hidden_columns(self) -> None:
        """Say which columns are hidden in the sheet, though they are read."""
        for at in self.shape.get("hidden_columns", ()):
            if 0 <= at < len(self.columns) and self.columns[at]["filled"] and self.found.get(at, IGNORED):
                self._unused(at, _("It is hidden in the sheet, and is read like the others."))

    def _unused(self, at: int, why: str) -> None:
        column = self.columns[at]
        count = column["filled"]
        heading = column["heading"] or _("Column %(number)s") % {"number": at + 1}
        cells = ngettext("%(count)s cell", "%(count)s cells", count) % {"count": count}
        self._left_out(_("Column “%(heading)s” (%(cells)s)") % {"heading": heading, "cells": cells}, why)

    def _left_out(self, what: str, why: str) -> None:
        self.into.unused.append({"file": self.name, "sheet": self.sheet, "what": what, "why": why})

    def _tell(self, at: int) -> None:
        key = self.found.get(at, IGNORED)
        column = self.columns[at]
        told = read_as(key)
        self.into.columns.append(
            Column(
                id=self._id(at, "columns"),
                file=self.file,
                sheet=self.sheet,
                heading=column["heading"],
                key=key,
                read_as=told.replace(HOURS, MINUTES, 1) if at in self.minutes else told,
                filled=column["filled"],
                days=sum(column["day_cells"]),
                examples=[] if at in self.hidden_names else column["examples"],
                index=self.index,
                at=at,
            )
        )
