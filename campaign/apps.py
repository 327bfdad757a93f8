from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """The wing's history: the migrations from before it had four rooms, so that older databases find their way."""

    name = "campaign"
