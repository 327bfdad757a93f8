"""The spotlight series, and the triage of nominations."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from campaign.content.actions import submissions
from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import Nomination, Spotlight
from campaign.content.permissions import why_not_decide
from common.admin import PortalAdmin


@admin.register(Spotlight)
class SpotlightAdmin(ContentAdmin):
    """Stories; at most one is featured."""

    page = "content:spotlight"
    markdown = ("body", "figures")
    list_display = ["title", "who", "shown_on", "is_featured", "is_published"]
    search_fields = ["title", "who", "summary", "body"]
    lasting = "slug"

    def view_on_site(self, obj: Model) -> str:
        """The story's own page, with drafts."""
        return f"{reverse('content:story', args=[obj.slug])}?preview=1"  # type: ignore[attr-defined]


@admin.register(Nomination)
class NominationAdmin(PortalAdmin):
    """Nominations as they came; staff say what becomes of them."""

    list_display = ["nominee", "state", "created_at"]
    list_filter = ["state"]
    search_fields = ["nominee", "summary"]
    fields = ["nominee", "summary", "contact", "nominee_contact", "created_at", "state", "note"]
    readonly_fields = ["nominee", "summary", "contact", "nominee_contact", "created_at"]

    def has_change_permission(self, request: HttpRequest, obj: Nomination | None = None) -> bool:
        """Whom something ties to the agency that is nominated reads it, and decides nothing."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not why_not_decide(request.user, obj))  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Nomination | None = None) -> bool:
        """Deleting is deciding."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not why_not_decide(request.user, obj))  # type: ignore[arg-type]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django's page, which says why there is no button."""
        found = self.get_object(request, object_id)
        if found is not None and (words := why_not_decide(request.user, found)):  # type: ignore[arg-type]
            self.message_user(request, str(words), messages.WARNING)
        return super().change_view(request, object_id, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Nomination, form: Any, change: bool) -> None:
        submissions.decide(nomination=obj, state=obj.state, note=obj.note, by=request.user)  # type: ignore[arg-type]

    def _record(self, request: HttpRequest, rows: Iterable[Model], what: str, message: Any) -> None:
        """What becomes of one is recorded by the action."""
        if what != "changed":
            super()._record(request, rows, what, message)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come through the public form."""
        return False
