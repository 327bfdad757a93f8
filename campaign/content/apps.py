from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "campaign.content"
    verbose_name = _("Content")
    # The audit trail goes on under the name that it began with: its entries can't be rewritten.
    trail_label = "campaign"
