"""Who stands beside the campaign: learning sites, supporting organizations, partnering associations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.content.models.published import MARKDOWN, Published


class LearningSite(Published):
    """An agency that other agencies may learn from, chosen nationally."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    state = models.CharField(_("state"), max_length=60)
    about = models.TextField(_("what others learn there"), max_length=1500, blank=True, help_text=MARKDOWN)
    url = models.URLField(_("address"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("learning site")
        verbose_name_plural = _("learning sites")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Supporter(Published):
    """An organization outside law enforcement that supports the campaign. Publishing it is how its sign-up is approved."""

    name = models.CharField(_("name"), max_length=160)
    city = models.CharField(_("city"), max_length=80)
    state = models.CharField(_("state or province"), max_length=60)
    url = models.URLField(_("website"), blank=True, max_length=500)
    # From here on for staff alone.
    contact_name = models.CharField(_("contact's name"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact's email address"), blank=True)
    reason = models.TextField(_("why they support the campaign"), max_length=1500, blank=True)
    form_key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("supporting organization")
        verbose_name_plural = _("supporting organizations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Association(Published):
    """An association that is a partner of the campaign."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    url = models.URLField(_("website"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("partnering association")
        verbose_name_plural = _("partnering associations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
