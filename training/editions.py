"""By which edition of the rule an agency's officers are judged on these pages, and what all editions count alike.

The pledge says it, and pledges stand above the training: they hand over how to look it up when the apps are ready.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.checks import CheckMessage, Error, register

from agencies.models import Agency
from compliance.editions import EDITIONS, Edition, Track, TrackRule, edition_by_code, edition_on

_look_up: list[Callable[[Agency], str | None]] = []


def use(look_up: Callable[[Agency], str | None]) -> None:
    """Look editions up by this function: from the agency to the edition's code, None without a pledge."""
    _look_up[:] = [look_up]


def edition_of(agency: Agency, as_of: date) -> Edition:
    """The edition of the agency's pledge; without one, the edition in force on ``as_of``."""
    code = _look_up[0](agency) if _look_up else None
    return edition_by_code(code) if code else edition_on(as_of)


def tracks() -> Mapping[Track, TrackRule]:
    """What each track asks of a course."""
    return next(iter(EDITIONS.values())).tracks


def never_equivalent() -> frozenset[str]:
    """The catalogue codes that no approval turns into training of either track."""
    return next(iter(EDITIONS.values())).never_equivalent


def least_hours(track: str) -> int:
    """The hours that a course of this track has at least."""
    return tracks()[Track(track)].least_hours


@register()
def editions_count_alike(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The figures of all agencies are counted once for every edition, so none may differ in what counts as trained."""
    del app_configs, kwargs
    return [*differences(EDITIONS.values())]


def differences(editions: Iterable[Edition]) -> list[Error]:
    """An error for each edition that counts other training than the first."""
    first, *others = editions
    return [
        Error(
            f"The edition {other.code} counts other training than {first.code}, and the figures are counted once for all.",
            hint="Give training/figures.py and AgencyFigures columns for each way of counting first.",
            id="training.E001",
        )
        for other in others
        if (other.tracks, other.never_equivalent) != (first.tracks, first.never_equivalent)
    ]
