"""The outbox in Django's admin: what waits, what went out, and trying again what was given up."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.admin import ReadOnlyAdmin
from outbox.dispatch import try_again
from outbox.models import Message


class StateFilter(admin.SimpleListFilter):
    """Where a message stands."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Any:
        return [("failed", _("Given up")), ("waiting", _("Waiting")), ("delivered", _("Delivered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        state = {
            "failed": Q(failed_at__isnull=False),
            "waiting": Q(delivered_at__isnull=True, failed_at__isnull=True),
            "delivered": Q(delivered_at__isnull=False),
        }.get(self.value() or "")
        return queryset.filter(state) if state is not None else queryset


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """Every side effect, the latest first."""

    list_display = ["kind", "key", "created_at", "attempts", "status", "last_error"]
    list_filter = [StateFilter, "kind"]
    search_fields = ["kind", "key"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
    show_full_result_count = False
    actions = ["try_again"]

    @admin.display(description=_("state"))
    def status(self, message: Message) -> str | Promise:
        if message.failed_at is not None:
            return _("Given up")
        if message.delivered_at is not None:
            return _("Delivered")
        held = message.leased_until is not None and message.leased_until >= timezone.now()
        return _("In a worker's hands") if held else _("Waiting")

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Anyone who may look may also have it tried again: handlers are made to run twice."""
        return self.has_view_permission(request)

    @admin.action(description=_("Try again what was given up"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Message]) -> None:
        given_up = list(chosen.filter(failed_at__isnull=False))
        count = try_again(message.pk for message in given_up)
        for message in given_up:
            self.log_change(request, message, [{"changed": {"fields": [str(_("state"))]}}])
        done = ngettext("%d message is tried again.", "%d messages are tried again.", count) % count
        messages.success(request, done)
