"""Bytes on disk, stored once under their hash. Who may read them is decided by the rows that point here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """One content. Never changed; the same bytes uploaded twice are one row."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    created_at = models.DateTimeField(_("stored"), auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.sha256


class UploadDay(models.Model):
    """How many bytes an agency has sent on a day: ``files.quota`` counts them. Only the last day of an agency is kept."""

    agency_ref = models.BigIntegerField(_("agency"))
    day = models.DateField(_("day"))
    size = models.PositiveBigIntegerField(_("bytes sent"), default=0)

    class Meta:
        verbose_name = _("day of uploads")
        verbose_name_plural = _("days of uploads")
        constraints = [models.UniqueConstraint(fields=["agency_ref", "day"], name="files_one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.agency_ref} {self.day}: {self.size}"
