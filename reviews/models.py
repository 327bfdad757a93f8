"""The reviewer's desk: who looks at a completion, and what was decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import TimeStamped
from pledges.models import Completion


class Review(TimeStamped):
    """Who has taken up a completion, if anyone. Private notes stay here; the agency never sees them."""

    completion = models.OneToOneField(
        Completion, models.PROTECT, related_name="review", verbose_name=_("completion")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("reviewer"),
    )
    claimed_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    private_note = models.TextField(_("private note"), blank=True, max_length=4000)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.reviewer_id}"


class Decision(TimeStamped):
    """What was decided on a completion, once: approve or return, with what the reviewer said of each practice."""

    class Kind(models.TextChoices):
        APPROVE = "approve", _("Approved")
        RETURN = "return", _("Returned")

    completion = models.OneToOneField(
        Completion, models.PROTECT, related_name="decision", verbose_name=_("completion")
    )
    kind = models.CharField(_("decision"), max_length=8, choices=Kind.choices)
    practices = models.JSONField(_("practice by practice"), default=dict)
    reasons = models.TextField(_("what the agency is told"), blank=True, max_length=4000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.kind}"
