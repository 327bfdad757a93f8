"""The first practice: a partnership with a community mental-health organization."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import TimeStamped
from evidence.models import EarlierVersion, Entry
from files.models import StoredFile


class CommunityOrganization(TimeStamped):
    """A community mental-health organization, as one agency knows it. A blank kind is one that the agency hasn't said."""

    class Kind(models.TextChoices):
        CENTER = "center", _("Community mental health center or clinic")
        AUTHORITY = "authority", _("County, regional or state behavioral health agency")
        CRISIS = "crisis", _("Crisis service: crisis line, mobile team or crisis center")
        HOSPITAL = "hospital", _("Hospital or health system")
        SUBSTANCE_USE = "substance_use", _("Substance use treatment provider")
        ADVOCACY = "advocacy", _("Advocacy or family organization, such as NAMI")
        PEERS = "peers", _("Peer-run organization")
        CAMPUS = "campus", _("Campus or school counseling service")
        TRIBAL = "tribal", _("Tribal health service")
        OTHER = "other", _("Another kind of organization")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="organizations", verbose_name=_("agency"))
    name = models.CharField(_("organization"), max_length=160)
    kind = models.CharField(_("kind of organization"), max_length=20, choices=Kind.choices, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("state or province"), max_length=6, blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("community organization")
        verbose_name_plural = _("community organizations")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="partnerships_organization_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Partnership(Entry):
    """What an agency and an organization do together, and the memorandum of understanding that stands today.

    ``services`` are values of Service, in its order.
    """

    class Service(models.TextChoices):
        CO_RESPONSE = "co_response", _("Co-response")
        CRISIS_LINE = "crisis_line", _("Crisis line")
        DROP_OFF = "drop_off", _("Drop-off at a crisis center")
        REFERRAL = "referral", _("Referral to services")
        FOLLOW_UP = "follow_up", _("Follow-up after a call")
        TRAINING = "training", _("Training of officers")

    class Renewal(models.TextChoices):
        AUTOMATIC = "automatic", _("It renews by itself")
        AGREEMENT = "agreement", _("Both sides agree to renew it")
        NONE = "none", _("It isn't renewed")

    organization = models.ForeignKey(
        CommunityOrganization, models.PROTECT, related_name="partnerships", verbose_name=_("organization")
    )
    services = models.JSONField(_("services"), default=list, blank=True)
    nature = models.TextField(_("nature of the partnership"), max_length=3000, blank=True)
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    mou = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("memorandum of understanding"),
    )
    mou_name = models.CharField(_("file name"), max_length=200, blank=True)
    mou_signed_on = models.DateField(_("memorandum signed"), null=True, blank=True)
    mou_effective_on = models.DateField(_("memorandum in effect from"), null=True, blank=True)
    mou_expires_on = models.DateField(_("memorandum expires"), null=True, blank=True)
    mou_renewal = models.CharField(
        _("renewal of the memorandum"), max_length=12, choices=Renewal.choices, blank=True
    )
    mou_notice_days = models.PositiveSmallIntegerField(_("days of notice"), null=True, blank=True)
    may_be_published = models.BooleanField(
        _("the organization agrees to be named in the directory"), default=False
    )

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["organization__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="partnerships_partnership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(mou_expires_on__isnull=True)
                | Q(mou_signed_on__isnull=True)
                | Q(mou_expires_on__gt=F("mou_signed_on")),
                name="partnerships_memorandum_expires_after_signing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)


class PartnershipContact(models.Model):
    """A person or an office at the organization: no more than it takes to reach them."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="contacts", verbose_name=_("partnership")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["id"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.role]))


class EarlierMemorandum(EarlierVersion):
    """A memorandum of understanding that another one replaced."""

    entry = models.ForeignKey(
        Partnership, models.CASCADE, related_name="earlier", verbose_name=_("partnership")
    )

    class Meta(EarlierVersion.Meta):
        verbose_name = _("earlier memorandum")
        verbose_name_plural = _("earlier memoranda")
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="partnerships_earlier_once"),
        ]
