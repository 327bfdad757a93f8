"""News: posts, and comments that staff let through. Comments are off until staff switch them on, twice."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import MARKDOWN, Published, PublishedQuerySet
from common.models import TimeStamped


class PostQuerySet(PublishedQuerySet):
    """Posts for a public page: published, and their day has come."""

    def shown(self, *, drafts: bool = False) -> "PostQuerySet":
        """The posts that visitors see; with ``drafts``, all of them, for a preview."""
        return self if drafts else self.filter(is_published=True, published_on__lte=timezone.localdate())


class Post(Published):
    """A piece of news. Published with a day to come, it appears by itself on that day."""

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("last part of its address"), max_length=80, unique=True)
    teaser = models.TextField(
        _("teaser"),
        max_length=600,
        help_text=_("Stands in lists and in the feed. Everyone reads it, also when the rest is for members."),
    )
    body = models.TextField(_("whole text"), max_length=12000, blank=True, help_text=MARKDOWN)
    published_on = models.DateField(_("appears on"), default=timezone.localdate)
    is_members_only = models.BooleanField(
        _("for members"),
        default=False,
        help_text=_("The whole text is shown to signed-in members of agencies and to staff alone."),
    )
    takes_comments = models.BooleanField(
        _("takes comments"),
        default=False,
        help_text=_("Only while comments are switched on for all news, too."),
    )

    objects = PostQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("news post")
        verbose_name_plural = _("news posts")
        ordering = ["-published_on", "-pk"]
        indexes = [models.Index(fields=["-published_on", "-id"], name="campaign_post_latest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it today: it is published, and its day has come."""
        return self.is_published and self.published_on <= timezone.localdate()


class Comment(TimeStamped):
    """What a reader says about a post. No one sees it before staff let it through."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Hidden")

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments", verbose_name=_("post"))
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("comment"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed in as"),
    )
    form_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"


class CommentSwitch(TimeStamped):
    """Whether news take comments at all. One row; without it they don't."""

    is_on = models.BooleanField(
        _("comments are on"),
        default=False,
        help_text=_("Posts that take comments show those that were let through, and a form. Off: neither."),
    )

    class Meta:
        verbose_name = _("comments, switch for all news")
        verbose_name_plural = _("comments, switch for all news")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="campaign_comment_switch_is_one"),
        ]

    def __str__(self) -> str:
        return str(_("Comments are on") if self.is_on else _("Comments are off"))
