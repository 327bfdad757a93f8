"""How the rows of an import look."""

from django.utils.translation import gettext_lazy as _

from common.statuses import Status, register

register(
    {
        "new": Status("good", "plus", _("New")),
        "changed": Status("info", "pencil", _("Changed")),
        "unchanged": Status("quiet", "equal", _("Unchanged")),
        "refused": Status("danger", "octagon-alert", _("Refused")),
    }
)
