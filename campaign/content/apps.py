from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "campaign.content"
    verbose_name = _("Content")
    # The audit trail goes on under the name that it began with: its entries can't be rewritten.
    trail_label = "campaign"

    def ready(self) -> None:
        post_migrate.connect(_seed, sender=self)


def _seed(*, apps: Any = registry, **_options: Any) -> None:
    """Bring the content that the portal begins with, unless the tables are those of an earlier day.

    After migrating, ``apps`` are the models as the migrations left them; ``flush`` hands none over.
    """
    from campaign.content.actions import seeds

    try:
        apps.get_model("content", "Seed")
    except LookupError:
        return
    seeds.load(apps=apps)
