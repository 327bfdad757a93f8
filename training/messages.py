"""The engine's words about officers as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compliance.certificates import Holding, State
from compliance.editions import Track
from compliance.officers import LeftOut, Need, OfficerStatus
from training.models import Course, Officer
from training.queries import OfficerRow

Words = str | Promise

NEEDS: dict[Need, Words] = {
    Need.FIRST_AID: gettext_lazy("Mental Health First Aid, or crisis-intervention training"),
    Need.CIT_REFRESHER: gettext_lazy("A refresher for crisis intervention"),
    Need.MHFA_REFRESHER: gettext_lazy("A refresher for Mental Health First Aid"),
}
CERTIFICATES: dict[Track, Words] = {
    Track.CIT: gettext_lazy("Crisis intervention"),
    Track.MHFA: gettext_lazy("Mental Health First Aid"),
}
LEFT_OUT: dict[LeftOut, Words] = {
    LeftOut.NOT_SWORN: gettext_lazy("Not sworn: shown as a figure of its own"),
    LeftOut.NOT_YET_HIRED: gettext_lazy("Not yet hired"),
    LeftOut.SEPARATED: gettext_lazy("Left the agency"),
    LeftOut.EXCLUDED: gettext_lazy("Left out of the count by the IACP"),
}
_STATES: dict[State, tuple[str, Words]] = {
    State.CURRENT: ("current", gettext_lazy("Trained")),
    State.LAPSED: ("expired", gettext_lazy("Lapsed")),
    State.PENDING: ("pending", gettext_lazy("If approved")),
    State.SHORT: ("not_started", gettext_lazy("Too few hours")),
    State.NONE: ("not_started", gettext_lazy("Not trained")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A status to draw: its kind, its words, and a note."""

    kind: str
    label: Words
    note: str = ""


def holding(held: Holding) -> Shown:
    """What an officer has on one track."""
    kind, label = _STATES[held.state]
    note = ""
    if held.expires_on is not None and held.state in {State.CURRENT, State.LAPSED}:
        note = (_("until %(day)s") if held.state is State.CURRENT else _("since %(day)s")) % {
            "day": date_format(held.expires_on, "DATE_FORMAT")
        }
    if held.counts and held.recorded:
        note = "; ".join(filter(None, [note, _("by a recording")]))
    return Shown(kind, label, note)


def verdict(person: OfficerStatus) -> Shown:
    """Whether this officer has what the pledge asks of them, in one word."""
    if person.left_out is not None:
        return Shown("optional", LEFT_OUT[person.left_out])
    if person.covered:
        return Shown("met", gettext_lazy("Covered"))
    if person.covered_if_approved:
        return Shown("pending", gettext_lazy("Covered if approved"))
    return Shown("not_met", gettext_lazy("Needs training"))


def needs(person: OfficerStatus, *, cit_covers: bool) -> list[Words]:
    """What the officer still needs. Where the edition wants first aid of everyone, CIT instead of it isn't offered."""
    words = dict(NEEDS)
    if not cit_covers:
        words[Need.FIRST_AID] = _("Mental Health First Aid")
    return [words[need] for need in person.needs]


def refreshers_needed(person: OfficerStatus, refreshers: dict[Track, Course]) -> list[Course]:
    """The refreshers that would bring this officer's lapsed certificates up to date."""
    wanted = {Need.CIT_REFRESHER: Track.CIT, Need.MHFA_REFRESHER: Track.MHFA}
    return [refreshers[wanted[need]] for need in person.needs if wanted.get(need) in refreshers]


def on_leave(since: date | None) -> str:
    """ "On leave since May 1, 2026", or nothing."""
    return "" if since is None else _("On leave since %(day)s") % {"day": date_format(since, "DATE_FORMAT")}


@dataclass(frozen=True, slots=True)
class Line:
    """One officer of a list, in words."""

    officer: Officer
    counted: bool
    cit: Shown
    mhfa: Shown
    verdict: Shown
    needs: list[Words]


def lines(rows: Iterable[OfficerRow], *, cit_covers: bool) -> list[Line]:
    """The officers of a list, in words. ``cit_covers`` as of `needs`."""
    return [
        Line(
            row.officer,
            row.status.counted,
            holding(row.status.cit),
            holding(row.status.mhfa),
            verdict(row.status),
            needs(row.status, cit_covers=cit_covers),
        )
        for row in rows
    ]
