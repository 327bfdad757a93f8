"""How a policy looks whose review is due."""

from django.utils.translation import gettext_lazy as _

from common.statuses import Status, register

register(
    {
        "review_due": Status("attention", "calendar-clock", _("Review due")),
    }
)
