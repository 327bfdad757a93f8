"""The spotlight series: work worth knowing, featured and in the archive, and who is nominated for it."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import INLINE, MARKDOWN, Published
from common.models import TimeStamped


class Spotlight(Published):
    """A program, person or resource that moves the field on. At most one is featured; the others are the archive."""

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("last part of its address"), max_length=80, unique=True)
    who = models.CharField(_("whose work it is"), max_length=160, blank=True)
    summary = models.CharField(_("in one sentence"), max_length=300)
    body = models.TextField(_("story"), max_length=8000, help_text=MARKDOWN)
    figures = models.TextField(
        _("figures"),
        max_length=1000,
        blank=True,
        help_text=format_lazy(
            "{} {}", _("One a line: the figure, a bar, what it counts. Such as: 3% | were arrested"), INLINE
        ),
    )
    shown_on = models.DateField(_("date"), null=True, blank=True)
    is_featured = models.BooleanField(_("featured"), default=False)

    class Meta:
        verbose_name = _("spotlight")
        verbose_name_plural = _("spotlights")
        ordering = ["-is_featured", "-shown_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "is_featured",
                condition=models.Q(is_featured=True),
                name="campaign_spotlight_one_featured",
                violation_error_message=_(
                    "Another spotlight is featured. Move that one to the archive first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Nomination(TimeStamped):
    """Someone proposes a spotlight, in four fields. Seen by staff alone."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        CONSIDERED = "considered", _("Being considered")
        CHOSEN = "chosen", _("Chosen")
        SET_ASIDE = "set_aside", _("Set aside")

    nominee = models.CharField(_("nominee"), max_length=200)
    summary = models.TextField(_("the work"), max_length=3000)
    contact = models.CharField(_("sender's contact"), max_length=300)
    nominee_contact = models.CharField(_("nominee's contact"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.NEW)
    note = models.TextField(_("note for staff"), max_length=2000, blank=True)
    form_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.nominee
