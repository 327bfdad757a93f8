"""Which course of the catalogue a title in a file stands for: suggested to a person, credited by a person's yes alone.

Whole titles are compared, never words in them: "City ordinances" contains "cit".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
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
    valid_months: int | None = None

    @classmethod
    def of(
        cls, pk: int, code: str, title: str, hours: Decimal, standing: str, valid_months: int | None
    ) -> "CatalogueCourse":
        return cls(pk, code, title, int(hours * 100), standing in {"recognized", "approved"}, valid_months)


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
# A system's own number in front of a title or behind it: "LE-1043: ", " [TR-40021]". It has three digits or more, so that
# "16hr - CIT" and "Day1 - CIT" stay what they are.
_CODE = re.compile(
    r"^\s*(?=[\w.\-]*\d[\w.\-]*\d[\w.\-]*\d)[\w.\-]+\s*(?:[:|\u2013\u2014]|-\s)\s*"
    r"|\s*\[(?=[\w.\-]*\d[\w.\-]*\d[\w.\-]*\d)[\w.\-]{3,20}\]\s*$"
)
# Words by which a title may be one that counts. It is asked about then; nothing is credited by them.
_TELLING = frozenset(
    "cit crit mhfa mh mhfaps ymhfa tmhfa crisis intervention mental behavioral behavioural psychiatric memphis icat qpr".split()
)
# Signs that say nothing beside the words, and brackets around some of them. All other signs may: "MHFA?", "MHFA*".
_HARMLESS = frozenset(",.;:'’‘\"“”/\\&-‐‑–—_®™©•·#()[]{}")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_COMMON = frozenset(
    "training course class for and of the in to a on with team public safety first aid officer officers police law"
    " enforcement basic response program level part day hour hours hr hrs refresher update online introduction intro"
    " advanced annual state health recertification".split()
)
_HOURS = re.compile(
    r"(?P<name>.+) (?P<hours>\d{1,3}) ?(?:h|hr|hrs|hour|hours)|"
    r"(?P<hours2>\d{1,3}) ?(?:h|hr|hrs|hour|hours) (?P<name2>.+)"
)


def fold(cell: str) -> str:
    """What is compared of a word or heading: small letters and digits, single spaces between."""
    return " ".join(_WORD.findall(cell.casefold().replace("#", " number ")))


def fold_exactly(cell: str) -> str:
    """As `fold`, with the names of all signs behind it by which a cell may say something else than its words.

    "MHFA?" and "MHFA*" aren't "MHFA", "(MHFA)" may be a plan, and "Completed?" is a question. Folding it again changes nothing.
    """
    words = fold(cell)
    signs = list(signs_of(cell))
    return " ".join([words, *signs]).strip() if signs else words


def signs_of(cell: str) -> Iterator[str]:
    """The folded names of the signs that `fold_exactly` adds, each once."""
    signs = dict.fromkeys(
        sign for sign in cell if not sign.isalnum() and not sign.isspace() and sign not in _HARMLESS
    )
    for sign in signs:
        if unicodedata.category(sign)[0] in "PS":
            yield fold(unicodedata.name(sign, "sign"))
    if ".." in cell:
        yield "ellipsis"
    if _is_in_brackets(cell.strip()):
        yield "in brackets"


def _is_in_brackets(text: str) -> bool:
    """Whether one pair of brackets holds the whole text."""
    closing = _BRACKETS.get(text[:1])
    return closing is not None and text.find(closing) == len(text) - 1 > 1


class Suggestions:
    """The catalogue by every name that stands for exactly one of its courses.

    ``lengths`` are the hours, in hundredths, of the courses that count.
    """

    def __init__(self, catalogue: Iterable[CatalogueCourse]) -> None:
        catalogue = list(catalogue)
        self._by_name: dict[str, CatalogueCourse] = {}
        twice: set[str] = set()
        for course in catalogue:
            names = {fold_exactly(course.code), fold_exactly(course.title)}
            for name in names.union(map(fold, _ALIASES.get(course.code, ()))):
                if self._by_name.setdefault(name, course) is not course:
                    twice.add(name)
        for name in twice:
            del self._by_name[name]
        self._by_title = {fold_exactly(course.title): course for course in catalogue}
        self.lengths = {course.hours for course in catalogue if course.counts}
        self._telling = [set(fold(course.title).split()) - _COMMON for course in catalogue]

    @property
    def names(self) -> frozenset[str]:
        """Every folded name that stands for a course."""
        return frozenset(self._by_name)

    def exact(self, title: str) -> CatalogueCourse | None:
        """The course whose whole title this is: nothing needs to be asked about it."""
        return self._by_title.get(fold_exactly(title))

    def may_count(self, title: str) -> bool:
        """Whether a title has words by which it may be a course of the catalogue, so that it is asked about."""
        words = set(fold(title).split())
        if words & _TELLING or fold(title) in self._by_name:
            return True
        return any(len(words & telling) >= min(2, len(telling)) for telling in self._telling if telling)

    def of(self, title: str) -> CatalogueCourse | None:
        """The course that the whole title names, or None.

        Beside the name it may have a system's number, and say how many hours the course has.
        """
        return self._of_words(title) or self._of_words(_CODE.sub("", title))

    def _of_words(self, title: str) -> CatalogueCourse | None:
        words = fold_exactly(title)
        found = self._by_name.get(words)
        timed = _HOURS.fullmatch(words) if found is None else None
        if timed is not None:
            found = self._by_name.get(timed["name"] or timed["name2"])
            if found is not None and int(timed["hours"] or timed["hours2"]) * 100 != found.hours:
                return None
        return found
