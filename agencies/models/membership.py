"""Who may act for an agency, who is invited to, and who never decides on it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from common.models import PubliclyNamed, TimeStamped
from common.tokens import Link

INVITATION_LINK = Link("agencies.invitation")
INVITED_FOR = timedelta(days=14)


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
    email = models.EmailField(_("email address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Membership.Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
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
