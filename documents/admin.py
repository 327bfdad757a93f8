"""Papers in Django's admin: terms of office are edited here, papers are only looked at."""

from django.contrib import admin
from django.http import HttpRequest

from common.admin import PortalAdmin
from documents.models import Document, PresidentTerm


@admin.register(PresidentTerm)
class PresidentTermAdmin(PortalAdmin):
    """Who signs, and when."""

    list_display = ["name", "title", "from_on", "until_on"]


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
