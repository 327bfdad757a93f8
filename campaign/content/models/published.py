"""Content that is written first and shown when it is ready."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import markdown
from common.models import TimeStamped

MARKDOWN = markdown.HELP
INLINE = markdown.HELP_INLINE


class PublishedQuerySet(models.QuerySet):
    """Rows for a public page."""

    def shown(self, *, drafts: bool = False) -> "PublishedQuerySet":
        """The published rows; with ``drafts``, all of them, for a preview."""
        return self if drafts else self.filter(is_published=True)


class Published(TimeStamped):
    """A row that is a draft until it is published. Who changed what is in the admin's history of the row."""

    is_published = models.BooleanField(
        _("published"), default=False, help_text=_("A draft is seen in the preview alone.")
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it today."""
        return self.is_published
