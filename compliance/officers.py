"""One officer at a time: who counts, what each holds, and who still needs what.

`assess` counts these, and the training pages list them, so the two can't disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.certificates import NOTHING, Holding, State, holdings
from compliance.editions import Edition, Track, edition_by_code
from compliance.facts import Facts, Officer


class LeftOut(StrEnum):
    """Why a person isn't in the sworn strength, the first that applies."""

    NOT_YET_HIRED = "not_yet_hired"
    SEPARATED = "separated"
    NOT_SWORN = "not_sworn"
    EXCLUDED = "excluded"


class Need(StrEnum):
    """What an officer still needs, or (with currency advisory) is recommended to take."""

    FIRST_AID = "first_aid"
    CIT_REFRESHER = "cit_refresher"
    MHFA_REFRESHER = "mhfa_refresher"


@dataclass(frozen=True, slots=True)
class OfficerStatus:
    """One person of the roster, in the roster's order.

    ``left_out`` None: the person is one head of the sworn strength. ``covered``: has what the edition's first-aid test
    asks of an officer. ``mhfa_matters`` is False where crisis-intervention training alone covers the officer, so that
    nothing about first aid is worth a warning. ``needs`` is empty for people who are left out.
    """

    ref: str
    left_out: LeftOut | None
    on_leave: bool
    cit: Holding
    mhfa: Holding
    covered: bool
    covered_if_approved: bool
    mhfa_matters: bool
    needs: tuple[Need, ...]

    @property
    def counted(self) -> bool:
        """Whether this is one head of the sworn strength."""
        return self.left_out is None


@dataclass(frozen=True, slots=True)
class NonSworn:
    """The selected non-sworn staff, their own figure (FAQ 6, 7): never in numerator or denominator of a test."""

    people: int
    cit: int
    mhfa: int
    trained: int


def officer_statuses(facts: Facts, edition: Edition | None = None) -> tuple[OfficerStatus, ...]:
    """Each person of the roster as judged at ``facts.as_of`` by ``edition`` (the facts' own by default).

    Counts-only facts have no roster, and give an empty tuple.
    """
    edition = edition or edition_by_code(facts.edition)
    held = holdings(facts, edition)
    either = Track.CIT in edition.first_aid.tracks
    result = []
    for officer in facts.officers:
        cit = held.get((officer.ref, Track.CIT), NOTHING)
        mhfa = held.get((officer.ref, Track.MHFA), NOTHING)
        result.append(_status(officer, facts.as_of, cit, mhfa, either))
    return tuple(result)


def non_sworn(people: Iterable[OfficerStatus]) -> NonSworn:
    """The figure of the selected non-sworn people among ``people``."""
    selected = [person for person in people if person.left_out is LeftOut.NOT_SWORN]
    return NonSworn(
        people=len(selected),
        cit=sum(person.cit.counts for person in selected),
        mhfa=sum(person.mhfa.counts for person in selected),
        trained=sum(person.cit.counts or person.mhfa.counts for person in selected),
    )


def _status(officer: Officer, as_of: date, cit: Holding, mhfa: Holding, either: bool) -> OfficerStatus:
    left_out = _left_out(officer, as_of)
    covered = mhfa.counts or (either and cit.counts)
    mhfa_matters = not (either and cit.counts)
    needs: list[Need] = []
    if left_out is None:
        if cit.state is State.LAPSED:
            needs.append(Need.CIT_REFRESHER)
        if mhfa.state is State.LAPSED and mhfa_matters:
            needs.append(Need.MHFA_REFRESHER)
        # Where currency is binding, refreshing what has lapsed covers the officer too, and is the shorter way.
        refresher_covers = mhfa.state is State.LAPSED or (either and cit.state is State.LAPSED)
        if not covered and not refresher_covers:
            needs.append(Need.FIRST_AID)
    return OfficerStatus(
        ref=officer.ref,
        left_out=left_out,
        on_leave=officer.on_leave_since is not None and officer.on_leave_since <= as_of,
        cit=cit,
        mhfa=mhfa,
        covered=covered,
        covered_if_approved=mhfa.counts_if_approved or (either and cit.counts_if_approved),
        mhfa_matters=mhfa_matters,
        needs=tuple(needs),
    )


def _left_out(officer: Officer, as_of: date) -> LeftOut | None:
    if officer.hired_on is not None and officer.hired_on > as_of:
        return LeftOut.NOT_YET_HIRED
    if officer.separated_on is not None and officer.separated_on <= as_of:
        return LeftOut.SEPARATED
    if not officer.sworn:
        return LeftOut.NOT_SWORN
    if officer.excluded_because is not None:
        return LeftOut.EXCLUDED
    return None
