"""How a state looks wherever it is shown: a tone, an icon and words, so that colour never speaks alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Status:
    """A tone (a CSS modifier of ``.status``), a Lucide icon name and the default words."""

    tone: str
    icon: str
    label: str | Promise


STATUSES: dict[str, Status] = {
    # Requirements and practices
    "met": Status("good", "circle-check", _("Met")),
    "not_met": Status("attention", "circle-dashed", _("Not yet met")),
    "not_assessable": Status("quiet", "circle-question-mark", _("Cannot be judged yet")),
    "not_started": Status("quiet", "circle", _("Not started")),
    "in_progress": Status("info", "circle-dot", _("In progress")),
    "self_reported": Status("info", "clipboard-list", _("Self-reported")),
    # The clock
    "on_track": Status("good", "calendar-check", _("On track")),
    "due_soon": Status("attention", "calendar-clock", _("Due soon")),
    "overdue": Status("danger", "calendar-x", _("Overdue")),
    "extended": Status("info", "calendar-plus", _("Extended")),
    # The lifecycle of a pledge
    "received": Status("info", "inbox", _("Received")),
    "unconfirmed": Status("quiet", "mail-question-mark", _("Email not confirmed")),
    "confirmed": Status("info", "mail-check", _("Email confirmed")),
    "queried": Status("attention", "message-circle-question-mark", _("Question asked")),
    "closed": Status("quiet", "circle-slash", _("Closed")),
    "verified": Status("good", "shield-check", _("Verified")),
    "active": Status("info", "handshake", _("On the way")),
    "on_the_way": Status("info", "handshake", _("On the way")),
    "submitted": Status("info", "send", _("With the reviewers")),
    "in_review": Status("info", "scale", _("In review")),
    "returned": Status("attention", "undo-2", _("Returned for changes")),
    "undecided": Status("quiet", "circle-dashed", _("Not decided yet")),
    "returned_open": Status("danger", "undo-2", _("Returned")),
    "completed": Status("gold", "award", _("One Mind Certified")),
    "certified": Status("gold", "award", _("One Mind Certified")),
    "reaffirmed": Status("gold", "badge-check", _("Reaffirmed")),
    "withdrawn": Status("quiet", "circle-minus", _("Withdrawn")),
    "lapsed": Status("attention", "history", _("Lapsed")),
    "corrected": Status("info", "pencil", _("Corrected")),
    "declined": Status("quiet", "circle-slash", _("Declined")),
    "duplicate": Status("quiet", "copy", _("Duplicate")),
    # Courses and equivalencies
    "recognized": Status("good", "badge-check", _("Recognized")),
    "approved": Status("good", "circle-check", _("Approved")),
    "pending": Status("info", "hourglass", _("Pending")),
    "more_needed": Status("attention", "message-circle-question-mark", _("More information needed")),
    "not_equivalent": Status("quiet", "equal-not", _("Not equivalent")),
    # The newsletter
    "scheduled": Status("info", "calendar-clock", _("Scheduled")),
    "sending": Status("info", "send", _("Being sent")),
    "paused": Status("attention", "circle-pause", _("Paused")),
    "stopped": Status("danger", "octagon-x", _("Stopped")),
    "sent": Status("good", "circle-check", _("Sent")),
    # Documents
    "draft": Status("quiet", "pencil", _("Draft")),
    "issued": Status("good", "stamp", _("Issued")),
    "valid": Status("good", "shield-check", _("Valid")),
    "superseded": Status("attention", "replace", _("Superseded")),
    "revoked": Status("danger", "ban", _("Revoked")),
    "altered": Status("danger", "ban", _("Doesn't match what was issued")),
    # Background jobs
    "queued": Status("quiet", "hourglass", _("Waiting to start")),
    "running": Status("info", "loader", _("Working")),
    "done": Status("good", "circle-check", _("Done")),
    "failed": Status("danger", "octagon-alert", _("Failed")),
    # Rows of an import
    "new": Status("good", "plus", _("New")),
    "changed": Status("info", "pencil", _("Changed")),
    "unchanged": Status("quiet", "equal", _("Unchanged")),
    "refused": Status("danger", "octagon-alert", _("Refused")),
    # Evidence, people, the rest
    "current": Status("good", "circle-check", _("Current")),
    "asked": Status("attention", "message-circle-question-mark", _("Met, but a reviewer will ask")),
    "ended": Status("quiet", "circle-minus", _("Ended")),
    "retired": Status("quiet", "archive", _("Retired")),
    "expired": Status("attention", "calendar-x", _("Expired")),
    "review_due": Status("attention", "calendar-clock", _("Review due")),
    "invited": Status("info", "mail", _("Invited")),
    "accepted": Status("good", "user-check", _("Accepted")),
    "suspended": Status("danger", "circle-pause", _("Suspended")),
    "locked": Status("quiet", "lock", _("Locked")),
    "answered": Status("good", "message-circle-reply", _("Answered")),
    "assigned": Status("info", "user-check", _("Being worked on")),
    "waiting": Status("info", "hourglass", _("Waiting")),
    "optional": Status("quiet", "circle-dashed", _("Optional")),
    "recommended": Status("info", "thumbs-up", _("Recommended")),
}

_UNKNOWN = Status("quiet", "circle", "")


def find(kind: str) -> Status:
    """The look of a state, by its key in any case. An unknown state is quiet and has no words of its own."""
    return STATUSES.get(str(kind).lower(), _UNKNOWN)
