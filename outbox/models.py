"""Side effects to be: written in the transaction of the change that causes them, delivered afterwards."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UnconfirmedCount(models.Model):
    """How many emails an address that no one has confirmed got on a day. The address is kept as a mark alone."""

    mark = models.CharField(max_length=64)
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("emails to an unconfirmed address")
        verbose_name_plural = _("emails to unconfirmed addresses")
        constraints = [models.UniqueConstraint(fields=["mark", "day"], name="outbox_unconfirmed_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"


class Message(models.Model):
    """One side effect. ``kind`` names its handler, ``payload`` carries ids only, ``key`` makes a second posting a no-op."""

    kind = models.CharField(_("kind"), max_length=80)
    payload = models.JSONField(_("payload"), default=dict)
    key = models.CharField(_("key"), max_length=160, unique=True)
    created_at = models.DateTimeField(_("posted"), auto_now_add=True)
    available_at = models.DateTimeField(_("due"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        indexes = [
            models.Index(
                fields=["available_at"],
                name="outbox_due",
                condition=Q(delivered_at__isnull=True, failed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
