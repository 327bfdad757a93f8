"""Single cells of a list of agencies, as values: what is unclear is refused or asked about, never guessed in anyone's favor.

A reader takes the tidied text of a cell that isn't blank. It raises `Bad` with the reason, or `Asked` with the question; the
answers given so far are asked by the question's name.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from agencies.models import Agency, ori_validator
from common.text import folded, tidy_address
from register_import.reading.problems import Asked, Bad, LeftOut

Answers = Mapping[str, str]
LEAVE_OUT, LEAVE_BLANK = "leave_out", "leave_blank"
# What people write into a cell that has nothing to say.
_NOTHING = frozenset(
    map(folded, "n/a, na, none, unknown, tbd, #n/a, null, not available, unk, nil, tba".split(", "))
)


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {folded(word): value for value, several in words.items() for word in several.split(", ")}


STATUSES = _by_word(
    {
        "certified": "certified, completed, complete, one mind certified, pledge completed, completed pledge, pledge complete, "
        "certified agency, completion approved, agency certified, has completed",
        "pledged": "pledged, pledge, pledge taken, took the pledge, taken the pledge, pledge signed, signed pledge, on the way, "
        "in progress, in process, working toward completion, working towards completion, incomplete, not completed, "
        "not complete, not certified, not yet certified, not yet completed, not yet complete, pledge only, pledged only, "
        "pledged not completed, pledged not certified, pledge in progress, pledged agency, has pledged, pledge not completed, "
        "pledge incomplete, completion pending, certification pending, not done, not finished",
        "ended": "withdrawn, withdrew, pledge withdrawn, lapsed, pledge lapsed, dropped, dropped out, revoked, "
        "certification revoked, expired, cancelled, canceled, removed, declined, rescinded, no longer participating, "
        "decertified, disbanded, closed, inactive, terminated",
    }
)
_KINDS = _by_word(
    {
        Agency.Kind.MUNICIPAL: "city or town police, city police, municipal, municipal police, city, town, local, local police, "
        "police, police department, pd, township, village, borough, municipality, town police, municipal agency",
        Agency.Kind.COUNTY: "county police, county police department",
        Agency.Kind.SHERIFF: "sheriff s office, sheriffs office, sheriff, sheriffs, sheriff office, sheriff department, "
        "sheriffs department, so, sheriff's office, county sheriff",
        Agency.Kind.STATE: "state or provincial police, state police, state, highway patrol, state patrol, state police highway "
        "patrol, provincial police, provincial, state agency",
        Agency.Kind.CAMPUS: "campus or school police, campus, campus police, university, college, university or college, school, "
        "school police, higher education, university police, school district, campus public safety, college university, "
        "university college, education",
        Agency.Kind.HOSPITAL: "hospital police, hospital, medical, health care, healthcare, medical center",
        Agency.Kind.TRIBAL: "tribal police, tribal, tribe, tribal agency, native",
        Agency.Kind.TRANSIT: "transit airport or railroad police, transit, airport, railroad, transit police, airport police, "
        "railroad police, port, transportation",
        Agency.Kind.FEDERAL: "federal agency, federal, federal police, military, federal government",
        Agency.Kind.OTHER: "other, other state agency, special, special jurisdiction, constable, other agency",
    }
)
# Of a name, what tells the kind beyond doubt; the first that stands in it. A name with none is asked about in no way: it is
# the kind that most agencies are of, and says nothing about what an agency did.
_NAMED_KINDS: tuple[tuple[str, str], ...] = (
    ("sheriff sheriffs", Agency.Kind.SHERIFF),
    ("university college campus school isd academy", Agency.Kind.CAMPUS),
    ("hospital medical health healthcare", Agency.Kind.HOSPITAL),
    ("tribal tribe nation pueblo rancheria", Agency.Kind.TRIBAL),
    ("airport transit railroad railway metrorail", Agency.Kind.TRANSIT),
    ("trooper troopers highway provincial", Agency.Kind.STATE),
    ("federal amtrak", Agency.Kind.FEDERAL),
)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_PARTS = re.compile(
    r"(?P<full>\d+)\s*(?:ft|full[\s-]?time|f/t)\s*(?:[/,;+&\-]|and)?\s*(?P<part>\d+)\s*(?:pt|part[\s-]?time|p/t)",
    re.IGNORECASE,
)
_MOST_SWORN = 100_000
_STATUS = re.compile(r"(?P<words>[^\d(]*?)[\s,:\-–—(]*(?P<tail>\(?\d.*)?")


def is_nothing(cell: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return not any(map(str.isalnum, cell)) or folded(cell) in _NOTHING


def read_status(cell: str, answers: Answers) -> tuple[str, str]:
    """``pledged``, ``certified`` or ``ended``, and what stands behind the word, such as a year.

    A word with another meaning is asked about, once for all rows that hold it.
    """
    found = _STATUS.fullmatch(cell)
    words, tail = (found["words"], (found["tail"] or "").strip("() ")) if found else (cell, "")
    known = STATUSES.get(folded(words)) if "?" not in cell else None
    if known is None:
        name = folded(cell)
        text = _("What does the status “%(status)s” say?") % {"status": cell[:80]}
        known = answered(
            f"status:{name}",
            text,
            (
                ("pledged", _("Pledged, on the way")),
                ("certified", _("Certified")),
                (LEAVE_OUT, _("Neither: leave these agencies out")),
            ),
            answers,
        )
        if known == LEAVE_OUT:
            raise LeftOut(cell)
    return known, tail


def read_ori(cell: str, answers: Answers) -> str:
    """Nine characters in capitals; of seven, a person says whether two zeros are missing. Empty where they say to leave it."""
    code = re.sub(r"[\s\-./']", "", cell).upper()
    if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{5}", code):
        said = answered(
            "short_ori",
            _("Some ORIs have seven characters; an ORI has nine. Do two zeros belong behind them?"),
            (("zeros", _("Yes, add two zeros")), (LEAVE_BLANK, _("No, import without an ORI"))),
            answers,
        )
        return f"{code}00" if said == "zeros" else ""
    try:
        ori_validator(code)
    except ValidationError as error:
        raise Bad(str(error.message)) from None
    return code


def read_kind(cell: str, name: str, answers: Answers) -> str:
    """The type of agency by a cell of its own, where that is blank by its name."""
    if not cell or is_nothing(cell):
        return named_kind(name)
    words = folded(cell)
    if words in {"county", "county agency"}:
        return str(Agency.Kind.SHERIFF if named_kind(name) == Agency.Kind.SHERIFF else Agency.Kind.COUNTY)
    known = _KINDS.get(words)
    if known is None:
        return answered(
            f"kind:{words}",
            _("Which type of agency is “%(kind)s”?") % {"kind": cell[:80]},
            tuple((str(value), str(label)) for value, label in Agency.Kind.choices),
            answers,
            proposed=named_kind(name),
        )
    return str(known)


def named_kind(name: str) -> str:
    """The type of agency that a name speaks of."""
    words = folded(name).split()
    several = set(words)
    for telling, kind in _NAMED_KINDS:
        if several & set(telling.split()):
            return str(kind)
    if "state" in several and several & {"police", "patrol"}:
        return str(Agency.Kind.STATE)
    return str(Agency.Kind.COUNTY if "county" in several and "police" in several else Agency.Kind.MUNICIPAL)


def read_email(cell: str, line: str, answers: Answers) -> tuple[str, str]:
    """The address, and the name that stands around it. Of several, a person says which is the coordinator's."""
    found = list(dict.fromkeys(tidy_address(one) for one in _ADDRESS.findall(cell.replace("mailto:", " "))))
    if not found:
        raise Bad(_("“%(cell)s” isn't an email address; write one, or leave it blank.") % {"cell": cell[:80]})
    for address in found:
        try:
            validate_email(address)
        except ValidationError:
            raise Bad(
                _("“%(cell)s” isn't an email address; write one, or leave it blank.") % {"cell": address}
            ) from None
    if len(found) > 1:
        choices = (*((one, one) for one in found), (LEAVE_BLANK, _("None of them: leave it blank")))
        text = _("Line %(line)s has several addresses. Which one is the coordinator's?") % {"line": line}
        said = answered(f"email:{line}", text, choices, answers)
        return ("" if said == LEAVE_BLANK else said), ""
    around = cell[: cell.find("<")] if "<" in cell else ""
    return found[0], " ".join(around.strip(" \"'").split())


def read_sworn(cell: str, answers: Answers) -> int | None:
    """A whole number of officers. What counts full-time and part-time apart is asked about."""
    text = " ".join(cell.split())
    parts = _PARTS.fullmatch(text)
    if parts is not None:
        said = answered(
            "sworn_parts",
            _(
                "Some agencies count full-time and part-time officers apart, such as “%(cell)s”. What is imported?"
            )
            % {"cell": text},
            (
                ("add", _("Full-time and part-time officers together")),
                ("full_time", _("Full-time officers alone")),
                (LEAVE_BLANK, _("Leave the number blank")),
            ),
            answers,
        )
        full, part = int(parts["full"]), int(parts["part"])
        return (
            _in_range(cell, full + part)
            if said == "add"
            else _in_range(cell, full)
            if said == "full_time"
            else None
        )
    text = re.sub(r"\s*(?:sworn|officers?|sworn officers?)$|\.0+$", "", text, flags=re.IGNORECASE)
    if not _NUMBER.fullmatch(text):
        raise Bad(
            _("“%(cell)s” isn't a number of officers; write a whole number, or leave it blank.")
            % {"cell": cell[:40]}
        )
    return _in_range(cell, int(text.replace(",", "")))


def answered(
    id: str, text: str, choices: tuple[tuple[str, str], ...], answers: Answers, proposed: str = ""
) -> str:
    """The answer to a question; raises `Asked` where there is none yet, or none of the choices."""
    said = answers.get(id, "")
    if said not in {value for value, _label in choices}:
        raise Asked(id, text, choices, proposed)
    return said


def _in_range(cell: str, number: int) -> int | None:
    if number > _MOST_SWORN:
        raise Bad(
            _("“%(cell)s” is more officers than any agency has; correct it, or leave it blank.")
            % {"cell": cell[:40]}
        )
    # No agency has none: in exports a zero stands for "not known".
    return number or None
