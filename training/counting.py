"""What counts as trained, in every edition of the rule alike: `training.checks` lets none start that differ."""

from collections.abc import Mapping

from compliance.editions import EDITIONS, Track, TrackRule


def tracks() -> Mapping[Track, TrackRule]:
    """What each track asks of a course."""
    return next(iter(EDITIONS.values())).tracks


def never_equivalent() -> frozenset[str]:
    """The catalogue codes that no approval turns into training of either track."""
    return next(iter(EDITIONS.values())).never_equivalent


def least_hours(track: str) -> int:
    """The hours that a course of this track has at least."""
    return tracks()[Track(track)].least_hours
