"""Whom a row is about: by ID or by name; headings, sums and notes are about no person."""

import re
import unicodedata

from django.utils.translation import gettext as _

from roster_import.reading import values
from roster_import.reading.columns import OFFICER_ID
from roster_import.reading.names import core_name, first_name_first
from roster_import.reading.questions import NAMES_AT_ONCE, name_of
from roster_import.reading.words import SWORN as SWORN_WORDS
from roster_import.reading.words import proposed_sworn
from roster_import.storing.cells import CellReader
from training.course_titles import fold
from training.officer_ids import plain, whole_number

# What the last rows of reports begin with, in words that are no person's name.
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
_SEVERAL_NAMES = re.compile(r"[;&+/|]| and ", re.IGNORECASE)
_SEVERAL_IDS = re.compile(r"[A-Za-z#]{0,4}[-. ]?\d+(?:\s*[;,&+]\s*[A-Za-z#]{0,4}[-. ]?\d+)+")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")


def name_of_signs(text: str) -> str:
    """The name of the question whether a text without letters and digits is an ID, by the names of its signs."""
    return name_of("identity", "id", " ".join(unicodedata.name(sign, "sign") for sign in text))


class IdentityReader(CellReader):
    """Reads whom a row is about: by ID, or by name where no column has IDs. Rows about no person are told."""

    def _person(self, line: int, cells: list[str]) -> str:
        """The ID of the person whom a row is about; "" for a row about no person, which is told."""
        if self._id is None:
            return self._person_by_name(line, cells)
        cell = cells[self._id]
        ref = self._refs.get(cell)
        if ref is not None:
            return ref
        text = whole_number(plain(cell.strip()))
        is_sure = bool(_SURELY_AN_ID.fullmatch(text))
        if not is_sure and text in self._tally.stored:
            # However odd it looks, a person on the roster has it.
            self._refs[cell] = text
            return text
        if self._is_total(line, cells) or (not is_sure and self._is_no_person(line, cells, text)):
            return ""
        if text and not any(map(str.isalnum, text)) and text not in _NO_ID and text.isprintable():
            if self._answers.get(question := name_of_signs(text)) != "include":
                if question in self._answers:
                    self._leave_out(line, text)
                else:
                    self._tally.unlikely_ids[question] = text
                return ""
        elif _SEVERAL_IDS.fullmatch(text):
            self._refuse_several(line, self._id, text)
            return ""
        elif reason := self._wrong_id(text, cell):
            self._refuse(line, self._id, reason, values.excerpt(text), whole=True)
            return ""
        known = self._answers.get(name_of("person", text))
        if known == "leave_out":
            self._leave_out(line, text)
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
        if _SEVERAL_NAMES.search(name):
            self._refuse_several(line, self._place.get("name"), name)
            return ""
        self._tally.by_name[self._number] = self._tally.by_name.get(self._number, 0) + 1
        return self._ref_of_name(line, name)

    def _refuse_several(self, line: int, at: int | None, cell: str) -> None:
        reason = _("“%(cell)s” names several people; give each of them a row.")
        self._refuse(line, at, reason % {"cell": values.excerpt(cell)}, values.excerpt(cell), whole=True)

    def _ref_of_name(self, line: int, name: str) -> str:
        """Who has this name: the one person who has it on the roster, else the name stands for them.

        Where it is written in several ways, or may be several people's, that is asked; "" for those who are left out.
        """
        tally, question = self._tally, name_of("person", "name", core_name(name))
        said = self._answers.get(question)
        if said == "leave_out":
            self._leave_out(line, name)
            return ""
        lines = tally.names_written.setdefault(core_name(name), {}).setdefault(name, [])
        if not self._is_list:
            lines.append(line)
        exact, like = tally.refs_named(name)
        if len(exact) == 1:
            found = next(iter(exact))
        elif said in like:
            found = said
        elif said == "same":
            found = core_name(name).title()
        elif "different" in {said, self._answers.get(NAMES_AT_ONCE)}:
            found = name
        else:
            found = first_name_first(name)
        found = found[: OFFICER_ID.longest]
        tally.named.setdefault(question, set()).add(found)
        return found

    def _leave_out(self, line: int, who: str) -> None:
        self._tally.overruled.append(
            (self._number, line, _("You chose to leave out %(who)s.") % {"who": who})
        )

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
            self._above = filled[0] if len(filled) == 1 and filled[0].endswith(":") else self._above
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
            self._section = self._above = filled[0]
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
        return ""

    def _cell_name(self, cells: list[str]) -> str:
        def text(key: str) -> str:
            at = self._place.get(key)
            return "" if at is None else " ".join(plain(cells[at].strip()).split())

        return text("name") or " ".join(filter(None, [text("first_name"), text("last_name")]))
