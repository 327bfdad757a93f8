from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "campaign.newsletter"
    verbose_name = _("Newsletter")
    # The audit trail goes on under the name that it began with: its entries can't be rewritten.
    trail_label = "campaign"
