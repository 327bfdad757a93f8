"""Pledges and completions in Django's admin: to look things up. Whatever happens to them goes through the actions."""

from django.contrib import admin

from common.admin import ReadOnlyAdmin
from pledges.models import Completion, Pledge


@admin.register(Pledge)
class PledgeAdmin(ReadOnlyAdmin):
    """Where every pledge stands."""

    list_display = ["agency", "state", "pledged_on", "edition", "extended_until", "completed_on"]
    list_filter = ["state", "edition"]
    list_select_related = ["agency"]
    search_fields = ["agency__name", "agency__ori", "public_id"]
    date_hierarchy = "pledged_on"
    exclude = ["form_key"]


@admin.register(Completion)
class CompletionAdmin(ReadOnlyAdmin):
    """What was submitted, without the facts: these hold officers' IDs, and are for the agency and its reviewer."""

    list_display = ["agency", "state", "submitted_at", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["agency"]
    search_fields = ["agency__name", "public_id"]
    exclude = ["facts"]
