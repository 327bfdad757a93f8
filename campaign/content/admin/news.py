"""News, the queue of comments, and their switch."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.content.admin.editing import ContentAdmin
from campaign.content.models import Comment, CommentSwitch, Post
from common.admin import PortalAdmin


@admin.register(Post)
class PostAdmin(ContentAdmin):
    """News, newest first."""

    page = "content:news"
    markdown = ("body",)
    list_display = ["title", "published_on", "is_published", "is_members_only", "takes_comments"]
    list_filter = ["is_published", "is_members_only", "takes_comments"]
    search_fields = ["title", "teaser", "body"]
    lasting = "slug"
    date_hierarchy = "published_on"

    def view_on_site(self, obj: Model) -> str:
        """The post's own page, with drafts."""
        return f"{reverse('content:news_post', args=[obj.slug])}?preview=1"  # type: ignore[attr-defined]


@admin.register(Comment)
class CommentAdmin(PortalAdmin):
    """The moderation queue: what waits comes first. Staff let comments through, hide or delete them, and change no word."""

    list_display = ["__str__", "post", "state", "created_at"]
    list_filter = ["state"]
    search_fields = ["name", "text"]
    ordering = ["-state", "-created_at"]
    actions = ["let_through", "hide"]
    fields = ["post", "name", "text", "author", "created_at", "state"]
    readonly_fields = ["post", "name", "text", "author", "created_at"]
    list_select_related = ["post"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come through the page of the post."""
        return False

    @admin.action(description=_("Approve"), permissions=["change"])
    def let_through(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._switch(request, rows, Comment.State.SHOWN)

    @admin.action(description=_("Hide"), permissions=["change"])
    def hide(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._switch(request, rows, Comment.State.HIDDEN)

    def _switch(self, request: HttpRequest, rows: QuerySet[Any], state: str) -> None:
        for row in rows.exclude(state=state):
            row.state = state
            row.save(update_fields=["state", "updated_at"])
            self.log_change(request, row, [{"changed": {"fields": [str(_("state"))]}}])


@admin.register(CommentSwitch)
class CommentSwitchAdmin(PortalAdmin):
    """One switch for all news."""

    list_display = ["__str__", "updated_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one."""
        return not CommentSwitch.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Always the first row."""
        obj.pk = 1
        super().save_model(request, obj, form, change)
