"""Whom a row is about, and what it says about them."""

import re

from django.utils.translation import gettext as _

from roster_import.reading import values
from roster_import.reading.columns import OFFICER_ID
from roster_import.reading.questions import name_of
from roster_import.reading.values import Bad, Doubtful
from roster_import.reading.words import (
    EMPLOYMENT,
    HOURS_OF_WORK,
    SPELLED_SWORN,
    proposed_sworn,
)
from roster_import.reading.words import SWORN as SWORN_WORDS
from roster_import.storing.cells import CellReader
from roster_import.storing.typed_rows import (
    HIRED,
    LEAVE,
    NAME,
    RANK,
    SEPARATED,
    SWORN,
)
from training.course_titles import fold
from training.officer_ids import plain, whole_number

# What the last rows of reports begin with, in words that are nobody's name.
_TOTALS = re.compile(
    r"(?:grand |sub ?|report |over ?all )?totals?(?: |$)|(?:sum|count|average|percent|percentage|absences|absent|headcount)"
    r"(?: (?:of|sworn|officers?|trained|people|employees)(?: |$)|(?: \d| ?$))|number of |end of report|end of list|page \d|"
    r"(?:printed|generated|exported|run|created|updated|revised|as of) (?:on |at |by |date )*\w*\d|(?:printed|prepared) by "
)
_ONLY_TOTAL = re.compile(r"(?:grand |sub ?|report |over ?all )?totals?")
_NOTES = ("legend", "key:", "key =", "note", "* ", "**")
_NO_ID = frozenset(
    {"#n/a", "#ref!", "#value!", "#name?", "null", "n/a", "none", "nan", "tbd", "unknown", "?", "-", "--"}
)
# A number, perhaps with letters around it and without spaces: no heading, sum or note looks so.
_SURELY_AN_ID = re.compile(r"[A-Za-z#]{0,4}[-./]?\d[\w./#\-]*")
# "Squad 3", alone in its row: a heading.
_WORDS_AND_A_NUMBER = re.compile(r".*[A-Za-z]{3}.*\s.*|(?:\S+\s+){2,}\S+")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")


class PeopleReader(CellReader):
    """Reads officers: their IDs or names, their service, and whether they are sworn."""

    def _person(self, line: int, cells: list[str]) -> str:
        """The ID of the person whom a row is about; "" for a row about nobody, which is told."""
        if self._id is None:
            return self._person_by_name(line, cells)
        cell = cells[self._id]
        ref = self._refs.get(cell)
        if ref is not None:
            return ref
        text = whole_number(plain(cell.strip()))
        if self._is_total(line, cells) or (
            not _SURELY_AN_ID.fullmatch(text) and self._is_no_person(line, cells, text)
        ):
            return ""
        if reason := self._wrong_id(text, cell):
            self._refuse(line, self._id, reason, values.excerpt(text), whole=True)
            return ""
        known = self._answers.get(name_of("person", text))
        if known == "leave_out":
            return ""
        if known and known not in {"same", "new"} and not known.startswith("was:"):
            text = known
        self._refs[cell] = text
        return text

    def _person_by_name(self, line: int, cells: list[str]) -> str:
        name = self._cell_name(cells)
        if not name:
            if any(cell.strip() for cell in cells):
                self._is_no_person(line, cells, "")
            return ""
        if self._is_total(line, cells) or self._is_no_person(line, cells, name):
            return ""
        if self._answers.get(name_of("person", "name", fold(name))) == "leave_out":
            return ""
        self._tally.by_name[self._number] = self._tally.by_name.get(self._number, 0) + 1
        if not self._is_list:
            self._tally.same_names.setdefault(fold(name), []).append(line)
        return self._ref_of_name(name)

    def _ref_of_name(self, name: str) -> str:
        """The ID of the one person on the roster who has this name; where there is none, the name stands for it."""
        words = " ".join(sorted(fold(name).split()))
        if not self._tally.names_seen:
            several: dict[str, list[str]] = {}
            for ref, (stored, _left) in self._tally.stored.items():
                several.setdefault(" ".join(sorted(fold(stored).split())), []).append(ref)
            self._tally.names_seen = {key: refs[0] for key, refs in several.items() if key and len(refs) == 1}
            self._tally.names_seen.setdefault("", "")
        return self._tally.names_seen.get(words) or name[: OFFICER_ID.longest]

    def _is_total(self, line: int, cells: list[str]) -> bool:
        """Whether a row is a sum or the end of a report, whatever stands in its ID: "Grand Total, 1". It is told."""
        named = [next((cell for cell in cells if cell.strip()), ""), self._cell_name(cells)]
        first = next((cell for cell in named if _TOTALS.match(fold(cell)) and not cell[:1].isdigit()), "")
        if not first:
            return False
        filled = sum(bool(cell.strip()) for cell in cells)
        if filled >= max(2, len(self._columns)) and not _ONLY_TOTAL.fullmatch(fold(first)):
            return False
        self._batch.totals += 1
        self._tally.sections.append((self._number, line, first.strip()))
        return True

    def _is_no_person(self, line: int, cells: list[str], text: str) -> bool:
        """Whether a row without a number in its ID is a heading, a sum or a note. What it says is told."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled:
            return True
        first = filled[0].lower()
        if (
            first.startswith(_NOTES)
            or (text.endswith(":") and len(filled) < 3)
            or (len(filled) == 1 and "=" in first)
        ):
            self._tally.sections.append((self._number, line, filled[0]))
            return True
        if self._id is not None and text and fold(text) == fold(self._table.id_heading):
            self._tally.sections.append((self._number, line, filled[0]))
            return True
        has_digits = any(map(str.isdigit, text))
        if has_digits and not (len(filled) == 1 and _WORDS_AND_A_NUMBER.fullmatch(text)):
            return False
        if (
            len(filled) == 1
            and len(self._columns) > 1
            and (
                has_digits
                or self._ids_have_digits
                or not text
                or proposed_sworn(fold(text))
                or fold(text) in SWORN_WORDS
            )
        ):
            self._section = filled[0]
            self._tally.sections.append((self._number, line, filled[0]))
            return True
        return False

    def _wrong_id(self, text: str, cell: str) -> str:
        shown = values.excerpt(text)
        if not text:
            return _(
                "There is no officer ID; write it in, also where cells are merged. A name alone doesn't tell people apart."
            )
        if text.lower() in _NO_ID:
            return _("“%(cell)s” stands for an empty cell; write the officer's ID in its place.") % {
                "cell": shown
            }
        if _SHORTENED.fullmatch(text):
            return _("“%(cell)s” is a long number that a spreadsheet shortened; write the ID in full.") % {
                "cell": shown
            }
        if text.startswith("=") and len(text) > 1 and not cell.strip().startswith("'"):
            return _("“%(cell)s” is a formula; put its value in its place.") % {"cell": shown}
        if not text.isprintable():
            return _("This cell holds characters that aren't text; write it again.")
        if len(text) > OFFICER_ID.longest:
            return _("“%(cell)s” is too long; shorten it to %(most)s characters.") % {
                "cell": shown,
                "most": OFFICER_ID.longest,
            }
        if (
            not any(map(str.isalnum, text))
            and self._answers.get(name_of("identity", "id", text) or "") != "include"
        ):
            return _("“%(cell)s” doesn't look like an officer's ID; write the ID that the agency uses.") % {
                "cell": shown
            }
        return ""

    def _cell_name(self, cells: list[str]) -> str:
        def text(key: str) -> str:
            at = self._place.get(key)
            return "" if at is None else " ".join(plain(cells[at].strip()).split())

        return text("name") or " ".join(filter(None, [text("first_name"), text("last_name")]))

    def _named(self, line: int, cells: list[str]) -> str:
        if "name" in self._place:
            return self._text(line, cells, "name")
        parts = [self._text(line, cells, key) for key in ("first_name", "last_name") if key in self._place]
        return " ".join(filter(None, parts))[:120]

    def _day(self, line: int, cells: list[str], key: str, *, whole: bool = False) -> str | None:
        """A day about the officer; None where there is none, or where it can't be read, which is told."""
        at = self._place.get(key)
        if at is None:
            return None
        found = self._days[at][cells[at]]
        if isinstance(found, Bad):
            # A day in doubt is asked about by its column.
            if not isinstance(found, Doubtful):
                self._refuse(line, at, found.reason, values.excerpt(cells[at]), whole=whole)
            return None
        return found  # type: ignore[return-value]

    def _officer(self, line: int, cells: list[str], ref: str) -> bool:
        """Hand on what the row says about the person; False where the person, and so the row, is left out."""
        self._is_open = False
        if not self._is_list:
            self._tally.seen.add(ref)
        refused = len(self._batch.problems)
        left = self._day(line, cells, "separated_on", whole=True)
        if len(self._batch.problems) > refused:
            return False
        name, rank = self._named(line, cells), self._text(line, cells, "rank")
        hired, again = self._day(line, cells, "hired_on"), self._day(line, cells, "rehired_on")
        off = self._day(line, cells, "on_leave_since")
        if again and (not hired or again > hired):
            hired = again
        if hired and hired > self._last_day_of_hiring:
            answer = self._answers.get(name_of("dates", "hired", ref))
            if answer is None:
                self._tally.unlikely_days[ref] = hired
            elif answer == "wrong":
                hired = None
        came_back = bool(left and hired and hired > left) or bool(left and again and again >= left)
        if came_back:
            left = None
        clears = (SEPARATED if "separated_on" in self._place and not self._is_list else 0) | (
            LEAVE if "on_leave_since" in self._place and not self._is_list else 0
        )
        sworn, status = self._standing(line, cells, ref, rank, left=left, again=came_back)
        if status == "left" and not left:
            stored = self._tally.stored.get(ref)
            if stored is None or ref in self._tally.people_who_left:
                self._tally.people_who_left.add(ref)
                return False
            left = str(stored[1]) if stored[1] else self._today
        elif status == "leave_out":
            return False
        elif status == "in_service" and not left:
            clears |= SEPARATED
        if left and hired and left < hired:
            hired = None
        given = clears
        given |= (
            (NAME if name else 0)
            | (RANK if rank else 0)
            | (HIRED if hired else 0)
            | (SEPARATED if left else 0)
        )
        given |= LEAVE if off else 0
        if sworn is not None and status != "answered":
            given |= SWORN
        adds = int(sworn is not None)
        tally = self._tally
        if (
            not adds
            and ref not in tally.stored
            and ref not in tally.told
            and not (self._is_list and ref in tally.seen)
        ):
            self._is_open = True
            return True
        if self._is_list and not self._describes:
            # A roster beside the list says who the people are.
            return True
        if self._is_list and not adds and not self._table.describes_officers:
            return True
        self._batch.officers.append(
            (self._number, line, adds, given, ref, name, rank, int(bool(sworn)), hired, left, off)
        )
        return True

    def _standing(
        self, line: int, cells: list[str], ref: str, rank: str, *, left: str | None, again: bool
    ) -> tuple[bool | None, str]:
        """Whether the person is sworn (None: nobody has said so), and what is said of their service.

        The second is ``left``, ``in_service``, ``leave_out``, ``answered`` (a person's answer, which changes nothing that
        is stored), or nothing.
        """
        service = self._service(cells, ref, rank, left=left, again=again)
        if self._states_sworn:
            word = self._fold(cells[self._place["sworn"]])
            if word in SWORN_WORDS:
                self._tally.told.add(ref)
                return SWORN_WORDS[word] == "sworn", service
        else:
            word = ""
        category = self._fold(cells[self._place["category"]]) if "category" in self._place else ""
        if not word and category in SPELLED_SWORN:
            return SPELLED_SWORN[category] == "sworn", service
        title = self._fold(rank)
        section = self._fold(self._section)
        if section and title and not (proposed_sworn(section) or section in SWORN_WORDS):
            section = ""
        parts = [word, section, title, "" if category in HOURS_OF_WORK else category]
        described = " / ".join(filter(None, parts))
        answer = self._answers.get(name_of("sworn", described or "no title"))
        if answer == "left":
            return None, "left"
        tally = self._tally
        if ref in tally.told or ref in tally.stored or (self._is_list and ref in tally.seen):
            return None, service
        if answer in {"sworn", "not_sworn"}:
            return answer == "sworn", service or "answered"
        if answer == "leave_out":
            return None, "leave_out"
        if service != "left":
            self._tally.people.setdefault(described, set()).add(ref)
            self._tally.written.setdefault(
                f"sworn {described}",
                " / ".join(
                    filter(
                        None,
                        [
                            cells[self._place["sworn"]].strip() if word else "",
                            self._section if section else "",
                            rank,
                            cells[self._place["category"]].strip()
                            if category and category not in HOURS_OF_WORK
                            else "",
                        ],
                    )
                ),
            )
        return None, service

    def _service(self, cells: list[str], ref: str, rank: str, *, left: str | None, again: bool) -> str:
        at = self._place.get("employment")
        word = self._fold(cells[at]) if at is not None else ""
        if not word and self._states_sworn and not left and proposed_sworn(self._fold(rank)) == "left":
            # "Retired Officer" beside a cell that says sworn: it is asked.
            at, word = self._place["rank"], self._fold(rank)
        if at is None or not word:
            return ""
        said = EMPLOYMENT.get(word) or self._answers.get(name_of("status", word))
        if said is None:
            self._tally.employment.setdefault(word, set()).add(ref)
            self._tally.written.setdefault(f"status {word}", cells[at].strip())
            return ""
        if said == "in_service" and left and left <= self._today:
            answer = self._answers.get(name_of("status", "contradiction", ref))
            if answer is None:
                self._tally.contradictory[ref] = left
            return answer or ""
        return "" if said == "on_leave" else said
