"""Classes with seats for other agencies."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agencies.places import grouped_regions
from campaign.content.admin.linked import LinkedAdmin, LinkFilter
from campaign.content.models import ClassListing


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
