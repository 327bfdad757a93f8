"""What an agency is to the public on a day, and since when."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pledges.lifecycle import INTAKE, State
from pledges.models import Pledge

# The columns of a pledge that tell it, as ``status_on`` takes them.
COLUMNS = (
    "state",
    "pledged_on",
    "completed_on",
    "revoked_on",
    "reinstated_on",
    "ended_on",
    "earlier_statuses",
)

Text = str | Promise

# Its name, with its day, and in one word or two: what every page, badge, feed, file and email says of it.
_WORDS: dict[str, tuple[Text, Text, Text]] = {
    "on_the_way": (_("On the way"), _("On the way since %(day)s"), _("on the way")),
    "certified": (_("One Mind Certified"), _("One Mind Certified since %(day)s"), _("certified")),
    "revoked": (_("Certificate revoked"), _("Certificate revoked on %(day)s"), _("revoked")),
    "withdrawn": (_("Pledge withdrawn"), _("Pledge withdrawn on %(day)s"), _("withdrawn")),
    "lapsed": (_("Pledge lapsed"), _("Pledge lapsed on %(day)s"), _("lapsed")),
    "closed": (_("Pledge closed"), _("Pledge closed by the IACP"), _("closed")),
    "none": (_("Not public yet"), _("Not public yet: the IACP hasn't verified this pledge"), _("not public")),
}
STATUS_NAMES = {kind: words[0] for kind, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Status:
    """``kind`` is on_the_way, certified, revoked, withdrawn, lapsed, closed or none, and ``since`` the day of it."""

    kind: str
    since: date | None

    @property
    def name(self) -> str:
        """The status alone: "Certificate revoked"."""
        return str(_WORDS[self.kind][0])

    @property
    def words(self) -> str:
        """The status and its day in one line, the same wherever it is said: "Certificate revoked on March 3, 2026"."""
        day = date_format(self.since) if self.since is not None else ""
        return str(_WORDS[self.kind][1]) % {"day": day}

    @property
    def short(self) -> str:
        """The status where there is little room: "revoked"."""
        return str(_WORDS[self.kind][2])


def status_of(pledge: Pledge, day: date) -> Status:
    """The status by a pledge on ``day``: ``none`` before it, and until the IACP has verified it."""
    return status_on(*(getattr(pledge, name) for name in COLUMNS), day=day)


def status_on(
    state: str,
    pledged_on: date,
    completed_on: date | None,
    revoked_on: date | None,
    reinstated_on: date | None,
    ended_on: date | None,
    earlier: list[list[str]],
    *,
    day: date,
) -> Status:
    """As ``status_of``, by a pledge's own columns. Of several on one day, the later in the pledge's course holds.

    A certification that was reinstated counts since its first day, and holds from the day it was reinstated.
    """
    if State(state) in INTAKE:
        return Status("closed" if state == State.CLOSED else "none", None)
    marks = [
        ("on_the_way", pledged_on, pledged_on),
        *((kind, date.fromisoformat(since), date.fromisoformat(held)) for kind, since, held in earlier),
        ("certified", completed_on, reinstated_on or completed_on),
        ("revoked", revoked_on, revoked_on),
        ("lapsed" if state == State.LAPSED else "withdrawn", ended_on, ended_on),
    ]
    reached = [(held, Status(kind, since)) for kind, since, held in marks if held is not None and held <= day]
    # In the order of the days; of one day in the order above, which sorting keeps.
    return sorted(reached, key=lambda mark: mark[0])[-1][1] if reached else Status("none", None)
