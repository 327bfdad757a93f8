"""The first practice: a partnership with a community mental-health organization."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import TimeStamped
from evidence.models import Entry
from files.models import StoredFile


class CommunityOrganization(TimeStamped):
    """A community mental-health organization, as one agency knows it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="organizations", verbose_name=_("agency"))
    name = models.CharField(_("organization"), max_length=160)
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
    """What an agency and an organization do together."""

    organization = models.ForeignKey(
        CommunityOrganization, models.PROTECT, related_name="partnerships", verbose_name=_("organization")
    )
    nature = models.TextField(_("nature of the partnership"), max_length=3000, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
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
        ]

    def __str__(self) -> str:
        return str(self.organization)

    @property
    def contact_line(self) -> str:
        """Whom to reach and how, in a line."""
        return ", ".join(filter(None, [self.contact_name, self.contact_email, self.contact_phone]))
