"""The bands of agency size that the register's filters offer. Peers are matched by the same ones."""

from agencies.sizes import SIZE_BANDS, SizeBand, band_of

__all__ = ["SIZE_BANDS", "SizeBand", "band_of"]
