"""Decisions in Django's admin: looked at, never changed there."""

from django.contrib import admin
from django.http import HttpRequest

from common.admin import PortalAdmin
from reviews.models import Decision


@admin.register(Decision)
class DecisionAdmin(PortalAdmin):
    """What was decided, by whom, when."""

    list_display = ["completion", "kind", "decided_by", "decided_at"]
    list_filter = ["kind"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False
