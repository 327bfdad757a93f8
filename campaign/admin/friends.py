"""Learning sites, supporting organizations and partnering associations."""

from django.contrib import admin

from campaign.admin.content import ContentAdmin
from campaign.models import Association, LearningSite, Supporter


@admin.register(LearningSite)
class LearningSiteAdmin(ContentAdmin):
    """The agencies that others learn from."""

    page = "campaign:learning_sites"
    list_display = ["name", "state", "is_published", "updated_at"]
    search_fields = ["name", "state"]


@admin.register(Supporter)
class SupporterAdmin(ContentAdmin):
    """Supporting organizations. A sign-up is a draft; publishing it approves it."""

    page = "campaign:supporters"
    list_display = ["name", "city", "state", "is_published", "created_at"]
    search_fields = ["name", "city", "state"]
    ordering = ["is_published", "-created_at"]


@admin.register(Association)
class AssociationAdmin(ContentAdmin):
    """Partnering associations."""

    page = "campaign:supporters"
    list_display = ["name", "is_published", "updated_at"]
    search_fields = ["name"]
