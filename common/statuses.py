"""How a status looks wherever it is shown: a tone, an icon and words, so that color never speaks alone.

Each app says in its ``statuses.py`` how its own look; these modules are read when Django starts. A key means the same
everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Status:
    """A tone (a CSS modifier of ``.status``), a Lucide icon name and the default words."""

    tone: str
    icon: str
    label: str | Promise


# The looks by key. These are words of several apps.
STATUSES: dict[str, Status] = {
    "scheduled": Status("info", "calendar-clock", _("Scheduled")),
    "sending": Status("info", "send", _("Being sent")),
    "paused": Status("attention", "circle-pause", _("Paused")),
    "stopped": Status("danger", "octagon-x", _("Stopped")),
    "sent": Status("good", "circle-check", _("Sent")),
    "draft": Status("quiet", "pencil", _("Draft")),
    "queued": Status("quiet", "hourglass", _("Waiting to start")),
    "running": Status("info", "loader", _("Working")),
    "done": Status("good", "circle-check", _("Done")),
    "failed": Status("danger", "octagon-alert", _("Failed")),
    "locked": Status("quiet", "lock", _("Locked")),
    "answered": Status("good", "message-circle-reply", _("Answered")),
    "assigned": Status("info", "user-check", _("Being worked on")),
    "waiting": Status("info", "hourglass", _("Waiting")),
    "optional": Status("quiet", "circle-dashed", _("Optional")),
    "recommended": Status("info", "thumbs-up", _("Recommended")),
    "current": Status("good", "circle-check", _("Current")),
    "ended": Status("quiet", "circle-minus", _("Ended")),
    "expired": Status("attention", "calendar-x", _("Expired")),
    "retired": Status("quiet", "archive", _("Retired")),
}

_UNKNOWN = Status("quiet", "circle", "")


def register(looks: Mapping[str, Status]) -> None:
    """Add an app's own looks. Raises ValueError for a key that looks another way already."""
    for key, look in looks.items():
        if STATUSES.setdefault(key, look) != look:
            raise ValueError(f"Two looks for the status {key}.")


def find(kind: str) -> Status:
    """The look of a status, by its key in any case. An unknown one is quiet and has no words of its own."""
    return STATUSES.get(str(kind).lower(), _UNKNOWN)
