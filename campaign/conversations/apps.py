from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "campaign.conversations"
    verbose_name = _("Conversations")
    # The audit trail goes on under the name that it began with: its entries can't be rewritten.
    trail_label = "campaign"
