"""Agencies in Django's admin: to look at, and to suspend. Everything else changes on the agency's own pages."""

from collections.abc import Callable
from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import is_administrator
from agencies import actions
from agencies.models import Agency, Invitation, Membership
from common.admin import PortalInline, ReadOnlyAdmin
from common.problems import NotAllowed


class MembershipInline(PortalInline):
    """Who may act for the agency."""

    model = Membership
    fields = ["user", "role", "created_at"]
    readonly_fields = ["created_at"]


@admin.register(Agency)
class AgencyAdmin(ReadOnlyAdmin):
    """Every agency, with its members."""

    list_display = ["name", "kind", "country", "region", "city", "ori", "is_suspended", "created_at"]
    list_filter = ["is_suspended", "kind", "country"]
    search_fields = ["name", "city", "ori"]
    ordering = ["name"]
    inlines = [MembershipInline]
    actions = ["suspend", "unsuspend"]

    def has_suspend_permission(self, request: HttpRequest) -> bool:
        """Suspending is for campaign administrators; others may look."""
        return is_administrator(request.user)

    @admin.action(description=_("Suspend: close the pages to the members"), permissions=["suspend"])
    def suspend(self, request: HttpRequest, chosen: QuerySet[Agency]) -> None:
        count = _each(request, chosen, actions.suspend)
        if count:
            done = ngettext("%d agency is suspended.", "%d agencies are suspended.", count) % count
            messages.success(request, done)

    @admin.action(description=_("Open a suspended agency again"), permissions=["suspend"])
    def unsuspend(self, request: HttpRequest, chosen: QuerySet[Agency]) -> None:
        count = _each(request, chosen, actions.unsuspend)
        if count:
            messages.success(request, ngettext("%d agency is open.", "%d agencies are open.", count) % count)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Every invitation; the link's hash stays out of sight."""

    list_display = ["email", "agency", "role", "created_at", "expires_at", "accepted_at", "revoked_at"]
    list_filter = ["role"]
    list_select_related = ["agency"]
    search_fields = ["email", "agency__name"]
    date_hierarchy = "created_at"
    fields = [
        "agency",
        "email",
        "name",
        "role",
        "invited_by",
        "created_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    ]


def _each(request: HttpRequest, chosen: QuerySet[Agency], action: Callable[..., None]) -> int:
    """Do it to each of the agencies; returns how many. Of those that the administrator may not decide on, say why."""
    count = 0
    for agency in chosen:
        try:
            action(agency=agency, by=cast("User", request.user))
        except NotAllowed as refused:
            messages.error(request, f"{agency}: {refused}")
        else:
            count += 1
    return count
