"""The third and fourth practices: who was trained, in what, and when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import Lockable, PubliclyNamed, TimeStamped, Versioned
from files.models import StoredFile


class Track(models.TextChoices):
    """What a course can count for. The values are those of the facts file."""

    CIT = "cit", _("Crisis intervention")
    MHFA = "mhfa", _("Mental-health first aid")
    NONE = "none", _("Neither")


class Course(PubliclyNamed, TimeStamped):
    """A course in the catalogue. ``standing`` belongs to the course, and so counts for every agency at once."""

    class Standing(models.TextChoices):
        RECOGNIZED = "recognized", _("Recognized")
        APPROVED = "approved", _("Approved as equivalent")
        PENDING = "pending", _("Waiting for a decision")
        DECLINED = "declined", _("Not equivalent")

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=160)
    provider = models.CharField(_("provider"), max_length=160, blank=True)
    track = models.CharField(_("counts for"), max_length=4, choices=Track.choices, default=Track.NONE)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    valid_months = models.PositiveSmallIntegerField(_("valid for, in months"), null=True, blank=True)
    is_refresher = models.BooleanField(_("refresher"), default=False)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.choices, default=Standing.PENDING)
    note = models.TextField(_("what agencies are told"), blank=True, max_length=1000)
    proposed_by = models.ForeignKey(
        Agency, models.SET_NULL, null=True, blank=True, related_name="proposed_courses", verbose_name=_("proposed by")
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_course_has_hours"),
        ]

    def __str__(self) -> str:
        return self.title


class Officer(TimeStamped, Versioned):
    """A person on an agency's roster, known by the agency's own ID. The name is optional: least data."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="officers", verbose_name=_("agency"))
    ref = models.CharField(_("officer ID"), max_length=40)
    name = models.CharField(_("name"), max_length=120, blank=True)
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    is_sworn = models.BooleanField(_("sworn"), default=True)
    hired_on = models.DateField(_("hired"), null=True, blank=True)
    separated_on = models.DateField(_("separated"), null=True, blank=True)
    on_leave_since = models.DateField(_("on leave since"), null=True, blank=True)
    excluded_because = models.CharField(_("excluded by the IACP because"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        ordering = ["ref"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "ref"], name="training_officer_ref_once"),
            models.CheckConstraint(
                condition=Q(separated_on__isnull=True) | Q(hired_on__isnull=True) | Q(separated_on__gte=F("hired_on")),
                name="training_officer_separated_after_hired",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Offering(TimeStamped):
    """A class on a date. Its sessions add up."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="offerings", verbose_name=_("agency"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="offerings", verbose_name=_("course"))
    reference = models.CharField(_("class number or name"), max_length=60)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["-starts_on", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="training_offering_reference_once"),
        ]

    def __str__(self) -> str:
        return self.reference


class TrainingRecord(TimeStamped, Lockable):
    """That an officer took a course, or a session of one."""

    class Status(models.TextChoices):
        COMPLETED = "completed", _("Completed")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")
        INCOMPLETE = "incomplete", _("Not finished")
        INSTRUCTED = "instructed", _("Taught it")
        SCHEDULED = "scheduled", _("Scheduled")

    class Delivery(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        LIVE_ONLINE = "live_online", _("Live online")
        RECORDED = "recorded", _("Recorded")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="training_records", verbose_name=_("agency"))
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="records", verbose_name=_("officer"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="records", verbose_name=_("course"))
    offering = models.ForeignKey(
        Offering, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("class")
    )
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    completed_on = models.DateField(_("completed on"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.COMPLETED)
    delivery = models.CharField(_("delivery"), max_length=12, choices=Delivery.choices, default=Delivery.IN_PERSON)
    expires_on = models.DateField(_("certificate valid until"), null=True, blank=True)
    certificate_number = models.CharField(_("certificate number"), max_length=60, blank=True)

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
                fields=["officer", "course", "completed_on", "offering"],
                condition=Q(offering__isnull=False),
                name="training_record_once_a_session",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_record_has_hours"),
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
    mhfa_without_cit = models.PositiveIntegerField(_("with mental-health first aid and no crisis-intervention training"))
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
                condition=Q(sworn__gte=F("cit") + F("mhfa_without_cit")), name="training_headcount_within_sworn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.as_of}"


class RosterImport(PubliclyNamed, TimeStamped):
    """A file of officers or records on its way in: read, shown as a dry run, confirmed, applied whole or not at all."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Being read")
        PREVIEWED = "previewed", _("Waiting for your yes")
        CONFIRMED = "confirmed", _("Being brought in")
        APPLIED = "applied", _("Brought in")
        REFUSED = "refused", _("Refused")
        DISCARDED = "discarded", _("Discarded")
        UNDONE = "undone", _("Undone")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="imports", verbose_name=_("agency"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    file_name = models.CharField(_("file name"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UPLOADED)
    mapping = models.JSONField(_("columns"), default=dict)
    summary = models.JSONField(_("summary"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    applied_at = models.DateTimeField(_("brought in"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class EquivalencyRequest(PubliclyNamed, TimeStamped):
    """An agency's question whether a course counts (FAQ 1, FAQ 2). The answer is the course's standing, for everyone."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for the IACP")
        ASKED = "asked", _("The IACP asked for more")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="equivalency_requests", verbose_name=_("agency"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="requests", verbose_name=_("course"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    topics = models.JSONField(_("topics covered"), default=dict)
    explanation = models.TextField(_("how the course covers the topics"), max_length=4000, blank=True)
    syllabus = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("syllabus")
    )
    syllabus_name = models.CharField(_("file name"), max_length=200, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    reasons = models.TextField(_("reasons for the decision"), max_length=2000, blank=True)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("equivalency request")
        verbose_name_plural = _("equivalency requests")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.course_id} {self.state}"
