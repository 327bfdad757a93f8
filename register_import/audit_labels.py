"""The words for what the trail records of imports of agencies."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "register_import.sent": _("Agency file uploaded"),
        "register_import.discarded": _("Agency file discarded"),
        "register_import.applied": _("Agencies imported"),
        "register_import.inviting": _("Invitations to imported agencies started"),
        "register_import.file_deleted": _("Agency file deleted after 90 days"),
        "register_import.undone": _("Import of agencies undone"),
    },
    internal=True,
)
