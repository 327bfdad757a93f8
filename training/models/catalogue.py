"""The catalogue of courses, and what the IACP ruled about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import PubliclyNamed, TimeStamped


class Track(models.TextChoices):
    """What a course can count for. The values are those of the facts file."""

    CIT = "cit", _("Crisis intervention")
    MHFA = "mhfa", _("Mental health first aid")
    NONE = "none", _("Neither")


class Course(PubliclyNamed, TimeStamped):
    """A course in the catalogue. ``standing`` belongs to the course, and so counts for every agency at once."""

    class Standing(models.TextChoices):
        RECOGNIZED = "recognized", _("Recognized")
        APPROVED = "approved", _("Approved as equivalent")
        PENDING = "pending", _("Waiting for a decision")
        DECLINED = "declined", _("Not equivalent")
        # No one has asked the IACP yet. The facts file has no such word: there the course stands on no track.
        UNREVIEWED = "unreviewed", _("Needs approval first")

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=160)
    provider = models.CharField(_("provider"), max_length=160, blank=True)
    track = models.CharField(_("counts for"), max_length=4, choices=Track.choices, default=Track.NONE)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    valid_months = models.PositiveSmallIntegerField(_("valid for, in months"), null=True, blank=True)
    is_refresher = models.BooleanField(_("refresher"), default=False)
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing.choices, default=Standing.UNREVIEWED
    )
    note = models.TextField(_("what agencies are told"), blank=True, max_length=1000)
    # Until the IACP has ruled on it, only the agency that proposed a course sees it.
    proposed_by = models.ForeignKey(
        Agency,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposed_courses",
        verbose_name=_("proposed by"),
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_course_has_hours"),
            models.CheckConstraint(
                condition=Q(standing__in=["recognized", "approved", "pending", "declined", "unreviewed"]),
                name="training_course_standing",
            ),
            models.CheckConstraint(
                condition=Q(track__in=["cit", "mhfa", "none"]), name="training_course_track"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def counts(self) -> bool:
        return self.standing in {self.Standing.RECOGNIZED, self.Standing.APPROVED}


class Ruling(TimeStamped):
    """One decision of the IACP about a course: the public register's history, and the precedents."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="rulings", verbose_name=_("course"))
    standing = models.CharField(_("standing"), max_length=12, choices=Course.Standing.choices)
    reasons = models.TextField(_("reasons"), blank=True, max_length=2000)
    conditions = models.TextField(_("conditions"), blank=True, max_length=2000)
    is_withdrawal = models.BooleanField(_("takes an approval back"), default=False)
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["-decided_at", "-id"]

    def __str__(self) -> str:
        return f"{self.course_id} {self.standing}"
