"""The words for what the trail records of the campaign's content."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "campaign.supporter_signed_up": _("Supporting organization signed up"),
        "campaign.spotlight_nominated": _("Spotlight nominated"),
        "campaign.nomination_decided": _("Nomination decided"),
        "campaign.content_edited": _("Campaign content edited"),
        "campaign.class_announced": _("Class announced"),
        "campaign.comment_sent": _("Comment on news sent"),
        "campaign.sender_emptied": _("Old contact details deleted on schedule"),
    }
)
