"""Questions of agencies whether a course counts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import PubliclyNamed, TimeStamped, Versioned
from files.models import StoredFile
from training.models.catalogue import Course


class EquivalencyRequest(PubliclyNamed, TimeStamped, Versioned):
    """An agency's question whether a course counts (FAQ 1, FAQ 2). The answer is the course's standing, for everyone."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for the IACP")
        ASKED = "asked", _("The IACP asked for more")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="equivalency_requests", verbose_name=_("agency")
    )
    course = models.ForeignKey(Course, models.PROTECT, related_name="requests", verbose_name=_("course"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    # Topic key -> where in the syllabus it is covered, in the agency's words; a topic that isn't covered is absent.
    topics = models.JSONField(_("topics covered"), default=dict)
    explanation = models.TextField(_("how the course covers the topics"), max_length=4000, blank=True)
    syllabus = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("syllabus")
    )
    syllabus_name = models.CharField(_("file name"), max_length=200, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    question = models.TextField(_("what the IACP asked"), max_length=2000, blank=True)
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
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "asked", "approved", "declined", "withdrawn"]),
                name="training_request_state",
            ),
            models.UniqueConstraint(
                fields=["agency", "course"],
                condition=Q(state__in=["open", "asked"]),
                name="training_request_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.state}"
