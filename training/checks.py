"""A system check: that one count of the training serves every edition of the rule."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, register

from compliance.editions import EDITIONS, Edition


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
