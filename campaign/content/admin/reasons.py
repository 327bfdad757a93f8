"""Statistics, their notes, and the timeline."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from campaign.content.admin.editing import ContentAdmin
from campaign.content.admin.linked import LinkedAdmin, LinkFilter
from campaign.content.models import Milestone, Note, Statistic
from campaign.content.queries import reasons


@admin.register(Statistic)
class StatisticAdmin(ContentAdmin):
    """The figures of "Why join", in their order."""

    page = "content:why"
    markdown = ("statement", "remark")
    list_display = ["figure", "statement", "position", "is_published", "updated_at"]
    search_fields = ["figure", "statement", "remark"]

    def objection(self, row: Statistic) -> str:
        """No figure without its source."""
        wanting = reasons.sources_wanting(row.statement) if row.is_published else []
        if wanting is None:
            return _(
                "Name its source: end the statement with the number of its note in brackets, such as [3]."
            )
        if wanting:
            return _("Publish its source first: note %(number)s.") % {"number": wanting[0]}
        return ""


@admin.register(Note)
class NoteAdmin(LinkedAdmin):
    """The sources of the figures, by number."""

    page = "content:why"
    markdown = ("text",)
    list_display = ["number", "text", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    list_display_links = ["text"]
    search_fields = ["text"]

    def objection(self, row: Note) -> str:
        """A source that a figure names stays, and keeps its number."""
        number = reasons.number_of_note(row.pk)
        if number is None or (row.is_published and row.number == number):
            return ""
        figures = ", ".join(reasons.cited_in(number))
        words = _("It is the source of %(figures)s on the website. Change that first.")
        return words % {"figures": figures} if figures else ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not while a figure on the website names it."""
        number = reasons.number_of_note(obj.pk) if obj is not None else None
        is_cited = number is not None and bool(reasons.cited_in(number))
        return super().has_delete_permission(request, obj) and not is_cited


@admin.register(Milestone)
class MilestoneAdmin(LinkedAdmin):
    """The timeline."""

    page = "content:history"
    list_display = ["year", "text", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    list_display_links = ["text"]
    search_fields = ["text"]
