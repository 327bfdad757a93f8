"""The spotlight series, and the triage of nominations."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from campaign.admin.content import ContentAdmin
from campaign.models import Nomination, Spotlight
from common.admin import PortalAdmin


@admin.register(Spotlight)
class SpotlightAdmin(ContentAdmin):
    """Stories; at most one is featured."""

    page = "campaign:spotlight"
    list_display = ["title", "who", "shown_on", "is_featured", "is_published"]
    search_fields = ["title", "who", "summary", "body"]
    prepopulated_fields = {"slug": ["title"]}

    def view_on_site(self, obj: Model) -> str:
        """The story's own page, with drafts."""
        return f"{reverse('campaign:story', args=[obj.slug])}?preview=1"  # type: ignore[attr-defined]


@admin.register(Nomination)
class NominationAdmin(PortalAdmin):
    """Nominations as they came; staff say what becomes of them."""

    list_display = ["nominee", "state", "created_at"]
    list_filter = ["state"]
    search_fields = ["nominee", "summary"]
    fields = ["nominee", "summary", "contact", "nominee_contact", "created_at", "state", "note"]
    readonly_fields = ["nominee", "summary", "contact", "nominee_contact", "created_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come through the public form."""
        return False
