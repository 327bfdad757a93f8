"""How content read before and after each edit, and what it began with."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """A row of content as it was after an edit. Number 1 is how it stood before its first edit here, or when it was made."""

    kind = models.CharField(_("kind"), max_length=60)
    row = models.PositiveBigIntegerField(_("row"))
    number = models.PositiveIntegerField(_("number"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    fields = models.JSONField(_("fields"))
    back_to = models.PositiveIntegerField(_("goes back to"), null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["kind", "row", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "row", "number"], name="campaign_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}: {self.number}"


class Seed(models.Model):
    """That a seed was loaded, and what it said then: so that no later loading undoes what staff did to its row."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seed")
        verbose_name_plural = _("seeds")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="content_seed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:8]}"
