"""Content with an address: what the nightly check found behind it, and a filter for what is broken."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import LinkCheck
from common.admin import PortalAdmin


class LinkFilter(admin.SimpleListFilter):
    """By how the address answered last."""

    title = _("link")
    parameter_name = "link"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return list(LinkCheck.Result.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(link_result=value) if value else queryset


class LinkedAdmin(ContentAdmin):
    """Rows with a ``url``."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        checks = LinkCheck.objects.filter(url=OuterRef("url"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                link_result=Subquery(checks.values("result")[:1]),
                link_checked=Subquery(checks.values("checked_at")[:1]),
            )
        )

    @admin.display(description=_("link"), ordering="link_result")
    def link(self, row: Any) -> str:
        """How its address answered last, in words."""
        return str(dict(LinkCheck.Result.choices).get(row.link_result, "")) if row.url else ""

    @admin.display(description=_("link checked"), ordering="link_checked")
    def checked(self, row: Any) -> Any:
        return row.link_checked if row.url else None


@admin.register(LinkCheck)
class LinkCheckAdmin(PortalAdmin):
    """Every address that the content names; written by the nightly check alone."""

    list_display = ["url", "result", "status", "problem", "checked_at", "broken_since"]
    list_filter = ["result"]
    search_fields = ["url"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
