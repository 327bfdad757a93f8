"""Statistics, their notes, and the timeline."""

from django.contrib import admin

from campaign.admin.content import ContentAdmin
from campaign.models import Milestone, Note, Statistic


@admin.register(Statistic)
class StatisticAdmin(ContentAdmin):
    """The figures of "Why join", in their order."""

    page = "campaign:why"
    list_display = ["figure", "statement", "position", "is_published", "updated_at"]
    search_fields = ["figure", "statement", "remark"]


@admin.register(Note)
class NoteAdmin(ContentAdmin):
    """The sources of the figures, by number."""

    page = "campaign:why"
    list_display = ["number", "text", "is_published", "updated_at"]
    list_display_links = ["text"]
    search_fields = ["text"]


@admin.register(Milestone)
class MilestoneAdmin(ContentAdmin):
    """The timeline."""

    page = "campaign:history"
    list_display = ["year", "text", "is_published", "updated_at"]
    list_display_links = ["text"]
    search_fields = ["text"]
