"""The settings of production, with the measured empty view among the addresses."""

from onemind.settings.production import *  # noqa: F403

ROOT_URLCONF = "bench.empty"
# It started with the switch, since a measurement may run on SQLite; its pages are those of production.
INSECURE_FIRST_LOOK = False
