"""The kinds of test. What a test needs of the training is a `Tally`, so that a roster and head counts are tested alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from compliance.editions import Edition, Share, Track
from compliance.facts import Facts, Partnership, Policy
from compliance.report import Finding, Requirement

Tracks = frozenset[Track]


@dataclass(frozen=True, slots=True)
class Tally:
    """The sworn strength, and how many heads of it hold exactly which tracks; people who hold none aren't listed."""

    sworn: int
    holding: Mapping[Tracks, int]
    holding_if_approved: Mapping[Tracks, int]


class Test(Protocol):
    """One requirement of an edition."""

    @property
    def requirement(self) -> Requirement: ...

    @property
    def is_training(self) -> bool:
        """Whether the report's ``training`` verdict covers it."""
        ...

    def judge(self, facts: Facts, tally: Tally) -> Finding: ...


@dataclass(frozen=True, slots=True)
class ActivePartnership:
    """At least one partnership with a named organization, active at ``as_of``, its nature described."""

    requirement: Requirement = Requirement.PARTNERSHIP
    is_training: bool = False

    def judge(self, facts: Facts, tally: Tally) -> Finding:
        del tally
        good = sum(is_active_partnership(entry, facts.as_of) for entry in facts.partnerships)
        return _one_of(self.requirement, good, len(facts.partnerships))


@dataclass(frozen=True, slots=True)
class AdoptedPolicy:
    """At least one policy in force at ``as_of``, its main components stated."""

    requirement: Requirement = Requirement.POLICY
    is_training: bool = False

    def judge(self, facts: Facts, tally: Tally) -> Finding:
        del tally
        good = sum(is_policy_in_force(entry, facts.as_of) for entry in facts.policies)
        return _one_of(self.requirement, good, len(facts.policies))


@dataclass(frozen=True, slots=True)
class TrainedShare:
    """A share of the sworn strength holds at least one of the share's tracks. Nobody to train is never a pass."""

    requirement: Requirement
    share: Share
    is_training: bool = True

    def judge(self, facts: Facts, tally: Tally) -> Finding:
        del facts
        actual = _holders(tally.holding, self.share.tracks)
        needed = self.share.needed(tally.sworn)
        return Finding(
            requirement=self.requirement,
            met=tally.sworn > 0 and actual >= needed,
            actual=actual,
            needed=needed,
            out_of=tally.sworn,
            shortfall=max(0, needed - actual),
            if_pending_approved=_holders(tally.holding_if_approved, self.share.tracks),
        )


def requirements_of(edition: Edition) -> tuple[Test, ...]:
    """The tests of an edition, in the order of the report."""
    return (
        ActivePartnership(),
        AdoptedPolicy(),
        TrainedShare(Requirement.CRISIS_INTERVENTION, edition.crisis_intervention),
        TrainedShare(Requirement.FIRST_AID, edition.first_aid),
    )


def is_active_partnership(entry: Partnership, as_of: date) -> bool:
    """Whether a partnership counts: begun on or before ``as_of``, not ended by then, organization and nature stated.

    One that ended on ``as_of`` itself is over, as an officer who separated that day is out; one without a first day
    isn't known to have begun.
    """
    return bool(
        entry.started_on is not None
        and entry.started_on <= as_of
        and (entry.ended_on is None or entry.ended_on > as_of)
        and entry.organization.strip()
        and entry.nature.strip()
    )


def is_policy_in_force(entry: Policy, as_of: date) -> bool:
    """Whether a policy counts: adopted on or before ``as_of``, not retired by then, at least one component stated.

    One that was retired on ``as_of`` itself is out of force; one without a day of adoption is a draft.
    """
    return bool(
        entry.adopted_on is not None
        and entry.adopted_on <= as_of
        and (entry.retired_on is None or entry.retired_on > as_of)
        and any(component.strip() for component in entry.components)
    )


def _one_of(requirement: Requirement, good: int, recorded: int) -> Finding:
    return Finding(
        requirement=requirement,
        met=good >= 1,
        actual=good,
        needed=1,
        out_of=recorded,
        shortfall=max(0, 1 - good),
        if_pending_approved=good,
    )


def _holders(holding: Mapping[Tracks, int], tracks: Tracks) -> int:
    return sum(heads for held, heads in holding.items() if held & tracks)
