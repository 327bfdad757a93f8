"""How requirements, the clock and a pledge's states look."""

from django.utils.translation import gettext_lazy as _

from common.statuses import Status, register

register(
    {
        "met": Status("good", "circle-check", _("Met")),
        "not_met": Status("attention", "circle-dashed", _("Not yet met")),
        "not_assessable": Status("quiet", "circle-question-mark", _("Cannot be judged yet")),
        "not_started": Status("quiet", "circle", _("Not started")),
        "in_progress": Status("info", "circle-dot", _("In progress")),
        "self_reported": Status("info", "clipboard-list", _("Self-reported")),
        "on_track": Status("good", "calendar-check", _("On track")),
        "due_soon": Status("attention", "calendar-clock", _("Due soon")),
        "overdue": Status("danger", "calendar-x", _("Overdue")),
        "extended": Status("info", "calendar-plus", _("Extended")),
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
        "completed": Status("gold", "award", _("One Mind Certified")),
        "certified": Status("gold", "award", _("One Mind Certified")),
        "reaffirmed": Status("gold", "badge-check", _("Reaffirmed")),
        "withdrawn": Status("quiet", "circle-minus", _("Withdrawn")),
        "lapsed": Status("attention", "history", _("Lapsed")),
        "corrected": Status("info", "pencil", _("Corrected")),
        "declined": Status("quiet", "circle-slash", _("Declined")),
        "duplicate": Status("quiet", "copy", _("Duplicate")),
        "asked": Status("attention", "message-circle-question-mark", _("Met, but a reviewer will ask")),
    }
)
