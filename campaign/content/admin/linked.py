"""Content with an address (classes, sites, supporters, resources): what the nightly check found behind it, and a filter."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.places import grouped_regions
from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import Association, ClassListing, LearningSite, LinkCheck, Resource, Supporter
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


@admin.register(ClassListing)
class ClassListingAdmin(LinkedAdmin):
    """An announcement that was sent is a draft; publishing shows it until its last day is over."""

    page = "content:classes"
    list_display = ["title", "is_published", "starts_on", "course_name", "seats_open", "region", "link"]
    list_filter = ["is_published", "course", LinkFilter, "region"]
    search_fields = ["title", "provider", "city"]
    date_hierarchy = "starts_on"
    unversioned = ("sent_by",)

    @admin.display(description=_("course"), ordering="course")
    def course_name(self, row: ClassListing) -> str:
        """The course without what its letters stand for."""
        return row.get_course_display().partition(" (")[0]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """The state is chosen by its name, as in the public form."""
        if db_field.name == "region":
            groups = [(country, list(places)) for country, places in grouped_regions()]
            return forms.ChoiceField(label=_("State or province"), choices=[("", "---------"), *groups])
        return super().formfield_for_dbfield(db_field, request, **options)


@admin.register(LearningSite)
class LearningSiteAdmin(LinkedAdmin):
    """The agencies that others learn from."""

    page = "content:learning_sites"
    markdown = ("about",)
    list_display = ["name", "state", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    search_fields = ["name", "state"]


@admin.register(Supporter)
class SupporterAdmin(LinkedAdmin):
    """Supporting organizations. A sign-up is a draft; publishing it approves it."""

    page = "content:supporters"
    list_display = ["name", "city", "state", "is_published", "link", "created_at"]
    list_filter = ["is_published", LinkFilter]
    search_fields = ["name", "city", "state"]
    ordering = ["is_published", "-created_at"]
    unversioned = ("contact_name", "contact_email", "reason")


@admin.register(Association)
class AssociationAdmin(LinkedAdmin):
    """Partnering associations."""

    page = "content:supporters"
    list_display = ["name", "is_published", "link", "updated_at"]
    list_filter = ["is_published", LinkFilter]
    search_fields = ["name"]


@admin.register(Resource)
class ResourceAdmin(LinkedAdmin):
    """Documents, courses, sites and talks."""

    page = "content:resources"
    markdown = ("summary", "body")
    list_display = ["title", "kind", "is_published", "link", "checked", "year", "is_historical", "is_coming"]
    list_filter = [
        LinkFilter,
        "is_published",
        "kind",
        "audience",
        "is_historical",
        "is_coming",
        "is_members_only",
    ]
    search_fields = ["title", "summary", "publisher"]
