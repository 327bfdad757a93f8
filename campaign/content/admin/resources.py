"""The library."""

from django.contrib import admin

from campaign.content.admin.linked import LinkedAdmin, LinkFilter
from campaign.content.models import Resource


@admin.register(Resource)
class ResourceAdmin(LinkedAdmin):
    """Documents, courses, sites and talks."""

    page = "content:resources"
    markdown = ("summary", "body")
    list_display = ["title", "kind", "is_published", "link", "checked", "year", "is_historical", "is_coming"]
    list_filter = [
        LinkFilter,
        "is_published",
        "kind",
        "audience",
        "is_historical",
        "is_coming",
        "is_members_only",
    ]
    search_fields = ["title", "summary", "publisher"]
