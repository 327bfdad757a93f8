"""The kinds of test. What a test needs of the training is a `Tally`, so that a roster and head counts are tested alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.editions import Edition, Share, Track
from compliance.facts import Facts
from compliance.practices import Entries, Practice, Trained
from compliance.report import Finding

Tracks = frozenset[Track]


@dataclass(frozen=True, slots=True)
class Tally:
    """The sworn strength, and how many heads of it hold exactly which tracks; people who hold none aren't listed."""

    sworn: int
    holding: Mapping[Tracks, int]
    holding_if_approved: Mapping[Tracks, int]


def judge(practice: Practice, edition: Edition, facts: Facts, tally: Tally) -> Finding:
    """One practice's outcome, by the kind of requirement that it is."""
    match practice.kind:
        case Entries() as kind:
            return _judge_entries(practice.key, len(kind.in_place(facts)), len(kind.all_of(facts)))
        case Trained():
            return _judge_share(practice.key, edition.shares[practice.key], tally)


def is_training(practice: Practice) -> bool:
    """Whether the report's ``training`` verdict covers a practice."""
    return isinstance(practice.kind, Trained)


def _judge_share(key: str, share: Share, tally: Tally) -> Finding:
    """A share of the sworn strength holds at least one of the share's tracks. No one to train is never a pass."""
    actual = _holders(tally.holding, share.tracks)
    needed = share.needed(tally.sworn)
    return Finding(
        requirement=key,
        met=tally.sworn > 0 and actual >= needed,
        actual=actual,
        needed=needed,
        out_of=tally.sworn,
        shortfall=max(0, needed - actual),
        if_pending_approved=_holders(tally.holding_if_approved, share.tracks),
    )


def _judge_entries(key: str, good: int, recorded: int) -> Finding:
    return Finding(
        requirement=key,
        met=good >= 1,
        actual=good,
        needed=1,
        out_of=recorded,
        shortfall=max(0, 1 - good),
        if_pending_approved=good,
    )


def _holders(holding: Mapping[Tracks, int], tracks: Tracks) -> int:
    return sum(heads for held, heads in holding.items() if held & tracks)
