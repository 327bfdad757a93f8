"""The list of known agencies that the IACP loads to compare with, such as the one that the FBI publishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, SearchedField, SearchedQuerySet, ori_validator


class ReferenceAgency(models.Model):
    """An agency of the list: by its ORI alone, whoever pledged. Loaded whole by ``manage.py load_reference``."""

    ori = models.CharField(_("ORI"), max_length=9, unique=True, validators=[ori_validator])
    name = models.CharField(_("agency name"), max_length=160)
    kind = models.CharField(_("type of agency"), max_length=20, choices=Agency.Kind.choices)
    region = models.CharField(_("state"), max_length=6)
    county = models.CharField(_("county"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    officers = models.PositiveIntegerField(_("officers"), null=True, blank=True)
    searched = SearchedField(of=("name",))

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency of the reference list")
        verbose_name_plural = _("reference list")
        ordering = ["region", "name"]
        indexes = [models.Index(fields=["region", "name"], name="agencies_reference_region")]

    def __str__(self) -> str:
        return self.ori
