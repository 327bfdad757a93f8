"""What all content has in the admin: drafts, a preview on its own page, publishing many at once, and a history."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ContentAdmin(admin.ModelAdmin):
    """Rows that are drafts until published. ``page`` is the URL name of where they show."""

    page = ""
    list_filter = ["is_published"]
    actions = ["publish", "withdraw"]
    save_on_top = True

    def view_on_site(self, obj: Model) -> str:
        """The preview: the page itself, with drafts."""
        return f"{reverse(self.page)}?preview=1"

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._switch(request, rows, to=True)

    @admin.action(description=_("Take back to draft"))
    def withdraw(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._switch(request, rows, to=False)

    def get_actions(self, request: HttpRequest) -> Any:
        """Publishing needs the right to change."""
        found = super().get_actions(request)
        return found if self.has_change_permission(request) else {}

    def _switch(self, request: HttpRequest, rows: QuerySet[Any], *, to: bool) -> None:
        # Row by row, so that each has an entry in its history.
        for row in rows.exclude(is_published=to):
            row.is_published = to
            row.save(update_fields=["is_published", "updated_at"])
            change = [{"changed": {"fields": [str(row._meta.get_field("is_published").verbose_name)]}}]
            self.log_change(request, row, change)
