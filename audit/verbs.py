"""What labels of the security log and of the trail mean that belong to no other app."""

from django.utils.translation import gettext_lazy as _

from audit.wording import says

says(
    {
        "audit.refused": _("Page or action refused"),
        "audit.not_found": _("Requested a page that isn't theirs or doesn't exist"),
        "audit.downloaded": _("File opened or downloaded"),
        "audit.refusals_left_out": _("Many refusals: more from this hour aren't listed"),
        "audit.security_log_purged": _("Old security events deleted"),
        "audit.log_searched": _("Logs searched"),
    }
)
