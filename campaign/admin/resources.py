"""The library."""

from django.contrib import admin

from campaign.admin.content import ContentAdmin
from campaign.models import Resource


@admin.register(Resource)
class ResourceAdmin(ContentAdmin):
    """Documents, courses, sites and talks."""

    page = "campaign:resources"
    list_display = ["title", "kind", "audience", "year", "is_historical", "is_coming", "is_published"]
    list_filter = ["kind", "audience", "is_historical", "is_coming", "is_published"]
    search_fields = ["title", "summary", "publisher"]
