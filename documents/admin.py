"""Papers in Django's admin: terms of office are edited here, papers are only looked at."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse

from common.admin import PortalAdmin
from documents.forms import TermForm
from documents.models import Document, PresidentTerm
from documents.terms import gaps


@admin.register(PresidentTerm)
class PresidentTermAdmin(PortalAdmin):
    """Who signs, and when."""

    form = TermForm
    list_display = ["name", "title", "from_on", "until_on"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, and every stretch of days without a President."""
        if request.method == "GET":
            for gap in gaps():
                self.message_user(request, gap.words, messages.WARNING)
        return super().changelist_view(request, extra_context)


@admin.register(Document)
class DocumentAdmin(PortalAdmin):
    """What was made; nothing here can be changed."""

    list_display = ["number", "kind", "agency", "state", "issued_at", "revoked_at"]
    list_filter = ["kind", "state"]
    search_fields = ["number", "agency__name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False
