"""Agencies, and who may act for them."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from agencies.places import place_name
from common.models import PubliclyNamed, TimeStamped, Versioned
from common.tokens import Link
from files.models import StoredFile

INVITATION_LINK = Link("agencies.invitation")
INVITED_FOR = timedelta(days=14)

ori_validator = RegexValidator(
    r"^[A-Z]{2}[A-Z0-9]{7}$",
    _("An ORI has nine characters: two letters, then seven letters or digits, such as GA0440200."),
)


def slug_of(name: str) -> str:
    """What an agency's address says besides its code: for people, as the code alone finds it."""
    return slugify(name)[:60] or "agency"


class Agency(PubliclyNamed, TimeStamped, Versioned):
    """A law-enforcement agency."""

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", _("City or town police")
        COUNTY = "county", _("County police")
        SHERIFF = "sheriff", _("Sheriff's office")
        STATE = "state", _("State or provincial police")
        CAMPUS = "campus", _("Campus or school police")
        HOSPITAL = "hospital", _("Hospital police")
        TRIBAL = "tribal", _("Tribal police")
        TRANSIT = "transit", _("Transit, airport or railroad police")
        FEDERAL = "federal", _("Federal agency")
        OTHER = "other", _("Other")

    class EvidenceMode(models.TextChoices):
        ROSTER = "roster", _("A roster of officers")
        COUNTS = "counts", _("Head counts only")

    name = models.CharField(_("agency name"), max_length=160)
    kind = models.CharField(_("type of agency"), max_length=20, choices=Kind.choices, default=Kind.MUNICIPAL)
    country = models.CharField(_("country"), max_length=2, default="US")
    region = models.CharField(
        _("state or province"), max_length=6, blank=True, help_text="ISO 3166-2, such as US-GA"
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    ori = models.CharField(_("ORI"), max_length=9, blank=True, validators=[ori_validator])
    website = models.URLField(_("website"), blank=True)
    address = models.TextField(_("postal address"), blank=True, max_length=300)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    head_name = models.CharField(_("head of agency"), max_length=120, blank=True)
    head_title = models.CharField(_("title of the head of agency"), max_length=80, blank=True)
    sworn = models.PositiveIntegerField(_("sworn officers"), null=True, blank=True)
    non_sworn = models.PositiveIntegerField(_("non-sworn staff"), null=True, blank=True)
    headcount_on = models.DateField(_("head count as of"), null=True, blank=True)
    evidence_mode = models.CharField(
        _("how training is recorded"),
        max_length=10,
        choices=EvidenceMode.choices,
        default=EvidenceMode.ROSTER,
    )
    pseudonymous = models.BooleanField(_("officers by ID alone, no names"), default=False)
    # The agency's own word, given on its profile: its leads then get questions, through the portal alone.
    accepts_messages = models.BooleanField(_("answers questions from others"), default=False)
    # Announced by a pledge whose coordinator hasn't confirmed the address: it holds no ORI and counts as nobody's likeness.
    is_provisional = models.BooleanField(_("announced only"), default=False, editable=False)
    # As the IACP found it when it verified a pledge: what emails to strangers may say, whatever a lead calls the agency since.
    verified_name = models.CharField(_("name as verified"), max_length=160, blank=True, editable=False)
    # As decided: at the verification of the pledge, then by each certification. What the public register says.
    decided_sworn = models.PositiveIntegerField(
        _("sworn officers as decided"), null=True, blank=True, editable=False
    )
    is_suspended = models.BooleanField(_("suspended"), default=False)
    # A lead's own word: no second one is suggested any more.
    one_lead_is_enough = models.BooleanField(_("one lead is enough"), default=False)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.UniqueConstraint(
                fields=["ori"],
                condition=~Q(ori="") & Q(is_provisional=False),
                name="agencies_agency_ori",
                violation_error_message=_("An agency with this ORI is registered already."),
            ),
        ]
        indexes = [
            models.Index(Lower("name"), name="agencies_agency_name"),
            models.Index(fields=["country", "region"], name="agencies_agency_region"),
        ]

    def __str__(self) -> str:
        return self.name

    # Who the agency is: once it is verified, these change by the IACP's decision alone.
    DECIDED = ("name", "kind", "country", "region", "city", "ori")

    @property
    def is_verified(self) -> bool:
        """Whether the IACP has verified a pledge of it, whatever became of that pledge since."""
        return bool(self.verified_name)

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    @property
    def place(self) -> str:
        """City, state or province, and the country where it isn't the United States."""
        return place_name(city=self.city, region=self.region, country=self.country)


class Membership(TimeStamped):
    """A person who may act for an agency, and as what."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        EDITOR = "editor", _("Editor")
        SIGNATORY = "signatory", _("Signatory")
        VIEWER = "viewer", _("Viewer")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships", verbose_name=_("agency"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["agency", "user"], name="agencies_membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.role}"

    @property
    def may_edit(self) -> bool:
        """Leads, editors and signatories keep the evidence; viewers read."""
        return self.role in {self.Role.LEAD, self.Role.EDITOR, self.Role.SIGNATORY}

    @property
    def may_submit(self) -> bool:
        """Leads and signatories speak for the agency towards the IACP."""
        return self.role in {self.Role.LEAD, self.Role.SIGNATORY}

    @property
    def is_lead(self) -> bool:
        return self.role == self.Role.LEAD


class Tie(models.Model):
    """A lasting tie between an agency and a person, who never decides on it. Rows are never deleted: see ``agencies.ties``."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("is or was a member")
        HEAD = "head", _("is or was named as its head")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="ties", verbose_name=_("agency"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user"], condition=Q(kind="member"), name="agencies_tie_member_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "name"], condition=Q(kind="head"), name="agencies_tie_head_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="member", user__isnull=False) | Q(kind="head", user__isnull=True),
                name="agencies_tie_of_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.kind}"


class Invitation(PubliclyNamed, TimeStamped):
    """An offer to act for an agency. The token in the link is kept only as its hash, and works once."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="invitations", verbose_name=_("agency"))
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Membership.Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "agency",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="agencies_invitation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.role}"


class LeadChange(TimeStamped):
    """A lead whom the IACP appointed, with the reason that every member was told."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="lead_changes", verbose_name=_("agency"))
    # One of the two: a member or someone with an account becomes lead at once, anyone else is invited.
    appointed = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead"),
    )
    invitation = models.ForeignKey(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("invitation")
    )
    replaced = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replaced"),
    )
    reason = models.TextField(_("reason"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("appointed by")
    )

    class Meta:
        verbose_name = _("appointed lead")
        verbose_name_plural = _("appointed leads")

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.pk}"

    @property
    def who(self) -> str:
        """The appointed person by name, or by what the invitation calls them."""
        if self.invitation is not None:
            return self.invitation.name or self.invitation.email
        return str(self.appointed or "")


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
        verbose_name = _("request to change who an agency is")
        verbose_name_plural = _("requests to change who an agency is")
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
