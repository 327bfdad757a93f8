"""A training matrix: officers as rows, courses as columns. Which columns belong to one course, and what each tells of it.

A heading is a course's title and a part ("CIT Hours", "Date of MHFA", "MHFA 2022"), or a part alone beside a titled column.
Only words that name a part are taken off a title: "CIT refresher" and "CIT instructor" stay what they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from roster_import.reading.words import is_title, says_result
from training.course_titles import fold, signs_of

# How a column of a matrix is written in a mapping: ``taken:PART:NUMBER:TITLE``, the title folded.
TAKEN = "taken:"
DATE, HOURS, RESULT, ROLE, EXPIRES, CERTIFICATE = "date", "hours", "result", "role", "expires", "certificate"
OTHER = "other"

_PARTS: dict[str, tuple[str, ...]] = {
    HOURS: tuple(
        (
            "hours, hrs, hr, hour, minutes, mins, duration min, duration mins, duration minutes, length minutes, "
            "credit hours, credit hrs, contact hours, total hours, course hours, training "
            "hours, hours completed, hours attended, length, course length, duration, class hours, number of "
            "hours, hours earned, credits"
        ).split(", ")
    ),
    RESULT: tuple(
        (
            "status, result, results, outcome, grade, score, pass fail, completion status, course status, "
            "attended, attendance, passed, pass, p f, training status, final grade, disposition, state, "
            "standing"
        ).split(", ")
    ),
    ROLE: tuple(
        (
            "role, participation, capacity, attended as, participant type, attendee type, participation type, "
            "involvement, function"
        ).split(", ")
    ),
    EXPIRES: tuple(
        (
            "expires, expires on, expiration, expiration date, expiry, expiry date, exp, exp date, valid until, "
            "valid thru, valid through, valid to, renewal, renewal date, recertification due, recert due, "
            "recert date, due, due date, renew by, cert expires, certification expires, expire, expire date, "
            "good through, good until, recertify by, next due"
        ).split(", ")
    ),
    CERTIFICATE: tuple(
        (
            "certificate number, cert number, cert no, certificate no, certificate id, cert id, certification "
            "number, number"
        ).split(", ")
    ),
    OTHER: tuple(
        (
            "instructor, instructors, trainer, taught by, location, provider, vendor, notes, note, comments, "
            "comment, remarks, class number, class id, course number, course id, source, site, place, academy"
        ).split(", ")
    ),
    DATE: tuple(
        (
            "date, dates, date completed, completed, completed on, completion date, date of completion, taken, "
            "date taken, trained, date trained, training date, certified, certified on, date certified, "
            "certification date, completion, complete, cert date, certification, cert, certificate, course "
            "date, class date, issued, date issued, issue date, date attended, last completed, last date, end "
            "date, day, last taken, earned, date earned, dt, training"
        ).split(", ")
    ),
}
_PHRASES = {phrase: part for part, phrases in _PARTS.items() for phrase in phrases}
_LONGEST = max(len(phrase.split()) for phrase in _PHRASES)
_HOUR_WORDS = frozenset("hours hrs hour hr credits minutes mins min".split())
# Hours that may be all of a person's, of a year or of several courses, where they stand once in a table.
_OF_ANYTHING = frozenset(
    {"total hours", "training hours", "number of hours", "hours completed", "hours earned", "credits"}
)
# The first day of a class is a part of the course, as "part 1" is; "date 1" and "class date 1" are when it was taken.
_PART_OF_A_CLASS = frozenset({"day"})
_PERIOD = re.compile(r"(?:19|20)\d\d|fy ?(?:19|20)?\d\d")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a matrix: the course's title as folded words ("" for a part alone), the part, and a year in it."""

    title: str
    part: str
    period: str = ""


def key_of(title: str, part: str, number: int) -> str:
    """How a mapping writes a column."""
    return f"{TAKEN}{part}:{number}:{title}"


def parsed(key: str) -> tuple[str, int, str]:
    """Part, number and title of a column that `key_of` wrote."""
    _taken, part, number, title = key.split(":", 3)
    return part, int(number), title


def headings_of(heading: str, names: frozenset[str]) -> list[Heading]:
    """What a heading may be, the likeliest first. ``names`` are the folded names of courses, which stay whole."""
    words = fold(heading).split()
    periods = [word for word in words if _PERIOD.fullmatch(word)]
    if len(periods) == 1 and len(words) > 1:
        words = [word for word in words if word not in periods]
    period = periods[0] if periods and len(words) else ""
    whole = " ".join(words)
    found = []
    signs = list(signs_of(heading))
    if whole in _PHRASES:
        found.append(Heading("", _PHRASES[whole], period))
    elif whole not in names:
        found += [_signed(one, signs, words) for one in _split(words, period)]
    found.append(_signed(Heading(whole, DATE, period), signs, words))
    return found


def _signed(heading: Heading, signs: list[str], words: list[str]) -> Heading:
    """A heading whose title has the heading's signs: "MHFA?" isn't "MHFA", but "MHFA completed?" asks whether it was."""
    title = heading.title.split()
    if len(title) < len(words) and title == words[: len(title)]:
        signs = [sign for sign in signs if sign != "question mark"]
    return replace(heading, title=" ".join([*title, *signs])) if title else heading


def _split(words: list[str], period: str) -> Iterator[Heading]:
    """The longest phrase at the end, or at the beginning, that names a part."""
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        title, last = words[:-length], words[-length:]
        # "CIT 40 hours" is a title: the number belongs to the hours.
        if " ".join(last) in _PHRASES and not title[-1].isdigit():
            yield Heading(" ".join(title), _PHRASES[" ".join(last)], period)
            return
        # "CIT date 2" is the second date.
        before = " ".join(last[:-1])
        if last[-1].isdigit() and before in _PHRASES and before not in _PART_OF_A_CLASS and len(last[-1]) < 3:
            yield Heading(" ".join(title), _PHRASES[" ".join(last[:-1])], last[-1])
            return
    for length in range(min(_LONGEST + 1, len(words) - 1), 0, -1):
        first = words[:length]
        if first[-1] in {"of", "for"} and length > 1:
            first = first[:-1]
        if " ".join(first) in _PHRASES and _PHRASES[" ".join(first)] != OTHER and not words[length].isdigit():
            yield Heading(" ".join(words[length:]), _PHRASES[" ".join(first)], period)
            return


def days_share(column: dict[str, Any]) -> float:
    """The share of filled cells that are days, cells counted and not different values."""
    return float(sum(column["day_cells"]) / column["filled"]) if column["filled"] else 0.0


def hours_share(column: dict[str, Any]) -> float:
    """The share of filled cells that are numbers of hours."""
    return float(column["hour_cells"] / column["filled"]) if column["filled"] else 0.0


def results_share(column: dict[str, Any]) -> float:
    """The share of filled cells that say how a training ended, or in which role someone was there."""
    values = column["values"]
    if values is None or not column["filled"]:
        return 0.0
    return float(sum(times for value, times in values if says_result(fold(value))) / column["filled"])


def titles_share(column: dict[str, Any]) -> float:
    """The share of filled cells that are ranks or job titles."""
    values = column["values"]
    if values is None or not column["filled"]:
        return 0.0
    return float(sum(times for value, times in values if is_title(fold(value))) / column["filled"])


def grouped(columns: list[dict[str, Any]], free: list[int], names: frozenset[str]) -> dict[int, str]:
    """The columns of a matrix among those that are ``free``: index -> key.

    A part without a title belongs to the titled column right before it, where every titled column is followed by the same
    parts; else it is left to be asked about, as are "Total Hours" beside the only course. A column's cells decide between
    its day and the rest.
    """
    read: dict[int, Heading] = {}
    for index in free:
        if found := _best(columns[index], names):
            read[index] = found
    _unlike_days(columns, read)
    found_keys: dict[int, str] = {}
    numbers: dict[tuple[str, str], int] = {}
    titled: int | None = None
    follows: dict[int, list[int]] = {}
    for index in sorted(read):
        heading = read[index]
        if heading.title:
            number = numbers[heading.title, heading.part] = numbers.get((heading.title, heading.part), 0) + 1
            found_keys[index] = key_of(heading.title, heading.part, number)
            if heading.part == DATE:
                titled = index
                follows[index] = []
        elif titled is not None and (index - 1 == titled or index - 1 in follows[titled]):
            follows[titled].append(index)
    if len(follows) == 1:
        follows = {
            first: [index for index in several if fold(columns[index]["heading"]) not in _OF_ANYTHING]
            for first, several in follows.items()
        }
    patterns = {tuple(read[index].part for index in several) for several in follows.values()}
    if len(patterns) == 1:
        for first, several in follows.items():
            _part, number, title = parsed(found_keys[first])
            seen: set[str] = set()
            for index in several:
                part = read[index].part
                if part not in seen and key_of(title, part, number) not in found_keys.values():
                    found_keys[index] = key_of(title, part, number)
                seen.add(part)
    return _beside_their_days(found_keys)


def _unlike_days(columns: list[dict[str, Any]], read: dict[int, Heading]) -> None:
    """Beside a column with the days of a course, another one of the same title without any says how it ended."""
    with_days = {
        heading.title
        for index, heading in read.items()
        if heading.part == DATE and heading.title and days_share(columns[index]) > 0
    }
    for index, heading in list(read.items()):
        column = columns[index]
        if heading.part != DATE or not column["filled"] or days_share(column) > 0:
            continue
        if hours_share(column) > 0.5 and _HOUR_WORDS & set(heading.title.split()):
            # "CIT hours required" with numbers below is asked about.
            del read[index]
        elif heading.title in with_days:
            read[index] = Heading(heading.title, RESULT, heading.period)
        elif any(set(title.split()) < set(heading.title.split()) for title in with_days):
            # "CIT finished?" with words below is no course of its own: it is asked about.
            read[index] = Heading(heading.title, RESULT, heading.period)


def _beside_their_days(found: dict[int, str]) -> dict[int, str]:
    """Parts by the titles that have days: "CIT final result" belongs to "CIT". What belongs to none is left to be asked."""
    titles = {parsed(key)[2] for key in found.values() if parsed(key)[0] in {DATE, EXPIRES}}
    settled = {index: key for index, key in found.items() if parsed(key)[2] in titles}
    for index, key in found.items():
        part, _number, title = parsed(key)
        if title in titles:
            continue
        words = set(title.split())
        near = [one for one in titles if set(one.split()) <= words or words <= set(one.split())]
        if len(near) == 1 and key_of(near[0], part, 1) not in settled.values():
            settled[index] = key_of(near[0], part, 1)
    return settled


def _best(column: dict[str, Any], names: frozenset[str]) -> Heading | None:
    """What a column is, by its heading and then by its cells; nothing where the two don't agree."""
    for heading in headings_of(column["heading"], names):
        days = days_share(column)
        if heading.part == DATE and not heading.title and not days and column["filled"]:
            continue
        if heading.part == OTHER and days > 0.5:
            # "CIT instructor" above days is a course of its own.
            continue
        if heading.part in {HOURS, RESULT, ROLE} and days > 0.5:
            # "CIT Status" above days is their day.
            return Heading(heading.title, DATE, heading.period) if heading.title else None
        if heading.part == CERTIFICATE and days > 0.5:
            return Heading(heading.title, DATE, heading.period)
        return heading
    return None
