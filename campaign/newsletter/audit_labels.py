"""The words for what the trail records of the newsletter."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "campaign.newsletter_asked": _("Newsletter sign-up requested"),
        "campaign.newsletter_confirmed": _("Subscription confirmed"),
        "campaign.newsletter_expired": _("Unconfirmed sign-up deleted on schedule"),
        "campaign.newsletter_left": _("Unsubscribed"),
        "campaign.newsletter_removed": _("Subscriber removed by staff"),
        "campaign.newsletter_exported": _("Subscriber's data exported"),
        "campaign.newsletter_started": _("Issue started"),
        "campaign.newsletter_edited": _("Issue edited"),
        "campaign.newsletter_discarded": _("Draft discarded"),
        "campaign.newsletter_tried": _("Test sent to oneself"),
        "campaign.newsletter_scheduled": _("Issue scheduled"),
        "campaign.newsletter_taken_back": _("Issue returned to draft"),
        "campaign.newsletter_sending": _("Sending began"),
        "campaign.newsletter_paused": _("Sending paused"),
        "campaign.newsletter_resumed": _("Sending resumed"),
        "campaign.newsletter_stopped": _("Sending stopped"),
        "campaign.newsletter_retried": _("Sent again to those that were unclear"),
        "campaign.newsletter_sent": _("Issue sent"),
    }
)
