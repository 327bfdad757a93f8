"""Why agencies join: figures with their sources, and how the campaign came to be."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import INLINE, Published


class Note(Published):
    """A source that statistics refer to by its number: ``[3]`` in a statement leads here."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    text = models.TextField(_("source"), max_length=1000, help_text=INLINE)
    url = models.URLField(_("address"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes to the statistics")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class Statistic(Published):
    """A figure that speaks for the campaign, as its source gives it."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    figure = models.CharField(
        _("figure"), max_length=40, help_text=_("Shown large, such as 32% or 65% to 70%.")
    )
    statement = models.TextField(
        _("statement"),
        max_length=600,
        help_text=format_lazy(
            "{} {}",
            _(
                "Ends with the number of its note in brackets, such as [3]. More than one may stand in the text."
            ),
            INLINE,
        ),
    )
    remark = models.TextField(
        _("remark"),
        max_length=600,
        blank=True,
        help_text=format_lazy("{} {}", _("Shown in small print, such as how to read the figure."), INLINE),
    )

    class Meta:
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.figure}: {self.statement[:60]}"


class Milestone(Published):
    """An entry of the campaign's timeline: what was so in its year. Today's figures are counted elsewhere."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1893), MaxValueValidator(2200)]
    )
    text = models.CharField(_("what happened"), max_length=300)
    url = models.URLField(_("address"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("timeline")
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return f"{self.year}: {self.text[:60]}"
