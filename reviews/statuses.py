"""How a reviewer's decisions look."""

from django.utils.translation import gettext_lazy as _

from common.statuses import Status, register

register(
    {
        "undecided": Status("quiet", "circle-dashed", _("Not decided yet")),
        "returned_open": Status("danger", "undo-2", _("Returned")),
    }
)
