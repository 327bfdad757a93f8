"""The questions and answers."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import Question


@admin.register(Question)
class QuestionAdmin(ContentAdmin):
    """Questions by number. Forms lead to them by it, so a number keeps its question."""

    page = "content:faq"
    markdown = ("answer",)
    numbers = ("question", "answer")
    list_display = ["number", "question", "is_published", "updated_at"]
    list_display_links = ["question"]
    search_fields = ["question", "answer"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """A new question chooses its number, once."""
        return ["number"] if obj is not None else []

    def view_on_site(self, obj: Model) -> str:
        """The page with drafts, at this question."""
        return f"{super().view_on_site(obj)}#faq-{obj.number}"  # type: ignore[attr-defined]
