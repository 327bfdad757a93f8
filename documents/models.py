"""Papers: letters, certificates, and what goes with them. An issued one is never overwritten: it is superseded or revoked."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import PubliclyNamed, TimeStamped, opaque_code
from common.tokens import Link
from files.models import StoredFile
from files.names import safe_name
from pledges.models import Completion

REASON_MAX = 300
SIGNING_LINK = Link("documents.sign")
# What a paper that is only looked at shows in the place of a code: no certificate ever has it.
NO_CODE = "a" * 26
SIGN_WITHIN = timedelta(days=14)


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
    """The last serial number given in a year, for certificates or for letters. Its row is locked while one is reserved."""

    class Kind(models.TextChoices):
        CERTIFICATES = "certificates", _("Certificates")
        LETTERS = "letters", _("Letters")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CERTIFICATES)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="documents_numberseries_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Document(PubliclyNamed, TimeStamped):
    """One paper. Its content is frozen as JSON when it is asked for; its file is written once."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Completion letter")
        SIGNED = "signed_letter", _("Signed completion letter")
        RETURN = "return_letter", _("Letter returning the completion")
        CERTIFICATE = "certificate", _("Certificate")
        ACKNOWLEDGMENT = "acknowledgment", _("Acknowledgment letter")
        COUNCIL = "council", _("One-pager for the council")

    class State(models.TextChoices):
        QUEUED = "queued", _("Being made")
        ISSUED = "issued", _("Issued")
        FAILED = "failed", _("Could not be made")
        # Its decision was recalled before anyone was told: its number is never used again.
        VOID = "void", _("Void")

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
    # The email about it leaves no earlier; null for as soon as it is made.
    tell_after = models.DateTimeField(_("email held until"), null=True, blank=True)
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
                condition=Q(kind__in=["certificate", "acknowledgment"], supersedes__isnull=True)
                & ~Q(state="void"),
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
    def file_name(self) -> str:
        """What its file is called when it is saved: ``Fresno Police Department - completion letter 2026-0012.pdf``."""
        named = self.content.get("agency") or ""
        agency = named.get("name", "") if isinstance(named, dict) else named
        number = self.number or self.content.get("number") or self.dated_on.isoformat()
        what = FILE_NAMES[self.kind]
        signed = ", signed" if self.kind == self.Kind.SIGNED else ""
        return safe_name(
            f"{agency} - {what} {number}{signed}.pdf" if agency else f"{what} {number}{signed}.pdf"
        )


# File names are in one language: they are sorted, sent on and searched for by people of both sides.
FILE_NAMES: dict[str, str] = {
    Document.Kind.LETTER: "completion letter",
    Document.Kind.SIGNED: "completion letter",
    Document.Kind.RETURN: "returned completion",
    Document.Kind.CERTIFICATE: "certificate",
    Document.Kind.ACKNOWLEDGMENT: "acknowledgment letter",
    Document.Kind.COUNCIL: "one-pager",
}


class SigningRequest(PubliclyNamed, TimeStamped):
    """A letter that was sent to the person who signs it, by a mailed link that works once, and what became of it.

    Signed is ``letter`` as it was read: `content_sha256` is over all that it says. A completion has one open at a time.
    """

    class Method(models.TextChoices):
        TYPED = "typed", _("Typed name")
        DRAWN = "drawn", _("Drawn signature")
        UPLOADED = "uploaded", _("Scan or photo of the signed letter")

    completion = models.ForeignKey(
        Completion, models.CASCADE, related_name="signing_requests", verbose_name=_("completion")
    )
    letter = models.ForeignKey(
        Document, models.PROTECT, related_name="signing_requests", verbose_name=_("letter")
    )
    email = models.EmailField(_("email address"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    # A lead or signatory of the agency agreed that signing submits the completion, and confirmed that it is true.
    submits = models.BooleanField(_("submit once signed"), default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    method = models.CharField(_("how it was signed"), max_length=10, choices=Method.choices, blank=True)
    signed_name = models.CharField(_("name as typed"), max_length=120, blank=True)
    content_sha256 = models.CharField(_("SHA-256 of what was signed"), max_length=64, blank=True)
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drawn signature")
    )

    class Meta:
        verbose_name = _("letter sent for signature")
        verbose_name_plural = _("letters sent for signature")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion"],
                condition=Q(signed_at__isnull=True, revoked_at__isnull=True),
                name="documents_signingrequest_one_open",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | ~(Q(signed_name="") | Q(method="") | Q(content_sha256="")),
                name="documents_signingrequest_signed_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.completion_id}"
