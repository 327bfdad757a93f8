"""What stands in small print at the foot of every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import Published


class Disclaimer(Published):
    """A paragraph at the foot of every page."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"), max_length=1500)

    class Meta:
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
