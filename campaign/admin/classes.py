"""Classes with seats for other agencies."""

from django.contrib import admin

from campaign.admin.linked import LinkedAdmin, LinkFilter
from campaign.models import ClassListing


@admin.register(ClassListing)
class ClassListingAdmin(LinkedAdmin):
    """An announcement that was sent is a draft; publishing shows it until its last day is over."""

    page = "campaign:classes"
    list_display = ["title", "course", "region", "starts_on", "ends_on", "seats_open", "is_published", "link"]
    list_filter = ["is_published", "course", LinkFilter, "region"]
    search_fields = ["title", "provider", "city"]
    date_hierarchy = "starts_on"
    unversioned = ("sent_by",)
