"""Which course of the catalogue a title in a file stands for: suggested to a person, credited by a person's yes alone.

Whole titles are compared, never words in them: "City ordinances" contains "cit".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CatalogueCourse:
    """A course that an agency may choose. ``hours`` are hundredths."""

    pk: int
    code: str
    title: str
    hours: int
    counts: bool

    @classmethod
    def of(cls, pk: int, code: str, title: str, hours: Decimal, standing: str) -> "CatalogueCourse":
        return cls(pk, code, title, int(hours * 100), standing in {"recognized", "approved"})


# Other names of the recognized courses, and of those known not to count.
_ALIASES = {
    "CIT": (
        "crisis intervention team",
        "crisis intervention team cit",
        "crisis intervention training",
        "crisis intervention training cit",
        "crisis intervention team training",
        "crisis intervention team cit training",
        "cit training",
        "cit basic",
        "basic cit",
        "memphis model",
        "memphis model cit",
        "cit memphis model",
    ),
    "CRIT": (
        "crisis response and intervention training",
        "crit training",
    ),
    "CIT-REFRESHER": (
        "cit update",
        "cit recertification",
        "cit refresher course",
        "crisis intervention team refresher",
    ),
    "MHFA": (
        "mhfa for public safety",
        "mhfa public safety",
        "mental health first aid public safety",
        "mental health first aid for public safety mhfa",
        "mental health first aid mhfa for public safety",
        "public safety mental health first aid",
        "public safety mhfa",
        "mhfa ps",
        "mhfa for ps",
    ),
    "MHFA-REFRESHER": ("mhfa recertification", "mhfa refresher", "mhfa for public safety recertification"),
    "ICAT": ("integrating communications assessment and tactics", "icat training"),
    "QPR": (
        "question persuade and refer",
        "question persuade refer",
        "qpr training",
        "qpr gatekeeper training",
    ),
    "MHFA-YOUTH": ("youth mhfa", "youth mental health first aid ymhfa", "ymhfa"),
    "MHFA-ADULT": ("adult mhfa", "mental health first aid adult"),
    "MHFA-TEEN": ("teen mhfa", "tmhfa"),
    "MHFA-FIRE-EMS": ("mhfa for fire and ems", "mhfa fire ems"),
}
_WORD = re.compile(r"[^\W_]+")
# A system's own number in front of a title or behind it: "LE-1043: ", "CIT-40 - ", " [MHFA-PS]". Letters alone in front
# are words of the title.
_CODE = re.compile(r"^\s*[\w.\-]*\d[\w.\-]*\s*(?:[:|\u2013\u2014]|-\s)\s*|\s*\[[^\]]{1,20}\]\s*$")
_HOURS = re.compile(
    r"(?P<name>.+) (?P<hours>\d{1,3}) ?(?:h|hr|hrs|hour|hours)|"
    r"(?P<hours2>\d{1,3}) ?(?:h|hr|hrs|hour|hours) (?P<name2>.+)"
)
# What headings of dates say besides the course.
_DATE_WORDS = frozenset(
    "date dates day completed completion complete taken trained training certified certification cert certificate"
    " attended on issued course class of".split()
)


def fold(cell: str) -> str:
    """What is compared of a word or heading: small letters and digits, single spaces between."""
    return " ".join(_WORD.findall(cell.casefold().replace("#", " number ")))


class Suggestions:
    """The catalogue by every name that stands for exactly one of its courses."""

    def __init__(self, catalogue: Iterable[CatalogueCourse]) -> None:
        self._by_name: dict[str, CatalogueCourse] = {}
        twice: set[str] = set()
        for course in catalogue:
            for name in {fold(course.code), fold(course.title), *map(fold, _ALIASES.get(course.code, ()))}:
                if self._by_name.setdefault(name, course) is not course:
                    twice.add(name)
        for name in twice:
            del self._by_name[name]

    def of(self, title: str) -> CatalogueCourse | None:
        """The course that the whole title names, or None.

        Beside the name it may have a system's number, and say how many hours the course has.
        """
        return self._of_words(title) or self._of_words(_CODE.sub("", title))

    def _of_words(self, title: str) -> CatalogueCourse | None:
        words = fold(title)
        found = self._by_name.get(words)
        timed = _HOURS.fullmatch(words) if found is None else None
        if timed is not None:
            found = self._by_name.get(timed["name"] or timed["name2"])
            if found is not None and int(timed["hours"] or timed["hours2"]) * 100 != found.hours:
                return None
        return found

    def of_date_heading(self, heading: str) -> CatalogueCourse | None:
        """The course of a column such as "CIT date": what is left of the heading names it wholly."""
        words = fold(heading).split()
        if not words or "expires" in words or "expiration" in words or "expiry" in words:
            return None
        left = [word for word in words if word not in _DATE_WORDS]
        return self.of(" ".join(words)) or (self.of(" ".join(left)) if left and left != words else None)
