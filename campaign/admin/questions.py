"""What campaign staff edit themselves."""

from django.contrib import admin

from campaign.models import Question


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    """Questions by number."""

    list_display = ["number", "question", "is_published", "updated_at"]
    list_display_links = ["question"]
    search_fields = ["question", "answer"]
