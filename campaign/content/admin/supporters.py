"""Learning sites, supporting organizations and partnering associations."""

from django.contrib import admin

from campaign.content.admin.linked import LinkedAdmin, LinkFilter
from campaign.content.models import Association, LearningSite, Supporter


@admin.register(LearningSite)
class LearningSiteAdmin(LinkedAdmin):
    """The agencies that others learn from."""

    page = "content:learning_sites"
    markdown = ("about",)
    list_display = ["name", "state", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    search_fields = ["name", "state"]


@admin.register(Supporter)
class SupporterAdmin(LinkedAdmin):
    """Supporting organizations. A sign-up is a draft; publishing it approves it."""

    page = "content:supporters"
    list_display = ["name", "city", "state", "is_published", "link", "created_at"]
    list_filter = ["is_published", LinkFilter]
    search_fields = ["name", "city", "state"]
    ordering = ["is_published", "-created_at"]
    unversioned = ("contact_name", "contact_email", "reason")


@admin.register(Association)
class AssociationAdmin(LinkedAdmin):
    """Partnering associations."""

    page = "content:supporters"
    list_display = ["name", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    search_fields = ["name"]
