"""The newsletter's subscribers: to look at, to remove, and to hand out what is kept. Issues are written at the desk.

There is no search here: what is searched for stands in the page's address, and so in logs. The desk has a form for it.
"""

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaign.newsletter.actions import subscribers as actions
from campaign.newsletter.models import PostalAddress, Subscriber
from common.admin import PortalAdmin, ReadOnlyAdmin


@admin.register(Subscriber)
class SubscriberAdmin(ReadOnlyAdmin):
    """Who gets the newsletter, and what each agreed to."""

    list_display = ["email", "asked_at", "confirmed_at", "consent_wording"]
    list_filter = [("confirmed_at", admin.EmptyFieldListFilter), "consent_wording"]
    fields = ["email", "asked_at", "expires_at", "confirmed_at", "consent_wording"]
    actions = ["remove", "export"]

    def has_handling_permission(self, request: HttpRequest) -> bool:
        """Anyone who may look may also remove and hand out."""
        return self.has_view_permission(request)

    @admin.action(description=_("Remove, with all that is kept"), permissions=["handling"])
    def remove(self, request: HttpRequest, chosen: QuerySet[Subscriber]) -> None:
        found = list(chosen)
        for subscriber in found:
            actions.leave(subscriber=subscriber, by=request.user)  # type: ignore[arg-type]
        done = ngettext("%d subscriber is removed.", "%d subscribers are removed.", len(found))
        messages.success(request, done % len(found))

    @admin.action(description=_("Export all that is kept, as JSON"), permissions=["handling"])
    def export(self, request: HttpRequest, chosen: QuerySet[Subscriber]) -> HttpResponse:
        kept = [actions.export(subscriber=each, by=request.user) for each in chosen]  # type: ignore[arg-type]
        response = HttpResponse(json.dumps(kept, indent=2), content_type="application/json")
        response["Content-Disposition"] = 'attachment; filename="newsletter-subscribers.json"'
        return response


@admin.register(PostalAddress)
class PostalAddressAdmin(PortalAdmin):
    """One address, which can be changed and not taken away: no issue goes out without it."""

    list_display = ["__str__", "updated_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one."""
        return super().has_add_permission(request) and not PostalAddress.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Always the first row."""
        obj.pk = 1
        super().save_model(request, obj, form, change)
