"""How invitations and memberships look."""

from django.utils.translation import gettext_lazy as _

from common.statuses import Status, register

register(
    {
        "invited": Status("info", "mail", _("Invited")),
        "accepted": Status("good", "user-check", _("Accepted")),
        "suspended": Status("danger", "circle-pause", _("Suspended")),
    }
)
