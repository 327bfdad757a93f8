"""The trail in Django's admin: to read."""

from django.contrib import admin

from audit.models import Entry, Head
from common.admin import ReadOnlyAdmin


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """What happened, the latest first. Names are looked up, never kept in the trail."""

    list_display = ["id", "at", "verb", "subject", "actor_ref", "agency_ref"]
    list_display_links = ["id", "verb"]
    search_fields = ["verb", "subject"]
    date_hierarchy = "at"
    # Counting the whole trail for every page would slow it down as it grows.
    show_full_result_count = False


@admin.register(Head)
class HeadAdmin(ReadOnlyAdmin):
    """How long the trail is, and the hash of its end."""

    list_display = ["entries", "hash"]
    # It proves the trail, and opens nothing.
    no_secrets = ("hash",)
