"""What every page of the portal's admin has in common, and those that only show what changes elsewhere."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class PortalAdmin(admin.ModelAdmin):
    """The base of every model's pages: ``onemind.admin`` takes no others."""


class ReadOnlyAdmin(PortalAdmin):
    """Rows to look at: none can be added, changed or deleted here, by anyone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
