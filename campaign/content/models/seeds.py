"""What the content began with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
