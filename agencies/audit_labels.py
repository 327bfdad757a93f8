"""What the trail's verbs about agencies and their members mean."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "agencies.admitted": _("Agency admitted: the coordinator confirmed the address"),
        "agencies.registered": _("Agency registered"),
        "agencies.profile_changed": _("Agency profile changed"),
        "agencies.letterhead_set": _("Letterhead changed"),
        "agencies.ori_released": _("ORI taken off the agency"),
        "agencies.identity_requested": _("Change of the agency's identity requested"),
        "agencies.identity_withdrawn": _("Request to change the agency's identity withdrawn"),
        "agencies.identity_approved": _("Change of the agency's identity approved"),
        "agencies.identity_declined": _("Change of the agency's identity declined"),
        "agencies.identity_corrected": _("Spelling of the agency's name or city corrected"),
        "agencies.invited": _("Invitation sent"),
        "agencies.invitation_revoked": _("Invitation revoked"),
        "agencies.joined": _("Member joined"),
        "agencies.role_changed": _("Member's role changed"),
        "agencies.lead_appointed": _("Lead appointed by the IACP"),
        "agencies.one_lead_is_enough": _("Suggestion of a second lead declined"),
        "agencies.member_removed": _("Member removed"),
        "agencies.suspended": _("Agency suspended"),
        "agencies.unsuspended": _("Agency opened again"),
    }
)
