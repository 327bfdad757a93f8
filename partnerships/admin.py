"""Partnerships in the administration: for looking things up. Changes go through the agency's own pages."""

from django.contrib import admin

from common.admin import PortalInline, ReadOnlyAdmin
from partnerships.models import Partnership, PartnershipContact


class PartnershipContactInline(PortalInline):
    """Whom to reach, read only."""

    model = PartnershipContact


@admin.register(Partnership)
class PartnershipAdmin(ReadOnlyAdmin):
    """A partnership. Its files aren't offered here: the desk's pages show the one that stands to reviewers."""

    list_display = ["organization", "agency", "started_on", "ended_on", "review_on", "locked_at"]
    list_filter = ["may_be_published"]
    list_select_related = ["organization", "agency"]
    search_fields = ["organization__name", "agency__name"]
    exclude = ["mou"]
    inlines = [PartnershipContactInline]
