"""The texts of public pages and new pages, the questions and answers, and the small print."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from campaign.content.admin.editing import ContentAdmin
from campaign.content.built_in import is_built_in, is_taken, path_of
from campaign.content.models import Disclaimer, Page, Question
from campaign.content.queries import disclaimers, pages


@admin.register(Page)
class PageAdmin(ContentAdmin):
    """Pages by address. What the portal draws itself keeps its address, and stays."""

    page = "content:page"
    markdown = ("body",)
    numbers = ("introduction", "body")
    list_display = ["title", "address", "menu", "is_published", "updated_at"]
    list_filter = ["is_published", "menu"]
    search_fields = ["title", "address", "introduction", "body"]
    lasting = "address"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The portal's own pages have their place in the navigation, too."""
        if isinstance(obj, Page) and is_built_in(obj):
            return ["address", "menu", "menu_label", "position"]
        return super().get_readonly_fields(request, obj)

    def objection(self, row: Page) -> str:
        """The portal's own pages stay, and no page hides behind another."""
        if is_built_in(row):
            return "" if row.is_published else _("This page is part of the portal and stays published.")
        if is_taken(row.address):
            return _("This address is taken. Choose another one.")
        return ""

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """Not the portal's own pages."""
        return super().has_delete_permission(request, obj) and (obj is None or not is_built_in(obj))

    def view_on_site(self, obj: Model) -> str:
        """The page itself, with drafts."""
        return f"{path_of(obj.address)}?preview=1"  # type: ignore[attr-defined]

    def after_change(self) -> None:
        """This process looks at once, the others within a minute."""
        pages.forget()


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


@admin.register(Disclaimer)
class DisclaimerAdmin(ContentAdmin):
    """Paragraphs in their order. A change is everywhere within a minute."""

    page = "portal:home"
    markdown = ("text",)
    list_display = ["text", "position", "is_published", "updated_at"]
    search_fields = ["text"]

    def after_change(self) -> None:
        """This process looks at once, the others within a minute."""
        disclaimers.forget()
