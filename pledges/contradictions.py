"""Numbers in an agency's own words that say something else than the claims of the same letter.

The claims are made of the records; free words are typed, and stay when the records change. A number is looked at where the
sentence is about sworn officers, or about officers and one of the trainings, and named when no claim has it. Numbers that the
portal can't know (hours, pages, orders, years, calls) are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from compliance.editions import edition_by_code
from compliance.report import Finding, Report, floored_percent

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 20 + 10 * number for number, word in enumerate(_TENS)
}
_SPELLED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)})"
_NUMBER = rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{_SPELLED})"
_PEOPLE = (
    r"(?:sworn|officers?|deput(?:y|ies)|troopers?|sergeants?|personnel|members?|patrol(?:men|women)?|police)"
)
_ADJECTIVES = (
    r"(?:(?:full[- ]time|part[- ]time|sworn|our|the|active|patrol|police|law|enforcement|eligible)\s+){0,3}"
)
_OTHERS = re.compile(r"non-?sworn|civilian|dispatch|unsworn|professional staff", re.IGNORECASE)
# What a number is of when it isn't people: the word after it, or the word before it.
_OF_THINGS = re.compile(
    r"^\s*-?\s*(?:hours?|hrs?|days?|weeks?|months?|years?|minutes?|a\.m|p\.m)\b", re.IGNORECASE
)
_TOTAL = re.compile(rf"(?<![\w.,%-]){_NUMBER}(?![\w%-])\s+{_ADJECTIVES}{_PEOPLE}\b", re.IGNORECASE)
_PART = re.compile(
    rf"(?<![\w.,%-]){_NUMBER}(?![\w%-])\s+(?:out\s+)?of\s+(?:our|the|its|these|those|all|them|\d|{_SPELLED})",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(?:\bof\s+(?:our|the|its|all|a total of)|(?:\d|\b{_SPELLED})\s+(?:out\s+)?of)\s+{_NUMBER}(?![\w%-])"
    rf"(?:\s+{_ADJECTIVES}{_PEOPLE})?",
    re.IGNORECASE,
)
_HOLDERS = re.compile(
    rf"(?<![\w.,%-]){_NUMBER}(?![\w%-])\s+(?:holds?|ha(?:ve|s)|are|is|completed|took|finished|received|earned|passed)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\w.,])(?P<number>\d{1,3})(?:\.\d+)?\s*(?:%|percent\b|per cent\b)", re.IGNORECASE)
_COUNT = _NUMBER.replace("?P<number>", "?:")
_EVERYONE = re.compile(
    rf"\b(?:all|every|each)\b(?:\s+of)?\s+(?:{_COUNT}\s+(?:(?:out\s+)?of\s+(?:our\s+|the\s+)?(?:{_COUNT}\s+)?)?)?"
    rf"{_ADJECTIVES}{_PEOPLE}\b",
    re.IGNORECASE,
)
# The agency as a whole before the number, and the end of the clause after the people.
_AGENCY_HAS = re.compile(
    r"(?:\b(?:agency|department|office|force|we)\b[^.;,]{0,30}\b(?:has|have|employs?|is made up of|consists of)"
    r"|\b(?:total|strength|force|department|agency) of|'s)\s+$",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:)]|and\b|$)")
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|by|during|from|until|through|of|year|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|\d{1,2},)\s+$",
    re.IGNORECASE,
)
_CRISIS = re.compile(
    r"\bCIT\b|\bCRIT\b|crisis[- ]intervention|crisis response and intervention", re.IGNORECASE
)
_AID = re.compile(r"\bMHFA\b|first[- ]aid", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number in free words, the sentence that has it, and what the records say instead, in words."""

    said: str
    sentence: str
    records: str

    @property
    def text(self) -> str:
        """The whole in a sentence: "Your words say 18; the records have 20 sworn officers."."""
        return _("Your own words say “%(said)s”; the records have %(records)s.") % {
            "said": self.said,
            "records": self.records,
        }


def contradictions(words: str, report: Report, known: Iterable[int] = ()) -> tuple[Contradiction, ...]:
    """Every number of these words that contradicts the report, in order, each once; ``known`` are other figures of the letter.

    With no sworn officer there is nothing to compare with.
    """
    if report.sworn == 0:
        return ()
    figures = {finding.requirement: finding for finding in report.findings}
    shares = edition_by_code(report.edition).shares.values()
    asked = frozenset(100 * share.numerator // share.denominator for share in shares)
    found: dict[tuple[str, str], Contradiction] = {}
    for sentence in filter(None, map(str.strip, _SENTENCES.split(words))):
        if _OTHERS.search(sentence):
            continue
        for said, records in _of_sentence(sentence, report.sworn, figures, frozenset(known), asked):
            found.setdefault((said.casefold(), records), Contradiction(said, sentence, records))
    return tuple(found.values())


def _of_sentence(
    sentence: str,
    sworn: int,
    figures: dict[str, Finding],
    known: frozenset[int],
    asked: frozenset[int],
) -> Iterator[tuple[str, str]]:
    topics = [
        figures[key]
        for key, pattern in (("crisis_intervention", _CRISIS), ("first_aid", _AID))
        if key in figures and pattern.search(sentence)
    ]
    total = _("%(sworn)s sworn officers") % {"sworn": sworn}
    told = "; ".join(
        _("%(actual)s of %(out_of)s trained") % {"actual": one.actual, "out_of": one.out_of} for one in topics
    )
    parts = {match.start("number") for match in _PART.finditer(sentence)}
    wholes = {match.start("number") for match in _WHOLE.finditer(sentence)}
    trained = {figure for one in topics for figure in (one.actual, one.needed, one.shortfall)} | known
    if len(figures) > 1 and {"crisis_intervention", "first_aid"} <= figures.keys():
        trained.add(figures["first_aid"].actual - figures["crisis_intervention"].actual)
    for match in _numbers(sentence, [_TOTAL, _PART, _WHOLE, *([_HOLDERS] if topics else [])]):
        number, at = _value(match["number"]), match.start("number")
        if at in wholes and at not in parts:
            if number != sworn and number not in trained:
                yield match["number"], total
        elif topics:
            # All of them is a part too: "40 of 40 have CIT".
            allowed = trained if at in parts else trained | {sworn}
            if number not in allowed:
                yield match["number"], told
        elif number != sworn and _is_total(sentence, match):
            yield match["number"], total
    if topics:
        percents = {floored_percent(one.actual, one.out_of) for one in topics}
        percents |= {-(-100 * one.needed // one.out_of) for one in topics} | asked
        everyone = any(one.actual == one.out_of for one in topics)
        for match in _PERCENT.finditer(sentence):
            said = int(match["number"])
            if said not in percents or (said == 100 and not everyone):
                yield match[0], told
        # Everyone is more than was counted, unless first aid is in the sentence and covers them.
        whole = _EVERYONE.search(sentence)
        if (
            whole
            and not everyone
            and not re.search(r"\bother\b|\bremaining\b|\brest\b", sentence, re.IGNORECASE)
        ):
            yield whole[0], told


def _numbers(sentence: str, patterns: list[re.Pattern[str]]) -> list[re.Match[str]]:
    """The numbers that count people, in order, each once."""
    found: dict[int, re.Match[str]] = {}
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            after = sentence[match.end("number") :]
            if not _OF_THINGS.match(after) and not _is_year(
                sentence[: match.start("number")], match["number"]
            ):
                found.setdefault(match.start("number"), match)
    return [found[start] for start in sorted(found)]


def _is_total(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number is of the agency's officers as a whole: they are called sworn, or the agency has that many."""
    if re.search(r"\bsworn\b", match[0], re.IGNORECASE):
        return True
    before, after = sentence[: match.start("number")], sentence[match.end() :]
    return bool(_AGENCY_HAS.search(before) and _CLAUSE_ENDS.match(after))


def _is_year(before: str, number: str) -> bool:
    return number.isdigit() and 1900 <= int(number) <= 2100 and bool(_BEFORE_YEAR.search(before))


def _value(number: str) -> int:
    digits = number.replace(",", "")
    if digits.isdigit():
        return int(digits)
    return sum(_WORDS[word] for word in re.split(r"[- ]", number.lower()))
