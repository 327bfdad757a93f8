"""Dated rule sets: the only file that holds the rule's numbers.

The wording of the pledge changed over the years. A pledge keeps the edition it was made under; an agency may opt in to
a newer one and is never moved silently. So a change of the rule is one more `Edition` here, and none is ever edited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from compliance.practices import (
    CRISIS_INTERVENTION,
    FIRST_AID,
    FIRST_AID_FOR_ALL,
    PARTNERSHIP,
    POLICY,
    Entries,
    Practice,
)


class Track(StrEnum):
    """What a course can count for."""

    CIT = "cit"  # crisis intervention: CIT, CRIT or an approved equivalent
    MHFA = "mhfa"  # mental-health first aid for public safety, or an approved equivalent
    NONE = "none"  # neither


@dataclass(frozen=True, slots=True)
class TrackRule:
    """What a course and its certificate need on one track. ``valid_months`` None: no end unless one is stated."""

    least_hours: int
    valid_months: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the sworn strength that must hold at least one of ``tracks``; kept as a fraction, never a float."""

    tracks: frozenset[Track]
    numerator: int
    denominator: int

    def needed(self, sworn: int) -> int:
        """The smallest whole number of heads that is at least this share of ``sworn``: the ceiling, in integers."""
        return -(-sworn * self.numerator // self.denominator)


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording of the rule: its practices in the order of the report, and the share that each trained one asks for.

    ``first_aid.tracks`` tells the editions apart: where it names both, crisis-intervention training alone covers an
    officer. ``never_equivalent`` are catalogue codes that no approval can turn into training of either track.
    """

    code: str
    in_force_from: date
    tracks: Mapping[Track, TrackRule]
    practices: tuple[Practice, ...]
    shares: Mapping[str, Share]
    never_equivalent: frozenset[str]
    guide_months: int
    limit_months: int

    @property
    def crisis_intervention(self) -> Share:
        """The share that is trained in crisis intervention."""
        return self.shares[CRISIS_INTERVENTION.key]

    @property
    def first_aid(self) -> Share:
        """The share that first aid covers."""
        return self.shares[FIRST_AID.key]

    def practice(self, key: str) -> Practice:
        """The practice called ``key``; KeyError where the edition has none of this name."""
        for practice in self.practices:
            if practice.key == key:
                return practice
        raise KeyError(key)

    def can_be_equivalent(self, course_code: str) -> bool:
        """Whether a course of this catalogue code could ever count. The whole code is compared, never words in it."""
        return course_code.upper() not in self.never_equivalent


class UnknownEdition(KeyError):
    """No edition has this code."""


_TRACKS = MappingProxyType(
    {
        # FAQ 2: "40-hour courses". A certificate has no end of its own in the sources.
        Track.CIT: TrackRule(least_hours=40, valid_months=None),
        # FAQ 1: "8-hour courses". Certificates of Mental Health First Aid run for three years.
        Track.MHFA: TrackRule(least_hours=8, valid_months=36),
    }
)
_A_FIFTH = Share(frozenset({Track.CIT}), numerator=20, denominator=100)


def _shares(first_aid: Share) -> Mapping[str, Share]:
    return MappingProxyType({CRISIS_INTERVENTION.key: _A_FIFTH, FIRST_AID.key: first_aid})


# FAQ 3 and 4, for first aid; too short for crisis intervention.
_NEVER_EQUIVALENT = frozenset({"ICAT", "QPR"})

EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        edition.code: edition
        for edition in (
            Edition(
                code="2016",
                in_force_from=date(2016, 10, 1),  # the launch, at the IACP's conference of October 2016
                tracks=_TRACKS,
                practices=(PARTNERSHIP, POLICY, CRISIS_INTERVENTION, FIRST_AID_FOR_ALL),
                shares=_shares(Share(frozenset({Track.MHFA}), numerator=1, denominator=1)),
                never_equivalent=_NEVER_EQUIVALENT,
                guide_months=12,
                limit_months=36,
            ),
            Edition(
                code="2022",
                in_force_from=date(
                    2022, 1, 1
                ),  # the day isn't in the sources; their notes were accessed in January 2022
                tracks=_TRACKS,
                practices=(PARTNERSHIP, POLICY, CRISIS_INTERVENTION, FIRST_AID),
                shares=_shares(Share(frozenset({Track.CIT, Track.MHFA}), numerator=1, denominator=1)),
                never_equivalent=_NEVER_EQUIVALENT,
                guide_months=12,
                limit_months=36,
            ),
        )
    }
)

# Every practice of any edition by its key, in the wording of the newest, and the lists of the facts that keep entries.
PRACTICES: Mapping[str, Practice] = MappingProxyType(
    {practice.key: practice for edition in EDITIONS.values() for practice in edition.practices}
)
EVIDENCE: Mapping[str, Entries] = MappingProxyType(
    {one.kind.evidence: one.kind for one in PRACTICES.values() if isinstance(one.kind, Entries)}
)

# What a facts file means that states no edition. It stays when a newer edition comes, so that old files keep theirs.
UNSTATED = "2022"


def edition_by_code(code: str) -> Edition:
    """The edition called ``code``; raises `UnknownEdition`."""
    try:
        return EDITIONS[code]
    except KeyError:
        raise UnknownEdition(code) from None


def edition_on(day: date) -> Edition:
    """The edition that a pledge taken on ``day`` is made under. Days before the launch get the first one."""
    in_order = sorted(EDITIONS.values(), key=lambda edition: edition.in_force_from)
    current = in_order[0]
    for edition in in_order[1:]:
        if edition.in_force_from <= day:
            current = edition
    return current
