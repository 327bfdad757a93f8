"""How courses and equivalencies look."""

from django.utils.translation import gettext_lazy as _

from common.statuses import Status, register

register(
    {
        "recognized": Status("good", "badge-check", _("Recognized")),
        "approved": Status("good", "circle-check", _("Approved")),
        "pending": Status("info", "hourglass", _("Pending")),
        "more_needed": Status("attention", "message-circle-question-mark", _("More information needed")),
        "not_equivalent": Status("quiet", "equal-not", _("Not equivalent")),
    }
)
