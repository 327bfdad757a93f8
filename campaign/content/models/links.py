"""What the nightly check found behind the addresses that the content names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """One address, and how it answered last. Shared by all rows that name it; no page depends on it."""

    class Result(models.TextChoices):
        FINE = "fine", _("Answers")
        BROKEN = "broken", _("Broken")
        UNSURE = "unsure", _("Couldn't tell")

    url = models.URLField(_("address"), max_length=500, unique=True)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    problem = models.CharField(_("what was wrong"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked at"))
    broken_since = models.DateTimeField(_("broken since"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links, checked nightly")
        ordering = ["result", "url"]

    def __str__(self) -> str:
        return self.url
