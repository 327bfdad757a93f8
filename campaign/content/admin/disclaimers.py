"""The small print at the foot of every page."""

from django.contrib import admin

from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import Disclaimer
from campaign.content.queries import disclaimers


@admin.register(Disclaimer)
class DisclaimerAdmin(ContentAdmin):
    """Paragraphs in their order. A change is everywhere within a minute."""

    page = "portal:home"
    list_display = ["text", "position", "is_published", "updated_at"]
    search_fields = ["text"]

    def after_change(self) -> None:
        """This process looks at once, the others within a minute."""
        disclaimers.forget()
