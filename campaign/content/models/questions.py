"""Questions that agencies ask, with the campaign's answers."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaign.content.models.pages import NUMBERS
from campaign.content.models.published import MARKDOWN, Published


class Question(Published):
    """One question and its answer. ``number`` is how forms and papers refer to it: FAQ 6."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"), max_length=4000, help_text=format_lazy("{} {}", MARKDOWN, NUMBERS))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.question
