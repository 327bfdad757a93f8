"""What of a table's columns has to be asked: days that can be read in two ways, and columns that may say what counts."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roster_import.reading import matrix
from roster_import.reading.columns import TARGETS, Kind
from roster_import.reading.days import Order, day_reader
from roster_import.reading.matrix import DATE, HOURS, RESULT, ROLE, TAKEN
from roster_import.reading.questions import LABELS, Answers, Question, name_of
from roster_import.reading.shape import letter_of
from roster_import.reading.words import says_who_left, speaks_against
from training.course_titles import Suggestions, fold

# Headings of what is a person's own and no import needs.
PRIVATE = frozenset(
    "ssn social birth birthday dob phone mobile cell email fax address zip gender sex race".split()
)
_RESULT_HEADINGS = frozenset(
    "result results status outcome pass passed fail failed grade score attended attendance completion complete completed"
    " disposition participation mark".split()
)
_ROLE_HEADINGS = frozenset("role capacity participation involvement function participant attendee".split())
_HOUR_HEADINGS = frozenset("hours hour hrs hr length duration credit credits".split())
_OTHER_UNITS = frozenset("minutes minute mins min days day".split())
# Numbers or marks below these may say that a training wasn't completed.
_HEADINGS_AGAINST = frozenset(
    "withdrawn withdrew absences absence absent missed noshow progress percent makeup".split()
)
_YES = frozenset({"y", "yes", "t", "true"})
_NO = frozenset({"n", "no", "f", "false"})
_ORDERS = {Order.MONTH_FIRST: "month_first", Order.DAY_FIRST: "day_first"}


class ColumnDoubts:
    """The questions about one table's columns."""

    found: dict[int, str]
    columns: list[dict[str, Any]]
    shape: dict[str, Any]
    prefix: tuple[str, ...]
    answers: Answers
    asked: list[Question]
    suggestions: Suggestions
    is_list: bool
    name: str
    sheet: str

    def _id(self, at: int, about: str) -> str:
        heading = self.columns[at]["heading"]
        several = sum(fold(column["heading"]) == fold(heading) for column in self.columns) > 1
        if not fold(heading) or several:
            heading = f"{heading} column {letter_of(self.shape['first_column'] + at)}"
        return name_of(about, *self.prefix, heading)

    def _has_records(self) -> bool:
        return self.is_list or any(
            key.startswith(TAKEN) and self._matters(matrix.parsed(key)[2]) for key in self.found.values()
        )

    def _matters(self, title: str) -> bool:
        return title == "" or title == "?" or self.suggestions.may_count(title)

    def _doubt(self, at: int) -> Question | None:
        column = self.columns[at]
        words = set(fold(column["heading"]).split())
        if words & PRIVATE:
            return None
        scores = column["digit_cells"] == column["filled"] and bool(words & {"score", "grade"})
        has_result = any(
            key == "status" or (key.startswith(TAKEN) and f"{TAKEN}{RESULT}" in key)
            for key in self.found.values()
        )
        if scores and has_result:
            return None
        results = matrix.results_share(column)
        about = ""
        if words & _ROLE_HEADINGS and not matrix.days_share(column) > 0.5:
            about = ROLE
        elif words & _HOUR_HEADINGS and not words & _OTHER_UNITS and matrix.hours_share(column) > 0.3:
            about = HOURS
        elif results >= 0.3 or (words & _RESULT_HEADINGS and matrix.days_share(column) < 0.5):
            about = RESULT
        elif words & _HEADINGS_AGAINST or speaks_against(fold(column["heading"])):
            about = RESULT if matrix.days_share(column) < 0.5 else ""
        elif self.speaks(at) or self._is_beside_a_course(at) or (self.is_list and self._says_no(at)):
            about = RESULT
        elif self.is_list and matrix.days_share(column) > 0.5 and "completed_on" not in self.found.values():
            return self._date_question(at)
        if not about:
            return None
        return self._question(at, about)

    def speaks(self, at: int) -> bool:
        """Whether any cell of a column holds a word that speaks against a credit."""
        return any(speaks_against(fold(value)) for value, _times in self.columns[at]["values"] or ())

    def _says_no(self, at: int) -> bool:
        """Whether a column answers yes and no, as "Certified" and "Verified" do, whatever its heading."""
        said = {fold(value) for value, _times in self.columns[at]["values"] or ()}
        return said <= _YES | _NO and bool(said & _NO)

    def _is_beside_a_course(self, at: int) -> bool:
        """Whether a column of words has a heading with all words of a course's title, which has days elsewhere."""
        column = self.columns[at]
        words = set(fold(column["heading"]).split())
        return matrix.days_share(column) < 0.5 and any(
            set(matrix.parsed(key)[2].split()) <= words
            for key in self.found.values()
            if key.startswith(TAKEN) and matrix.parsed(key)[0] == DATE and matrix.parsed(key)[2]
        )

    def about_leaving(self, at: int) -> Question | None:
        """The question about a column of a roster in which a cell says that a person left, though no heading does."""
        column = self.columns[at]
        cells = [value for value, _times in column["values"] or ()] or column["examples"]
        telling = tuple(value for value in cells if says_who_left(fold(value)))
        if self.is_list or not telling or set(fold(column["heading"]).split()) & PRIVATE:
            return None
        return Question(
            id=self._id(at, "columns"),
            about="status",
            text=_("Does “%(heading)s” say who left?") % {"heading": column["heading"]},
            values=("employment", "ignore"),
            count=column["filled"],
            examples=telling[:4],
            file=self.name,
            sheet=self.sheet,
            heading=column["heading"],
            labels={
                "employment": _("Yes: what each word means is asked next"),
                "ignore": _("No: ignore this column"),
            },
        )

    def _question(self, at: int, about: str) -> Question:
        column = self.columns[at]
        if self.is_list:
            values = {HOURS: ["hours"], RESULT: ["result", "role"], ROLE: ["role", "result"]}[about]
            labels = {"ignore": _("No: ignore this column")}
        else:
            titles: dict[str, str] = {}
            for place, key in sorted(self.found.items()):
                if key.startswith(TAKEN) and matrix.parsed(key)[0] == DATE:
                    titles.setdefault(matrix.parsed(key)[2], self.columns[place]["heading"])
            values = [f"{about}={title}" for title in titles if self._matters(title)]
            labels = {
                f"{about}={title}": _("Yes, of “%(course)s”") % {"course": heading or title}
                for title, heading in titles.items()
                if self._matters(title)
            }
            labels["ignore"] = _("No: ignore this column")
        text = {
            HOURS: _("Are the numbers in “%(heading)s” the hours of a training?"),
            RESULT: _("Does “%(heading)s” say whether a training was completed?"),
            ROLE: _("Does “%(heading)s” say who took a class, and who taught or watched it?"),
        }[about]
        return Question(
            id=self._id(at, about),
            about=about,
            text=text % {"heading": column["heading"]},
            values=(*values, "ignore"),
            count=column["filled"],
            examples=tuple(column["examples"]),
            file=self.name,
            sheet=self.sheet,
            heading=column["heading"],
            labels=labels,
        )

    def _date_question(self, at: int) -> Question:
        column = self.columns[at]
        return Question(
            id=self._id(at, "columns"),
            about="dates",
            text=_("Is “%(heading)s” the day on which a training was completed?")
            % {"heading": column["heading"]},
            values=("completed_on", "ignore"),
            count=column["filled"],
            examples=tuple(column["examples"]),
            file=self.name,
            sheet=self.sheet,
            heading=column["heading"],
            labels={"completed_on": _("Yes"), "ignore": _("No: ignore this column")},
        )

    def _orders(self) -> dict[int, Order]:
        """Which number is the day, column by column: as its own cells say, else as a person says."""
        found: dict[int, Order] = {}
        told: set[Order] = set()
        unclear = []
        for at, key in self.found.items():
            if not is_day(key):
                continue
            _days, month_first, day_first, in_doubt, _serials = self.columns[at]["days"]
            if bool(month_first) != bool(day_first):
                found[at] = Order.MONTH_FIRST if month_first else Order.DAY_FIRST
                told.add(found[at])
            elif in_doubt:
                unclear.append(at)
        proposal = _ORDERS[told.pop()] if len(told) == 1 else None
        for at in unclear:
            question = self._order_question(at, proposal)
            said = self.answers.get(question.id)
            if said in question.values:
                found[at] = Order.MONTH_FIRST if said == "month_first" else Order.DAY_FIRST
            self.asked.append(question)
        return found

    def _order_question(self, at: int, proposal: str | None) -> Question:
        column = self.columns[at]
        cell = column["doubtful"][0] if column["doubtful"] else column["examples"][0]
        readings = {word: day_reader(order)(cell) for order, word in _ORDERS.items()}
        return Question(
            id=self._id(at, "dates"),
            about="dates",
            text=_(
                "“%(cell)s” in “%(heading)s” can be read in two ways. Which comes first, the month or the day?"
            )
            % {"cell": cell, "heading": column["heading"]},
            values=("month_first", "day_first"),
            labels={
                word: f"{LABELS[word]}: {date_format(date.fromisoformat(day), 'DATE_FORMAT')}"
                for word, day in readings.items()
                if isinstance(day, str)
            },
            proposal=proposal,
            value=cell,
            count=column["day_cells"][3],
            examples=tuple(column["doubtful"]),
            file=self.name,
            sheet=self.sheet,
            heading=column["heading"],
        )


def is_day(key: str) -> bool:
    """Whether a column that is read so holds days."""
    if key.startswith(TAKEN):
        return matrix.parsed(key)[0] in {DATE, matrix.EXPIRES}
    return key in TARGETS and TARGETS[key].kind is Kind.DAY
