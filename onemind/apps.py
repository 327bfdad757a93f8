from django.contrib.admin.apps import AdminConfig


class CampaignAdminConfig(AdminConfig):
    """Django's admin on the campaign's own site."""

    default_site = "onemind.admin.CampaignAdmin"
