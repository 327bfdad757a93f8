"""The words for what the trail records of imports of agencies."""

from django.utils.translation import gettext_lazy as _

from audit.wording import says

says(
    {
        "register_import.sent": _("File with agencies sent"),
        "register_import.discarded": _("File with agencies discarded"),
        "register_import.applied": _("Agencies imported"),
        "register_import.inviting": _("Invitations of imported agencies begun"),
        "register_import.undone": _("Import of agencies undone"),
    },
    internal=True,
)
