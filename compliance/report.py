"""What the engine says: findings, warnings, a verdict, and their JSON."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from compliance.editions import PRACTICES
from compliance.json_shapes import Shape, choice, day, flag, many, one_of, plain, text, whole
from compliance.json_text import parse


class Verdict(StrEnum):
    """The outcome. Without a single sworn officer there is nothing to judge, and that is never a pass."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSABLE = "not_assessable"


class WarningCode(StrEnum):
    """What a reader should know beside the findings, in the order of the report."""

    PENDING_EQUIVALENCY = "pending_equivalency"
    HOURS_SHORT = "hours_short"
    LAPSED_CIT = "lapsed_cit"
    LAPSED_MHFA = "lapsed_mhfa"
    RECORDED_DELIVERY = "recorded_delivery"
    ON_LEAVE = "on_leave"
    EXCLUDED = "excluded"
    ROSTER_BELOW_DECLARED = "roster_below_declared"
    ROSTER_ABOVE_DECLARED = "roster_above_declared"


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement's outcome: say "``actual`` of ``out_of``", and what is short of ``needed``.

    ``requirement`` is the key of a practice. For training the three are heads; for others they are entries, ``needed`` is 1
    and ``out_of`` is how many are recorded. ``if_pending_approved`` is ``actual`` as it would be if every pending course
    were approved.
    """

    requirement: str
    met: bool
    actual: int
    needed: int
    out_of: int
    shortfall: int
    if_pending_approved: int

    @property
    def percent(self) -> int:
        """``actual`` of ``out_of`` in whole per cent, floored."""
        return floored_percent(self.actual, self.out_of)

    @property
    def met_if_pending_approved(self) -> bool:
        """Whether approving what is pending would be enough. What is met already stays met; zero heads never are."""
        return self.met or (self.out_of > 0 and self.if_pending_approved >= self.needed)


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to know that decides nothing: ``count`` officers (or heads, for the roster warnings), and which.

    ``refs`` are officers' refs, each once, sorted by code point; empty for the two roster warnings, whose ``count`` is
    the difference between declared and listed.
    """

    code: WarningCode
    count: int
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The judgement of one set of facts. ``verdict`` covers all requirements, ``training`` the training ones."""

    edition: str
    as_of: date
    verdict: Verdict
    training: Verdict
    sworn: int
    self_reported: bool
    findings: tuple[Finding, ...]
    warnings: tuple[Warning, ...]

    @property
    def met(self) -> bool:
        """Whether everything is met."""
        return self.verdict is Verdict.MET

    @property
    def met_if_pending_approved(self) -> bool:
        """Whether everything would be met if every pending course were approved."""
        return all(finding.met_if_pending_approved for finding in self.findings)

    def finding(self, requirement: str) -> Finding:
        """The finding of one requirement; raises KeyError where the edition has no such requirement."""
        for finding in self.findings:
            if finding.requirement == requirement:
                return finding
        raise KeyError(requirement)

    def warning(self, code: WarningCode) -> Warning | None:
        """The warning of one code, if it was given."""
        return next((warning for warning in self.warnings if warning.code == code), None)

    def to_data(self) -> dict[str, Any]:
        """The report as plain JSON values, keys in the documented order."""
        data: dict[str, Any] = plain(self)
        return data

    def to_json(self, indent: int | None = None) -> str:
        """The report as JSON text in ASCII: one compact line, or indented."""
        return json.dumps(self.to_data(), indent=indent, separators=None if indent else (",", ":"))

    @classmethod
    def from_data(cls, data: Any) -> "Report":
        """Read what `to_data` gave, strictly; raises `Refused` naming each place."""
        return _REPORT(data)

    @classmethod
    def from_json(cls, source: str | bytes) -> "Report":
        """Read what `to_json` gave, strictly; raises `Refused` naming each place."""
        return _REPORT(parse(source))


def floored_percent(part: int, total: int) -> int:
    """``part`` of ``total`` in whole per cent, floored and never rounded: 249 of 250 is 99, 50 of 251 is 19.

    Nothing of nothing is 0. Raises ValueError for what can't be a part.
    """
    if not 0 <= part <= total:
        raise ValueError(f"{part} isn't a part of {total}")
    return part * 100 // total if total else 0


_REPORT: Shape[Report] = Shape(
    Report,
    ("edition", text),
    ("as_of", day),
    ("verdict", choice(Verdict)),
    ("training", choice(Verdict)),
    ("sworn", whole),
    ("self_reported", flag),
    (
        "findings",
        many(
            Shape(
                Finding,
                ("requirement", one_of(PRACTICES)),
                ("met", flag),
                ("actual", whole),
                ("needed", whole),
                ("out_of", whole),
                ("shortfall", whole),
                ("if_pending_approved", whole),
            )
        ),
    ),
    (
        "warnings",
        many(Shape(Warning, ("code", choice(WarningCode)), ("count", whole), ("refs", many(text)))),
    ),
)
