"""The desk's own words: what a warning is, for a reviewer, who judges and corrects nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compliance.report import Warning, WarningCode

WARNINGS: dict[WarningCode, str | Promise] = {
    WarningCode.PENDING_EQUIVALENCY: _("A course that waits for our decision on its equivalency"),
    WarningCode.HOURS_SHORT: _("Too few hours to count"),
    WarningCode.LAPSED_CIT: _("Crisis-intervention certificate past its date"),
    WarningCode.LAPSED_MHFA: _("First-aid certificate past its date"),
    WarningCode.RECORDED_DELIVERY: _("Trained by a recording alone"),
    WarningCode.ON_LEAVE: _("On leave, and counted"),
    WarningCode.EXCLUDED: _("Left out of the count, with a reason"),
    WarningCode.ROSTER_BELOW_DECLARED: _("Roster shorter than the declared strength"),
    WarningCode.ROSTER_ABOVE_DECLARED: _("Roster longer than the declared strength"),
}


def officers(count: int) -> str:
    """A number of officers in words."""
    return ngettext("%(count)s officer", "%(count)s officers", count) % {"count": count}


def warning(given: Warning) -> str:
    """A warning in a line: "Trained by a recording alone: 3 officers"."""
    return f"{WARNINGS[given.code]}: {officers(given.count)}"
