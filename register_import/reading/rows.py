"""One row of a list of agencies as an entry, or why it can't be taken.

Nothing is assumed in an agency's favor. Certified is who the file says is certified, with a day that can be read; a status that
the file doesn't say is asked about; a day that is missing, unreadable, in the future or out of order refuses its row.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from common.text import is_readable, paragraphs
from compliance.editions import EDITIONS
from register_import.reading import cells
from register_import.reading.cells import LEAVE_OUT, Answers, answered, is_nothing
from register_import.reading.entries import Entry, Who
from register_import.reading.places import country_of, region_of, region_of_ori
from register_import.reading.problems import Asked, Bad, LeftOut, Refusal

Value = TypeVar("Value")
_LONGEST = {"name": 160, "city": 80, "coordinator": 120, "title": 80, "phone": 40}
_LAUNCH = min(edition.in_force_from for edition in EDITIONS.values())
_DAYS = ("pledged_on", "completed_on")


class Sheet(Protocol):
    """What a row asks of the table it is in."""

    @property
    def name(self) -> str:
        """The sheet's name where the file has several tables."""

    @property
    def answers(self) -> Answers:
        """What a person said so far."""

    @property
    def today(self) -> date:
        """What is later is in the future."""

    def heading(self, target: str) -> str:
        """The heading of a target's column, for people."""

    def column(self, target: str) -> int | None:
        """The number of a target's column; None where the table has none."""

    def day(self, cell: str) -> date | None:
        """The day that a cell holds; None where it says that there is none. Raises `Bad` or `Asked`."""

    def ask(self, asked: Asked, example: str) -> None:
        """Put a question, or one row more to it."""


def any_letter(text: str) -> bool:
    """Whether there is a letter in it."""
    return any(map(str.isalpha, text))


class Row:
    """One row while it is read. Every cell is looked at, so that all that is wrong with a row is told at once."""

    def __init__(self, line: int, texts: list[str], sheet: Sheet) -> None:
        self._line, self._texts, self._sheet = line, texts, sheet
        self.refusals: list[Refusal] = []
        # Also of a row that waits for an answer: later rows are compared with it.
        self.who: Who | None = None
        self._is_asked = False
        self._unread: set[str] = set()

    def text(self, target: str) -> str:
        """The cell of a target; empty where there is none, or where it says that there is nothing to say."""
        found = self.raw(target)
        return "" if target != "name" and is_nothing(found) else found

    def raw(self, target: str) -> str:
        """The cell of a target as it is written."""
        column = self._sheet.column(target)
        return self._texts[column] if column is not None and column < len(self._texts) else ""

    def entry(self) -> Entry | None:
        """The agency; None when something about it is refused or asked. Raises `LeftOut`."""
        # First, so that a row that a person left out isn't refused for its other cells.
        status, tail = self._status_word()
        name = self._checked("name", self._name)
        country, region, city, ori = self._place_and_ori()
        self.who = Who(name, country, region, city, ori) if name and region else None
        days = {target: self._read(target, lambda cell: self._sheet.day(cell)) for target in _DAYS}
        pledged_on, completed_on = self._days(status, tail, days)
        email, around = self._read(
            "email", lambda cell: cells.read_email(cell, self.where, self._sheet.answers)
        ) or ("", "")
        kind = self._read_kind(name or "")
        sworn = self._read("sworn", lambda cell: cells.read_sworn(cell, self._sheet.answers))
        limited = {target: self._limited(target) for target in ("title", "phone")}
        if self.refusals or self._is_asked or name is None or pledged_on is None:
            return None
        return Entry(
            line=self._line,
            name=name,
            kind=kind,
            country=country,
            region=region,
            city=city,
            ori=ori,
            pledged_on=pledged_on,
            completed_on=completed_on,
            coordinator=self._coordinator() or around[: _LONGEST["coordinator"]],
            email=email,
            sworn=sworn,
            notes=paragraphs(self.text("notes"))[:2000],
            sheet=self._sheet.name,
            **limited,
        )

    @property
    def where(self) -> str:
        """The line, behind the sheet's name where the file has several."""
        return f"{self._sheet.name}:{self._line}" if self._sheet.name else str(self._line)

    def _name(self) -> str:
        name = self.text("name")
        if not is_readable(name) or not any_letter(name):
            raise Bad(_("The agency's name is missing."))
        return self._limited("name")

    def _limited(self, target: str) -> str:
        text, most = self.text(target), _LONGEST[target]
        if len(text) > most:
            self._refuse(
                target, text, _("This is longer than %(most)s characters. Shorten it.") % {"most": most}
            )
        return text[:most]

    def _coordinator(self) -> str:
        parts = [self.text("first_name"), self.text("last_name")]
        return (self.text("coordinator") or " ".join(filter(None, parts)))[: _LONGEST["coordinator"]]

    def _read_kind(self, name: str) -> str:
        found = self._checked("kind", lambda: cells.read_kind(self.text("kind"), name, self._sheet.answers))
        return found or cells.named_kind(name)

    def _place_and_ori(self) -> tuple[str, str, str, str]:
        """Country, region, city and ORI; an ORI of another state than the row's is refused, and one alone tells the state."""
        answers = self._sheet.answers
        country = self._read("country", country_of) or ""
        state, city = self.text("state"), self.text("city")
        target = "state"
        if not state and (place := self.text("place") or (city if "," in city else "")):
            target = "place" if self.text("place") else "city"
            city, _comma, state = (part.strip() for part in place.rpartition(","))
            state = state.rstrip("0123456789- ")
        ori = self._read("ori", lambda cell: cells.read_ori(cell, answers)) or ""
        region = ""
        if state:
            found = self._checked(target, lambda: region_of(state, country))
            region, country = found or ("", country)
        elif country in {"", "US", "CA"}:
            region = region_of_ori(ori) if country != "CA" else ""
            if not region and not self._refused_or_asked("ori"):
                self._refuse("state", self.raw("state"), _("The state or province is missing."))
            country = country or "US"
        if ori and country == "US" and region and region_of_ori(ori) not in {"", region}:
            self._refuse(
                "ori",
                ori,
                _("This ORI belongs to %(state)s, and the row says %(said)s. Correct one of them.")
                % {"state": region_of_ori(ori)[3:], "said": region[3:]},
            )
        if len(city) > _LONGEST["city"]:
            self._refuse(
                "city",
                city,
                _("This is longer than %(most)s characters. Shorten it.") % {"most": _LONGEST["city"]},
            )
        return country, region, city, ori

    def _status_word(self) -> tuple[str, str]:
        """``pledged``, ``certified``, ``ended`` or nothing, and what stands behind the word. Raises `LeftOut`."""
        cell = self.text("status")
        found = (
            self._read("status", lambda text: cells.read_status(text, self._sheet.answers)) if cell else None
        )
        return found or ("", "")

    def _days(
        self, status: str, tail: str, days: Mapping[str, date | None]
    ) -> tuple[date | None, date | None]:
        """The day of the pledge, and that of the completion where the row says that the agency is certified."""
        pledged_on, completed_on = days["pledged_on"], days["completed_on"]
        if status == "ended":
            self._refuse(
                "status",
                self.text("status"),
                _("Only agencies that are on the way or certified are imported."),
            )
            return None, None
        pledged_on, completed_on = self._with_tail(status, tail, pledged_on, completed_on)
        if not status and not self._refused_or_asked("status"):
            status = self._unsaid_status(completed_on)
        if pledged_on is None and not self._refused_or_asked("pledged_on"):
            words = _("The day of the pledge is missing; the rules that apply follow from it.")
            self._refuse("pledged_on", self.raw("pledged_on"), words)
        if status == "certified" and completed_on is None and not self._refused_or_asked("completed_on"):
            words = _("The agency is certified, and the day of its completion is missing.")
            self._refuse("completed_on", self.raw("completed_on"), words)
        if status == "pledged" and completed_on is not None:
            words = _("The status says pledged, and there is a day of completion. Correct one of them.")
            self._refuse("status", self.text("status"), words)
        self._check_course(pledged_on, completed_on)
        return pledged_on, completed_on if status == "certified" else None

    def _with_tail(
        self, status: str, tail: str, pledged_on: date | None, completed_on: date | None
    ) -> tuple[date | None, date | None]:
        """The days with the one behind the status, as in “Certified 5/4/2019”; a year there must be that of the day."""
        if not tail or not status:
            return pledged_on, completed_on
        target = "completed_on" if status == "certified" else "pledged_on"
        day = completed_on if status == "certified" else pledged_on
        is_year = len(tail) == 4 and tail.isdigit()
        said = None if is_year else self._checked("status", lambda: self._sheet.day(tail))
        differs = day is not None and (day.year != int(tail) if is_year else said is not None and said != day)
        if differs and day is not None:
            words = _("The status says %(said)s, and “%(column)s” says %(day)s. Correct one of them.")
            facts = {"said": tail, "column": self._sheet.heading(target), "day": day.isoformat()}
            self._refuse("status", self.text("status"), words % facts)
        if is_year and day is None and not self._refused_or_asked(target):
            words = _("The status says the year alone. Write the day, such as 2019-05-31.")
            self._refuse("status", self.text("status"), words)
        day = day or said
        return (pledged_on, day) if status == "certified" else (day, completed_on)

    def _unsaid_status(self, completed_on: date | None) -> str:
        """What a person said that a row without a status is; with a day of completion, and without one. Raises `LeftOut`."""
        with_day = completed_on is not None
        words = (
            _("Some agencies have a day of completion and no status. Are they certified?")
            if with_day
            else _("Some agencies have no status and no day of completion. Are they on the way?")
        )
        yes = (
            ("certified", _("Yes, they are certified"))
            if with_day
            else ("pledged", _("Yes, they pledged and are on the way"))
        )
        # Without a column for it, the columns of the two days are all that the file says.
        id = "unsaid_completed" if with_day else "unsaid_pledged"
        try:
            said = answered(id, words, (yes, (LEAVE_OUT, _("No, leave them out"))), self._sheet.answers)
        except Asked as asked:
            self._asked(asked, self.text("name"))
            return ""
        if said == LEAVE_OUT:
            raise LeftOut(self.text("name"))
        return said

    def _check_course(self, pledged_on: date | None, completed_on: date | None) -> None:
        for target, day in (("pledged_on", pledged_on), ("completed_on", completed_on)):
            if day is not None and day > self._sheet.today:
                self._refuse(target, self.text(target), _("This day is in the future."))
            elif day is not None and day < _LAUNCH:
                words = _("This day is before the campaign began, on %(day)s.") % {"day": _LAUNCH.isoformat()}
                self._refuse(target, self.text(target), words)
        if pledged_on is not None and completed_on is not None and completed_on < pledged_on:
            words = _("The agency can't have completed the pledge before it pledged, on %(day)s.")
            self._refuse("completed_on", self.text("completed_on"), words % {"day": pledged_on.isoformat()})

    def _read(self, target: str, reader: Callable[[str], Value]) -> Value | None:
        """The value of a cell that isn't blank; None for a blank one, and where it is refused or asked about."""
        cell = self.text(target)
        return self._checked(target, lambda: reader(cell)) if cell else None

    def _checked(self, target: str, reader: Callable[[], Value]) -> Value | None:
        try:
            return reader()
        except Bad as bad:
            self._refuse(target, self.text(target), str(bad))
        except Asked as asked:
            self._asked(asked, self.text(target))
            self._unread.add(target)
        return None

    def _asked(self, asked: Asked, example: str) -> None:
        self._is_asked = True
        self._sheet.ask(asked, example)

    def _refuse(self, target: str, value: str, reason: str) -> None:
        self._unread.add(target)
        self.refusals.append(
            Refusal(self._line, self._sheet.heading(target), value, reason, self._sheet.name)
        )

    def _refused_or_asked(self, target: str) -> bool:
        return target in self._unread
