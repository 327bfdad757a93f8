"""What a row says about a training: the course, its day, its hours, and how it ended."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from roster_import.reading import days, values, words
from roster_import.reading.matrix import CERTIFICATE as PAPER
from roster_import.reading.matrix import DATE, EXPIRES, HOURS, RESULT, ROLE
from roster_import.reading.questions import name_of, name_of_course
from roster_import.reading.values import DELIVERY_WORDS, Bad, Doubtful
from roster_import.reading.words import CREDITED, RESULTS, ROLES, kind_of_mark
from roster_import.storing.cells import CellReader, Training
from roster_import.storing.typed_rows import CERTIFICATE, DELIVERY, STATUS
from roster_import.storing.typed_rows import EXPIRES as EXPIRES_BIT
from roster_import.storing.typed_rows import HOURS as HOURS_BIT
from training.course_titles import CatalogueCourse, fold
from training.officer_ids import plain

_NO_DAY_SAID = frozenset({"n/a", "na", "n.a.", "tbd", "?", "#n/a", "null", "unknown"})
# How bad it is: a training is what the worst of its words says.
_WORST = {"completed": 0, "passed": 1, "scheduled": 2, "incomplete": 3, "failed": 4, "instructed": 5}
_IN_DOUBT = "?"


class TrainingReader(CellReader):
    """Reads trainings, of a list and of a matrix alike. What is open isn't handed on."""

    def _course(self, title: str) -> CatalogueCourse | str | None:
        """The course that a folded title stands for; "" for one that is left out, None for one that is open."""
        if title in self._courses:
            return self._courses[title]
        answer = self._answers.get(name_of_course(title))
        found: CatalogueCourse | str | None = self._suggestions.exact(title)
        if answer is not None:
            found = self._by_code.get(answer, "" if answer == "leave_out" else None)
        elif found is None and not title.startswith("?") and not self._suggestions.may_count(title):
            found = "" if self._answers.get("course:others", "leave_out") == "leave_out" else None
        self._courses[title] = found
        return found

    def _ended(
        self, cells: list[str], statuses: Iterable[int], role: int | None, *, is_open: bool
    ) -> str | None:
        """How a training ended: "" where nothing says it, None where a word has to be asked about."""
        worst, said, unknown, has_column = "", False, False, False
        beside = [(None, note) for note in (*self._notes, self._above) if note and words.against(note)]
        for at, written in (*((at, cells[at].strip()) for at in statuses), *beside):
            has_column = has_column or at is not None
            word = self._fold(written)
            if not word:
                continue
            said = said or at is not None
            found = RESULTS.get(word) or self._answers.get(name_of("result", word))
            if found in _WORST:
                if not worst or _WORST[found] > _WORST[worst]:
                    worst = found
                continue
            unknown = True
            if is_open:
                self._tally.results[word] += 1
                self._tally.written.setdefault(f"result {word}", written)
                if at is not None:
                    self._tally.places.setdefault(f"result {word}", (self._number, at))
        word = self._fold(cells[role]) if role is not None else ""
        if word:
            found = ROLES.get(word) or self._answers.get(name_of("role", word))
            if found is None:
                unknown = True
                if is_open:
                    self._tally.roles[word] += 1
                    self._tally.written.setdefault(f"role {word}", cells[role].strip())  # type: ignore[index]
            elif found != "took_it" and (not worst or _WORST[found] > _WORST[worst]):
                worst = found
        if worst and worst not in CREDITED:
            return worst
        if unknown:
            return None
        if (has_column or role is not None) and not said and not word:
            # A blank cell among others that say how it ended, or who took it, says neither.
            return "?"
        return worst

    def _listed(self, line: int, cells: list[str], ref: str) -> None:
        """The training of a row of a list."""
        place = self._place
        written = " ".join(plain(cells[place["course"]].strip()).split())
        title = self._fold(cells[place["course"]])
        parts = {
            part: place[key]
            for part, key in (
                (DATE, "completed_on"), (HOURS, "hours"), (ROLE, "role"), (EXPIRES, "expires_on"), (PAPER, "certificate_number"),
            )
            if key in place
        }  # fmt: skip
        parts |= {f"{HOURS} {at}": at for at, key in self._columns.items() if key == "hours"}
        if not title:
            if any(cells[at].strip() for part, at in parts.items() if part in {DATE, HOURS}):
                self._refuse(line, place["course"], _("There is no course; write which one was taken."))
            return
        self._tally.written.setdefault(f"course {title}", written)
        self._training(line, cells, ref, title, parts, self._statuses, is_listed=True)

    def _taken(self, line: int, cells: list[str], ref: str, training: Training) -> None:
        """One training of a row of a matrix."""
        parts = training.parts
        if not any(cells[at].strip() for part, at in parts.items() if part in {DATE, EXPIRES, RESULT}):
            self._tell_without_day(line, cells, training.title, parts)
            return
        statuses = [parts[RESULT]] if RESULT in parts else []
        self._training(line, cells, ref, training.title, parts, statuses, is_listed=False)

    def _training(
        self,
        line: int,
        cells: list[str],
        ref: str,
        title: str,
        parts: dict[str, int],
        statuses: list[int],
        *,
        is_listed: bool,
    ) -> None:
        course = self._course(title)
        if course == "":
            self._batch.left_out += 1
            self._tally.left_out_titles[title] += 1
            return
        ended = self._ended(cells, statuses, parts.get(ROLE), is_open=True)
        refused = len(self._batch.problems)
        day = self._training_day(line, cells, title, parts, ended, is_listed=is_listed)
        if day is None:
            # A row without a day may be of a course that is left out: then nothing of it is refused.
            if course is None and is_listed and len(self._batch.problems) > refused:
                self._tally.courses[title] += 1
            return
        if course is None:
            self._tally.courses[title] += 1
        hours, hours_given = self._training_hours(line, cells, title, parts, course, ended)
        if ended == "?":
            answer = self._answers.get("result:blank")
            if answer is None:
                self._tally.without_result[title] += 1
                return
            if answer != "completed":
                self._batch.left_out += 1
                return
            ended = "completed"
        if ended is None or course is None or isinstance(course, str) or hours is None or day == _IN_DOUBT:
            return
        if self._table.holds_back and ended in {"", *CREDITED}:
            return
        if day > self._today and ended != "scheduled":
            reason = _("“%(day)s” is in the future. A future course needs the status “scheduled”.")
            self._refuse(line, parts.get(DATE), reason % {"day": day}, day)
            return
        self._emit(
            line,
            cells,
            ref,
            course,
            day,
            hours,
            HOURS_BIT if hours_given else 0,
            ended,
            parts,
            is_listed=is_listed,
        )

    def _training_day(
        self,
        line: int,
        cells: list[str],
        title: str,
        parts: dict[str, int],
        ended: str | None,
        *,
        is_listed: bool,
    ) -> str | None:
        """The day of a training; None where there is none, which is told where it may matter."""
        at = parts.get(DATE)
        cell = cells[at].strip() if at is not None else ""
        not_credited = bool(ended) and ended not in CREDITED and ended != "?"
        if at is not None and cell:
            if (is_listed or fold(cell)) and cell.lower() in _NO_DAY_SAID and not_credited:
                return None
            found = self._days[at][cells[at]]
            is_day = type(found) is str or isinstance(found, Doubtful)
            if not is_listed:
                self._tally.tell_day((self._number, at), line, values.excerpt(cell), is_day=is_day)
            if is_day:
                return found if type(found) is str else _IN_DOUBT
            if cell.lower() in _NO_DAY_SAID:
                self._refuse(
                    line,
                    at,
                    _(
                        "“%(cell)s” doesn't say whether the course was taken; write the day, or leave the cell blank."
                    )
                    % {"cell": values.excerpt(cell)},
                    values.excerpt(cell),
                )
                return None
            if found is None:
                return None
            self._not_a_day(line, at, cell, found)
            return None
        if not is_listed and EXPIRES in parts and (at is None or cells[parts[EXPIRES]].strip()):
            return None if not_credited else self._counted_back(line, cells, title, parts[EXPIRES])
        if at is None and EXPIRES in parts:
            return self._counted_back(line, cells, title, parts[EXPIRES])
        if not_credited:
            self._batch.left_out += int(is_listed)
        elif is_listed or ended is None or ended in CREDITED:
            self._refuse(line, at, _("There is no date; write when the course was completed."))
        return None

    def _tell_without_day(self, line: int, cells: list[str], title: str, parts: dict[str, int]) -> None:
        """Keep what a row says of a training whose day is blank. "0" hours say that it wasn't taken."""
        for part, at in parts.items():
            cell = cells[at].strip()
            if part.startswith((HOURS, PAPER)) and cell and cell.strip("0.,"):
                shown = _("line %(line)s: %(cell)s") % {"line": line, "cell": values.excerpt(cell)}
                self._tally.without_day.setdefault((self._number, title), []).append(shown)

    def _not_a_day(self, line: int, at: int, cell: str, found: Any) -> None:
        kind = kind_of_mark(cell)
        shown = values.excerpt(cell)
        if kind == "not_trained":
            return
        reason = {
            "hours": _(
                "“%(cell)s” says how long, and not when; write the day on which the course was completed."
            ),
            "mark": _("“%(cell)s” doesn't say when; write the day on which the course was completed."),
            "period": _("“%(cell)s” isn't a date; write the whole date, such as 2024-02-29."),
        }.get(kind)
        self._refuse(line, at, reason % {"cell": shown} if reason else found.reason, shown)

    def _counted_back(self, line: int, cells: list[str], title: str, at: int) -> str | None:
        """The day of a training of which only the last day of validity is known, if a person wants it counted back."""
        found = self._days[at][cells[at]]
        if isinstance(found, Bad):
            self._refuse(line, at, found.reason, values.excerpt(cells[at]))
            return None
        if found is None:
            return None
        answer = self._answers.get(name_of("dates", title, "expires"))
        if answer is None:
            self._tally.only_expiry[title] += 1
            # Its course is asked at once.
            if self._course(title) is None:
                self._tally.courses[title] += 1
            return None
        course = self._course(title)
        if answer != "valid_months" or course is None or isinstance(course, str):
            self._batch.left_out += int(answer == "leave_out")
            return None
        if not course.valid_months:
            reason = _("This course has no end of validity to count back from; write when it was completed.")
            self._refuse(line, at, reason, values.excerpt(cells[at]))
            return None
        return days.months_before(str(found), course.valid_months)

    def _training_hours(
        self, line: int, cells: list[str], title: str, parts: dict[str, int], course: Any, ended: str | None
    ) -> tuple[int | None, bool]:
        """The hours in hundredths, and whether the file says them; None where no one has, which is asked."""
        at = parts.get(HOURS)
        several = [one for part, one in parts.items() if part.startswith(HOURS) and cells[one].strip()]
        told: list[int] = []
        for one in several:
            found = (self._minutes if one in self._table.minutes else self._hours)[cells[one]]
            if isinstance(found, Bad):
                self._refuse(line, one, found.reason, values.excerpt(cells[one]))
                return None, True
            if isinstance(found, int):
                told.append(found)
        if told:
            return min(told), True
        if ended and ended not in CREDITED and ended != "?":
            # It earns nothing, so its length is only what is stored.
            return (course.hours if isinstance(course, CatalogueCourse) else None), False
        answer = self._answers.get("hours")
        if answer == "catalog":
            return (course.hours if isinstance(course, CatalogueCourse) else None), False
        if answer == "refuse":
            self._refuse(line, at, _("There are no hours; write how long the course lasted."))
            return None, False
        self._tally.hours[title] += 1
        return None, False

    def _emit(
        self,
        line: int,
        cells: list[str],
        ref: str,
        course: CatalogueCourse,
        day: str,
        hours: int,
        given: int,
        ended: str,
        parts: dict[str, int],
        *,
        is_listed: bool,
    ) -> None:
        until = None
        if EXPIRES in parts:
            found = self._days[parts[EXPIRES]][cells[parts[EXPIRES]]]
            if isinstance(found, Bad):
                if kind_of_mark(cells[parts[EXPIRES]]) != "not_trained":
                    self._refuse(line, parts[EXPIRES], found.reason, values.excerpt(cells[parts[EXPIRES]]))
            elif found:
                until = str(found)
        if until and until < day:
            reason = _(
                "The certificate ends (%(end)s) before the course was completed (%(day)s); correct one of the two."
            )
            self._refuse(line, parts[EXPIRES], reason % {"end": until, "day": day}, until)
            return
        delivery = ""
        if is_listed and "delivery" in self._place:
            word = self._fold(cells[self._place["delivery"]])
            delivery = (
                (DELIVERY_WORDS.get(word) or self._answers.get(name_of("delivery", word)) or "")
                if word
                else ""
            )
            if word and not delivery:
                self._tally.delivery[word] += 1
                self._tally.written.setdefault(f"delivery {word}", cells[self._place["delivery"]].strip())
                return
        offering = self._text(line, cells, "offering") if is_listed else ""
        session = self._text(line, cells, "session") if offering else ""
        paper = ""
        if is_listed:
            paper = self._text(line, cells, "certificate_number")
        elif PAPER in parts:
            paper = plain(cells[parts[PAPER]].strip())[:60]
        given |= (EXPIRES_BIT if until else 0) | (STATUS if ended else 0) | (DELIVERY if delivery else 0)
        given |= CERTIFICATE if paper else 0
        self._batch.records.append(
            (self._number, line, given, ref, course.pk, offering, session, day, hours, ended or "completed",
             delivery or "in_person", until, paper)
        )  # fmt: skip
