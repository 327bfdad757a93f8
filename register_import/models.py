"""Files with the register that existed before the portal, and the agencies that came in with them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import PubliclyNamed, TimeStamped, Versioned
from files.models import StoredFile


class RegisterImport(PubliclyNamed, TimeStamped, Versioned):
    """A file with agencies, what a person answered about it, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", _("Not imported yet")
        APPLIED = "applied", _("Imported")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    # None once it was kept for long enough.
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    name = models.CharField(_("file name"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    # The question's name -> what was answered.
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    # What the last comparison found, in numbers.
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    # The rows that stayed out when it was imported, with the reasons; CSV.
    refused_rows = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rows that stayed out"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of agencies")
        verbose_name_plural = _("imports of agencies")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class ImportedAgency(TimeStamped):
    """An agency that came in with a file: its line there, and the notes that the file has on it, for the IACP alone."""

    register_import = models.ForeignKey(
        RegisterImport, models.CASCADE, related_name="agencies", verbose_name=_("import")
    )
    agency = models.OneToOneField(Agency, models.CASCADE, related_name="imported", verbose_name=_("agency"))
    line = models.CharField(_("line"), max_length=80)
    notes = models.TextField(_("notes"), blank=True, max_length=2000)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)

    class Meta:
        verbose_name = _("imported agency")
        verbose_name_plural = _("imported agencies")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.register_import_id}: {self.line}"
