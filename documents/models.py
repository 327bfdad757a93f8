"""Papers: letters, certificates, and what goes with them. An issued one is never overwritten: it is superseded or revoked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import PubliclyNamed, TimeStamped, opaque_code
from files.models import StoredFile
from pledges.models import Completion

REASON_MAX = 300


class PresidentTerm(TimeStamped):
    """Who is President of the IACP, and when: papers carry the name of the one in office on their date."""

    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(
        _("title"), max_length=120, default="President, International Association of Chiefs of Police"
    )
    from_on = models.DateField(_("in office from"))
    until_on = models.DateField(_("in office until"), null=True, blank=True)

    class Meta:
        verbose_name = _("president's term")
        verbose_name_plural = _("presidents' terms")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="documents_term_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last serial number given in a year. Its row is locked while a number is reserved."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Document(PubliclyNamed, TimeStamped):
    """One paper. Its content is frozen as JSON when it is asked for; its file is written once."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Completion letter")
        CERTIFICATE = "certificate", _("Certificate")
        ACKNOWLEDGMENT = "acknowledgment", _("Acknowledgment letter")
        COUNCIL = "council", _("One-pager for the council")

    class State(models.TextChoices):
        QUEUED = "queued", _("Being made")
        ISSUED = "issued", _("Issued")
        FAILED = "failed", _("Could not be made")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10, default="en")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="documents", verbose_name=_("agency"))
    completion = models.ForeignKey(
        Completion, models.PROTECT, related_name="documents", verbose_name=_("completion")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    number = models.CharField(_("number"), max_length=20, null=True, blank=True, unique=True)
    code = models.CharField(
        _("verification code"), max_length=26, unique=True, default=opaque_code, editable=False
    )
    dated_on = models.DateField(_("date"))
    content = models.JSONField(_("content"))
    content_digest = models.CharField(max_length=64)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=300, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("takes the place of"),
    )
    reissued_because = models.CharField(_("reason for issuing again"), max_length=REASON_MAX, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_because = models.CharField(_("reason for revoking"), max_length=REASON_MAX, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion", "kind"],
                condition=Q(kind__in=["certificate", "acknowledgment"], supersedes__isnull=True),
                name="documents_document_one_a_completion",
            ),
            models.CheckConstraint(
                condition=~Q(kind="certificate") | Q(number__isnull=False),
                name="documents_certificate_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(file__isnull=False, issued_at__isnull=False),
                name="documents_issued_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.pk}"

    @property
    def file_stem(self) -> str:
        """What its file is called when it is saved, without the ending: ``certificate-OM-2026-000012``."""
        return f"{self.kind}-{self.number or self.dated_on.isoformat()}"
