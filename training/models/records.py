"""Classes, training records, and the head counts of agencies that name no one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import Lockable, TimeStamped, Versioned
from training.models.catalogue import Course
from training.models.roster import Officer
from training.models.roster_imports import RosterImport


class Delivery(models.TextChoices):
    """How a course was given (FAQ 5)."""

    IN_PERSON = "in_person", _("In person")
    LIVE_ONLINE = "live_online", _("Live online")
    RECORDED = "recorded", _("Recorded")


class Offering(TimeStamped, Versioned):
    """A class on a date. The hours of its sessions add up."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="offerings", verbose_name=_("agency"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="offerings", verbose_name=_("course"))
    reference = models.CharField(_("class number or name"), max_length=60)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    delivery = models.CharField(
        _("delivery"), max_length=12, choices=Delivery.choices, default=Delivery.IN_PERSON
    )
    # Agencies that name no one: the head count that those who finished this class went into.
    counted_in = models.ForeignKey(
        "HeadCount",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="classes",
        editable=False,
        verbose_name=_("counted in"),
    )
    from_import = models.ForeignKey(
        RosterImport,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="offerings",
        editable=False,
        db_index=False,
    )

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["-starts_on", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "course", "reference"], name="training_offering_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class OfferingSession(TimeStamped):
    """One meeting of a class."""

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="sessions", verbose_name=_("class"))
    number = models.PositiveSmallIntegerField(_("session"))
    held_on = models.DateField(_("date"))
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "number"], name="training_session_number_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_session_has_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id}: {self.number}"


class TrainingRecord(TimeStamped, Lockable):
    """That an officer took a course, or a session of one."""

    class Status(models.TextChoices):
        COMPLETED = "completed", _("Completed")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")
        INCOMPLETE = "incomplete", _("Not finished")
        INSTRUCTED = "instructed", _("Taught it")
        SCHEDULED = "scheduled", _("Scheduled")

    Delivery = Delivery

    # The pair of agency and course is the index; one more would be written with every row of an import.
    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="training_records", verbose_name=_("agency"), db_index=False
    )
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="records", verbose_name=_("officer"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="records", verbose_name=_("course"))
    offering = models.ForeignKey(
        Offering, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("class")
    )
    # Tells apart two sessions of one class on one day; empty where the day says enough.
    session = models.CharField(_("session"), max_length=40, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    completed_on = models.DateField(_("completed on"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.COMPLETED)
    delivery = models.CharField(
        _("delivery"), max_length=12, choices=Delivery.choices, default=Delivery.IN_PERSON
    )
    expires_on = models.DateField(_("certificate valid until"), null=True, blank=True)
    certificate_number = models.CharField(_("certificate number"), max_length=60, blank=True)
    from_import = models.ForeignKey(
        RosterImport,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="records",
        editable=False,
        db_index=False,
    )

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        ordering = ["-completed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "course", "completed_on"],
                condition=Q(offering__isnull=True),
                name="training_record_once",
            ),
            models.UniqueConstraint(
                fields=["officer", "course", "completed_on", "offering", "session"],
                condition=Q(offering__isnull=False),
                name="training_record_once_a_session",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_record_has_hours"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("completed_on")),
                name="training_record_expires_after_completed",
            ),
        ]
        indexes = [models.Index(fields=["agency", "course"], name="training_record_agency_course")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.course_id} {self.completed_on}"


class HeadCount(TimeStamped):
    """Figures of an agency that names no officer (FAQ 10). Each entry stays, so that there is a history."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="head_counts", verbose_name=_("agency"))
    as_of = models.DateField(_("as of"))
    sworn = models.PositiveIntegerField(_("sworn officers"))
    cit = models.PositiveIntegerField(_("with crisis-intervention training"))
    mhfa_without_cit = models.PositiveIntegerField(
        _("with mental health first aid and no crisis-intervention training")
    )
    non_sworn_trained = models.PositiveIntegerField(_("non-sworn staff trained"), default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        ordering = ["-as_of", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sworn__gte=F("cit") + F("mhfa_without_cit")),
                name="training_headcount_within_sworn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.as_of}"

    @property
    def either(self) -> int:
        """Sworn officers with either training."""
        return self.cit + self.mhfa_without_cit

    @property
    def untrained(self) -> int:
        """Sworn officers with neither training."""
        return self.sworn - self.cit - self.mhfa_without_cit
