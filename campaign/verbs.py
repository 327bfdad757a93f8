"""The words for what the trail records of the campaign's requests."""

from django.utils.translation import gettext_lazy as _

from audit.wording import says

says(
    {
        "campaign.supporter_signed_up": _("Supporting organization signed up"),
        "campaign.spotlight_nominated": _("Spotlight nominated"),
        "campaign.nomination_decided": _("Nomination decided"),
        "campaign.content_edited": _("Campaign content edited"),
        "campaign.class_announced": _("Class announced"),
        "campaign.comment_sent": _("Comment on news sent"),
        "campaign.question_relayed": _("Question relayed to the agency"),
        "campaign.question_followed": _("Sender wrote again"),
        "campaign.question_answered": _("Question answered by the agency"),
        "campaign.conversation_closed": _("Conversation closed"),
        "campaign.conversation_deleted": _("Conversation deleted on schedule"),
        "campaign.help_requested": _("Help requested"),
        "campaign.help_answered": _("Request answered"),
        "campaign.help_replied": _("Requester wrote back"),
        "campaign.help_reopened": _("Request opened again by the requester"),
        "campaign.help_closed": _("Request closed"),
        "campaign.help_emptied": _("Old request emptied on schedule of who asked and what was said"),
        "campaign.sender_emptied": _("Old contact details deleted on schedule"),
        "campaign.help_rated": _("Requester said how it went"),
        "campaign.newsletter_asked": _("Newsletter asked for"),
        "campaign.newsletter_confirmed": _("Subscription confirmed"),
        "campaign.newsletter_expired": _("Sign-up that was never confirmed deleted on schedule"),
        "campaign.newsletter_left": _("Unsubscribed"),
        "campaign.newsletter_removed": _("Subscriber removed by staff"),
        "campaign.newsletter_exported": _("Subscriber's data handed out"),
        "campaign.newsletter_started": _("Issue started"),
        "campaign.newsletter_edited": _("Issue edited"),
        "campaign.newsletter_discarded": _("Draft discarded"),
        "campaign.newsletter_tried": _("Trial sent to oneself"),
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
says(
    {
        "campaign.question_received": _("Question to an agency received"),
        "campaign.conversation_reported": _("Conversation reported"),
        "campaign.report_settled": _("Report settled"),
        "campaign.sender_blocked": _("Sender blocked"),
        "campaign.sender_unblocked": _("Sender let in again"),
        "campaign.help_assigned": _("Request assigned"),
        "campaign.help_released": _("Request handed back"),
        "campaign.help_noted": _("Internal note written"),
        "campaign.peer_proposed": _("Peer agency asked"),
        "campaign.peer_settled": _("Outcome of a peer match recorded"),
    },
    internal=True,
)
