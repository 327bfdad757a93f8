"""The reviewer's desk: who looks at a completion, what is prepared and what was decided."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.models import PubliclyNamed, TimeStamped, Versioned
from documents.models import Document
from files.models import StoredFile
from pledges.models import Completion

# Emails about decisions are held for a week at most.
HOLD_MOST = 7 * 24 * 60


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


class Batch(PubliclyNamed, TimeStamped):
    """Decisions that are released together: all in one moment, once. A decision released by itself has one without a name.

    Open until it is released; then its emails are held, and until they leave it can be recalled.
    """

    name = models.CharField(_("name"), max_length=80, blank=True)
    release_on = models.DateField(_("released on"), null=True, blank=True)
    # Who said on which day: the schedule releases in this person's name.
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hold_minutes = models.PositiveSmallIntegerField(_("minutes that emails are held"))
    # Why the schedule couldn't release it, until it could.
    problem = models.CharField(_("why it wasn't released"), max_length=500, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hold_until = models.DateTimeField(_("emails held until"), null=True, blank=True)
    recalled_at = models.DateTimeField(_("recalled"), null=True, blank=True)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recalled_because = models.CharField(_("why it was recalled"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("batch of decisions")
        verbose_name_plural = _("batches of decisions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recalled_at__isnull=True) | models.Q(released_at__isnull=False),
                name="reviews_batch_recalled_was_released",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.pk}"

    @property
    def label(self) -> str:
        """What people call it."""
        return self.name or gettext("A single decision")

    @property
    def is_open(self) -> bool:
        return self.released_at is None

    def can_be_recalled(self, now: datetime) -> bool:
        """Whether its emails are still held."""
        return self.recalled_at is None and self.hold_until is not None and now < self.hold_until


class Decision(TimeStamped):
    """What was decided on a completion, once: approve or return, with what the reviewer said of each practice."""

    class Kind(models.TextChoices):
        APPROVE = "approve", _("Approved")
        RETURN = "return", _("Returned")

    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("batch")
    )
    # What the decision overwrote: a recall puts it back.
    before = models.JSONField(null=True, blank=True, editable=False)
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


class PreparedDecision(TimeStamped, Versioned):
    """A decision that isn't released: staff alone know of it, and the completion waits like any other."""

    completion = models.OneToOneField(
        Completion, models.PROTECT, related_name="prepared", verbose_name=_("completion")
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="prepared", verbose_name=_("batch")
    )
    kind = models.CharField(_("decision"), max_length=8, choices=Decision.Kind.choices)
    verified = models.JSONField(_("practices that are verified"), default=list)
    practices = models.JSONField(_("practice by practice"), default=dict)
    reasons = models.TextField(_("what the agency is told"), blank=True, max_length=4000)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared"))

    class Meta:
        verbose_name = _("prepared decision")
        verbose_name_plural = _("prepared decisions")

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.kind}"


def seen_of(rows: Iterable[PreparedDecision]) -> str:
    """What a page that shows these has seen: each with its version and its batch. Empty for none."""
    return ",".join(sorted(f"{row.pk}.{row.version}.{row.batch_id or 0}" for row in rows))


class PreparedPaper(TimeStamped):
    """A paper of a prepared decision as it would read, drawn to be looked at; its number and date come with the release."""

    prepared = models.ForeignKey(
        PreparedDecision, models.CASCADE, related_name="papers", verbose_name=_("prepared decision")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Document.Kind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))

    class Meta:
        verbose_name = _("paper of a prepared decision")
        verbose_name_plural = _("papers of prepared decisions")
        constraints = [
            models.UniqueConstraint(fields=["prepared", "kind"], name="reviews_preparedpaper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.prepared_id}: {self.kind}"
