"""Who an agency is, was and asks to be, and what its letters show of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, SearchedField, SearchedQuerySet
from common.models import PubliclyNamed, TimeStamped, Versioned
from files.models import StoredFile


class IdentityRequest(PubliclyNamed, TimeStamped, Versioned):
    """A change of who an agency is: asked for by the agency and decided by a reviewer, or corrected by one directly."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the IACP")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CORRECTED = "corrected", _("Spelling corrected by the IACP")

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="identity_requests", verbose_name=_("agency")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    # Of the fields that differ alone, by their names in ``Agency.DECIDED``.
    before = models.JSONField(_("as it was"))
    after = models.JSONField(_("as asked for"))
    reason = models.TextField(_("reason"), max_length=1000)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("requested by")
    )
    answer = models.TextField(_("what the agency is told"), blank=True, max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for an identity change")
        verbose_name_plural = _("requests for identity changes")
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(state="waiting"),
                name="agencies_identityrequest_one_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.state}"


class FormerName(TimeStamped):
    """A name that an agency was known by, until when. It stays searchable; a misspelling is shown nowhere."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="former_names", verbose_name=_("agency"))
    name = models.CharField(_("former name"), max_length=160)
    until_on = models.DateField(_("until"))
    is_misspelling = models.BooleanField(_("a misspelling"), default=False)
    searched = SearchedField(of=("name",))

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="agencies_formername_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.until_on}"


class Letterhead(TimeStamped):
    """What an agency's letters have at their top. Rows are added and never changed: letters of before keep theirs.

    A picture goes before lines; with neither, the letterhead is made of the agency's profile.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="letterheads", verbose_name=_("agency"))
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_name = models.CharField(_("file name"), max_length=200, blank=True)
    lines = models.TextField(_("lines"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.agency_id}"
