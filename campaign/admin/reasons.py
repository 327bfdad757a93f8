"""Statistics, their notes, and the timeline."""

from django.contrib import admin

from campaign.admin.content import ContentAdmin
from campaign.admin.linked import LinkedAdmin, LinkFilter
from campaign.models import Milestone, Note, Statistic


@admin.register(Statistic)
class StatisticAdmin(ContentAdmin):
    """The figures of "Why join", in their order."""

    page = "campaign:why"
    list_display = ["figure", "statement", "position", "is_published", "updated_at"]
    search_fields = ["figure", "statement", "remark"]


@admin.register(Note)
class NoteAdmin(LinkedAdmin):
    """The sources of the figures, by number."""

    page = "campaign:why"
    list_display = ["number", "text", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    list_display_links = ["text"]
    search_fields = ["text"]


@admin.register(Milestone)
class MilestoneAdmin(LinkedAdmin):
    """The timeline."""

    page = "campaign:history"
    list_display = ["year", "text", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    list_display_links = ["text"]
    search_fields = ["text"]
