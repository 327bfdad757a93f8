"""Policies in the administration: for looking things up. Changes go through the agency's own pages."""

from django.contrib import admin

from common.admin import PortalInline, ReadOnlyAdmin
from policies.models import Policy, PolicyAdoption, PolicyComponent


class PolicyComponentInline(PortalInline):
    """What a policy states, read only."""

    model = PolicyComponent


class PolicyAdoptionInline(PortalInline):
    """The statements of later heads of the agency, read only."""

    model = PolicyAdoption


@admin.register(Policy)
class PolicyAdmin(ReadOnlyAdmin):
    """A policy. Its file isn't offered here: the desk's pages show it to reviewers."""

    list_display = ["title", "agency", "adopted_on", "retired_on", "review_on", "locked_at"]
    list_select_related = ["agency"]
    search_fields = ["title", "agency__name"]
    exclude = ["file"]
    inlines = [PolicyComponentInline, PolicyAdoptionInline]
