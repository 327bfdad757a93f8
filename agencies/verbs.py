"""What the trail's verbs about agencies and their members mean."""

from django.utils.translation import gettext_lazy as _

from audit.wording import says

says(
    {
        "agencies.admitted": _("Agency admitted: the coordinator confirmed the address"),
        "agencies.registered": _("Agency registered"),
        "agencies.profile_changed": _("Agency profile changed"),
        "agencies.ori_released": _("ORI taken off the agency"),
        "agencies.invited": _("Invitation sent"),
        "agencies.invitation_revoked": _("Invitation taken back"),
        "agencies.joined": _("Member joined"),
        "agencies.role_changed": _("Member's role changed"),
        "agencies.member_removed": _("Member removed"),
        "agencies.suspended": _("Agency suspended"),
        "agencies.unsuspended": _("Agency opened again"),
    }
)
