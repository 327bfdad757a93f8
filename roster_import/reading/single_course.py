"""A list of people who took one course that no cell names: a sign-in sheet, a learning system's list of completions.

Which course it is stands in the file's name, the sheet's, or a title above the headings, if anywhere. A person says it;
what these names say is proposed where they all say the same and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roster_import.reading import matrix
from roster_import.reading.matrix import DATE, Heading
from training.course_titles import Suggestions, fold, fold_exactly

# Words of headings that say that something is about the course, and not which course it is.
GENERIC = frozenset(
    "course training class program module session event certificate certification cert".split()
)
# Words beside the course in the name of a list that say nothing about what was taken.
_NEUTRAL = frozenset(
    "list lists roster completion completions completed trained officers class report export attendance attendees sign in"
    " sheet signin certified students participants csv xlsx txt tsv january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_SHEETS_WITHOUT_NAME = frozenset(
    "sheet table roster training data export report tab list matrix records officers personnel book page sheet1 all".split()
)
# Which of several days is the one on which the course was completed; the first day of a class isn't.
_BEST_DAYS = ("completed", "complete", "completion", "taken", "certified", "end", "issued", "date", "")
_FIRST_DAYS = frozenset(
    {"start", "begin", "began", "started", "enrolled", "registered", "enrollment", "registration"}
)


@dataclass(frozen=True, slots=True)
class CourseOfList:
    """The course of a list: its title as a mapping has it, how it is written, and the code of the one it may be.

    The title begins with "?" where a person has to say which course it is.
    """

    title: str
    written: str
    suggested: str = ""


def course_of(sheet: str, titles: Iterable[str], file: str, suggestions: Suggestions) -> CourseOfList:
    """Which course the names around a list say."""
    stem = file.rpartition(".")[0] or file
    labels = [*([sheet] if is_title_of_sheet(sheet) else []), *titles, stem]
    telling = [label for label in labels if suggestions.may_count(label)]
    whole = {course.code: label for label in telling if (course := suggestions.exact(label)) is not None}
    meant = {course.code if (course := _meant(label, suggestions)) else "" for label in telling}
    if len(whole) == 1 and meant == set(whole):
        [(_code, label)] = whole.items()
        return CourseOfList(fold_exactly(label), label)
    written = next(iter(telling), labels[0])
    if is_title_of_sheet(sheet) and written == sheet:
        return CourseOfList(fold_exactly(sheet), sheet)
    return CourseOfList(f"?{fold_exactly(written)}", written, meant.pop() if len(meant) == 1 else "")


def _meant(label: str, suggestions: Suggestions) -> Any:
    """The course that a label names, beside words and years that say nothing about what was taken."""
    words = [word for word in fold_exactly(label).split() if word not in _NEUTRAL]
    words = [word for word in words if not (len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"})]
    rest = " ".join(words)
    return None if rest in {"mhfa", "mental health first aid"} else suggestions.of(rest)


def lines_above(shape: Mapping[str, Any], course: CourseOfList | None) -> tuple[str, str] | None:
    """What lines above a table's headings aren't read, and why; None where there are none. The one that names the course is."""
    titles = [title for title in shape.get("titles", ()) if course is None or title != course.written]
    count = shape.get("lines_above", 0) - (len(titles) < len(shape.get("titles", ())))
    if count <= 0 or not titles:
        return None
    what = ngettext("%(n)s line above the headings", "%(n)s lines above the headings", count) % {"n": count}
    told = "; ".join(f"“{title[:80]}”" for title in titles)
    return what, _("Titles aren't read: %(titles)s.") % {"titles": told}


def part_of(heading: str, names: frozenset[str]) -> Heading | None:
    """The part of the one course that a heading is: "Completed", "Course complete"; None for anything else."""
    found = matrix.headings_of(heading, names)[0]
    return found if set(found.title.split()) <= GENERIC else None


def best_day(columns: Mapping[int, str]) -> int | None:
    """The column with the day of completion among those with days, given by their headings."""
    words = {at: set(fold(heading).split()) for at, heading in columns.items()}
    fitting = [at for at in columns if not words[at] & _FIRST_DAYS]
    if not fitting:
        return None
    return min(
        fitting,
        key=lambda at: (next(i for i, word in enumerate(_BEST_DAYS) if not word or word in words[at]), at),
    )


def is_day(heading: Heading, column: dict[str, Any]) -> bool:
    """Whether a column has the days of the course."""
    return heading.part == DATE and matrix.days_share(column) > 0.5


def is_title_of_sheet(name: str) -> bool:
    """Whether a sheet's name says what it is about."""
    words = [word for word in fold(name).split() if not word.isdigit()]
    return bool(words) and not set(words) <= _SHEETS_WITHOUT_NAME
