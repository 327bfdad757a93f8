"""The words for what the trail records of questions to agencies."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "campaign.question_relayed": _("Question relayed to the agency"),
        "campaign.question_followed": _("Sender wrote again"),
        "campaign.question_answered": _("Question answered by the agency"),
        "campaign.conversation_closed": _("Conversation closed"),
        "campaign.conversation_deleted": _("Conversation deleted on schedule"),
    }
)

register_labels(
    {
        "campaign.question_received": _("Question to an agency received"),
        "campaign.conversation_reported": _("Conversation reported"),
        "campaign.report_settled": _("Report settled"),
        "campaign.sender_blocked": _("Sender blocked"),
        "campaign.sender_unblocked": _("Sender unblocked"),
    },
    internal=True,
)
