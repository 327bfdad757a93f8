"""By which edition of the rule an agency's officers are judged on these pages.

The pledge says it, and pledges stand above the training: they hand over how to look it up when the apps are ready.
"""

from collections.abc import Callable
from datetime import date

from agencies.models import Agency
from compliance.editions import Edition, edition_by_code, edition_on

_look_up: list[Callable[[Agency], str | None]] = []


def use(look_up: Callable[[Agency], str | None]) -> None:
    """Look editions up by this function: from the agency to the edition's code, None without a pledge."""
    _look_up[:] = [look_up]


def edition_of(agency: Agency, as_of: date) -> Edition:
    """The edition of the agency's pledge; without one, the edition in force on ``as_of``."""
    code = _look_up[0](agency) if _look_up else None
    return edition_by_code(code) if code else edition_on(as_of)
