"""Which line of a table has the headings, and which column is what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import folded

# Headings are looked for in so many rows.
HEADING_ROWS = 15
IGNORED = ""
# What a person says of a column that holds nothing to import.
IGNORE = "ignore"

# What a column may hold, in the words for people, and the headings that mean it, the clearest first.
TARGETS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    key: (words, tuple(folded(heading) for heading in headings.split(", ")))
    for key, words, headings in (
        ("name", _("Agency name"),
         "agency name, agency, name of agency, department name, department, organization, organization name, account name, "
         "law enforcement agency, lea, police department, agency dept, agency department, agencies, company, account, name"),
        ("kind", _("Type of agency"),
         "agency type, type of agency, kind, kind of agency, type, agency kind, category, department type"),
        ("city", _("City"),
         "city, town, city town, municipality, agency city, mailing city, billing city, shipping city, location city"),
        ("state", _("State or province"),
         "state, state province, province, st, state or province, region, agency state, mailing state, billing state, "
         "mailing state province, billing state province, location state"),
        ("place", _("City and state"),
         "location, city state, city and state, place, city st, city state zip"),
        ("country", _("Country"), "country, nation, mailing country, billing country, agency country, location country"),
        ("ori", _("ORI"), "ori, ori number, ori no, ori code, ori9, agency ori, fbi ori, ncic ori"),
        ("pledged_on", _("Pledged on"),
         "pledged on, pledge date, date of pledge, date pledged, pledged, pledge, date of the pledge, pledge signed, "
         "pledge signed on, date signed, pledge received, date pledge signed, signed on, pledge submitted, dates pledged, "
         "pledge dates, took the pledge, joined, date joined"),
        ("completed_on", _("Completed on"),
         "completed on, completion date, date of completion, date completed, completed, certified on, certification date, "
         "date certified, certified, pledge completed, date of certification, date pledge completed, dates completed, "
         "dates certified, completion, pledge completion date, pledge completed on, certificate date"),
        ("status", _("Status"),
         "status, pledge status, campaign status, agency status, one mind status, current status, stage, standing"),
        ("coordinator", _("Coordinator"),
         "coordinator, contact, contact name, point of contact, poc, primary contact, coordinator name, agency contact, "
         "contact person, poc name, campaign coordinator, full name"),
        ("first_name", _("Coordinator's first name"),
         "first name, contact first name, coordinator first name, first, poc first name"),
        ("last_name", _("Coordinator's last name"),
         "last name, contact last name, coordinator last name, last, surname, poc last name"),
        ("title", _("Coordinator's title"), "title, rank, contact title, rank title, coordinator title, job title, poc title"),
        ("email", _("Coordinator's email"),
         "email, email address, e mail, e mail address, contact email, coordinator email, poc email, mail, primary email, "
         "contact email address, email id"),
        ("phone", _("Coordinator's phone"),
         "phone, phone number, telephone, contact phone, coordinator phone, poc phone, tel, office phone, work phone"),
        ("sworn", _("Sworn officers"),
         "sworn, sworn officers, number of sworn, number of sworn officers, sworn strength, sworn personnel, officers, "
         "no of officers, number of officers, of sworn, of sworn officers, total sworn, agency size, size, of officers, "
         "sworn staff, headcount, head count, strength sworn"),
        ("notes", _("Notes"), "notes, note, comments, comment, remarks, remark, memo, internal notes"),
    )
}  # fmt: skip
# A heading whose column, filled with something else, is believed all the same: its bad cells are told, not ignored.
_MEANINGS = {
    heading: (key, place) for key, (_words, all_) in TARGETS.items() for place, heading in enumerate(all_)
}


@dataclass(frozen=True, slots=True)
class Headings:
    """The line that the rows begin after, each column's heading, and target by column (from 0) as guessed."""

    line: int
    texts: tuple[str, ...]
    guessed: dict[int, str]

    def text(self, column: int) -> str:
        """The heading of a column; its letter where there is none."""
        found = self.texts[column] if column < len(self.texts) else ""
        return found or letter(column)


def headings_of(head: Sequence[tuple[int, list[str]]]) -> Headings | None:
    """The headings among the first rows of a table: one line, or two where the upper one spans several columns.

    None when no line names an agency and something else about it.
    """
    best: tuple[int, int, Headings] | None = None
    for at, (line, cells) in enumerate(head):
        candidates = [Headings(line, _tidy(cells), _targets(_tidy(cells)))]
        if at:
            candidates.append(_of_two(line, _tidy(head[at - 1][1]), _tidy(cells)))
        for found in candidates:
            targets = set(found.guessed.values())
            if "name" in targets and len(targets) >= 2:
                score = (len(targets), -at)
                if best is None or score > best[:2]:
                    best = (*score, found)
    return best[2] if best else None


def letter(column: int) -> str:
    """A column as spreadsheets call it: 0 is A, 27 is AB."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def is_heading_again(cells: Sequence[str], headings: Headings) -> bool:
    """Whether a row repeats the headings, as printed lists do on each page."""
    said = [folded(cell) for cell in cells if cell.strip()]
    known = {folded(text) for text in headings.texts} - {""}
    return len(said) >= 2 and all(cell in known or cell in _MEANINGS for cell in said)


def _tidy(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.replace("*", " ").rstrip(": ").split()) for cell in cells)


def _targets(texts: Sequence[str]) -> dict[int, str]:
    return _once([(*_meaning(text), column) for column, text in enumerate(texts) if _meaning(text)[0]])


def _of_two(line: int, upper: Sequence[str], lower: Sequence[str]) -> Headings:
    """Two lines as one: a heading that spans several columns stands in the first of them alone.

    A column is called by both ("Dates | Pledged"), by the lower one, or by the upper one where there is nothing below.
    """
    texts, found, above = [], [], ""
    for column in range(max(len(upper), len(lower))):
        over = upper[column] if column < len(upper) else ""
        under = lower[column] if column < len(lower) else ""
        above = over or above
        both = f"{above} {under}".strip() if under else over
        called = next((text for text in (both, under) if _meaning(text)[0]), both)
        texts.append(called)
        if _meaning(called)[0]:
            found.append((*_meaning(called), column))
    return Headings(line, tuple(texts), _once(found))


def _meaning(text: str) -> tuple[str, int]:
    return _MEANINGS.get(folded(text), ("", 0))


def _once(found: list[tuple[str, int, int]]) -> dict[int, str]:
    """Each target to one column: that whose heading says it most clearly, the first of several."""
    taken: dict[int, str] = {}
    for key, _place, column in sorted(found, key=lambda one: (one[1], one[2])):
        if key not in taken.values():
            taken[column] = key
    return dict(sorted(taken.items()))
