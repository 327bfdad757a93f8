"""The settings of production, with the measured empty view among the addresses."""

from onemind.settings.production import *  # noqa: F403

ROOT_URLCONF = "bench.empty"
