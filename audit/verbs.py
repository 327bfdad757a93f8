"""What the security log's labels mean that belong to no app."""

from django.utils.translation import gettext_lazy as _

from audit.wording import says

says(
    {
        "audit.refused": _("Page or step refused"),
        "audit.not_found": _("Asked for something that isn't theirs, or isn't there"),
        "audit.downloaded": _("File opened or downloaded"),
        "audit.log_searched": _("Logs searched"),
    }
)
