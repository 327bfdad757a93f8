"""Bands of agency size by sworn officers, so that like is compared with like and no exact figure is printed."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class SizeBand:
    """From ``least`` to ``most`` sworn officers, both included; no upper end without ``most``."""

    key: str
    least: int
    most: int | None
    label: str | Promise


SIZE_BANDS = (
    SizeBand("1-9", 0, 9, _("Up to 9 officers")),
    SizeBand("10-24", 10, 24, _("10 to 24 officers")),
    SizeBand("25-49", 25, 49, _("25 to 49 officers")),
    SizeBand("50-99", 50, 99, _("50 to 99 officers")),
    SizeBand("100-249", 100, 249, _("100 to 249 officers")),
    SizeBand("250-999", 250, 999, _("250 to 999 officers")),
    SizeBand("1000", 1000, None, _("1,000 officers or more")),
)


def band_of(sworn: int | None) -> SizeBand | None:
    """The band that a head count falls into; None without one."""
    if sworn is None:
        return None
    return next(band for band in SIZE_BANDS if band.most is None or sworn <= band.most)
