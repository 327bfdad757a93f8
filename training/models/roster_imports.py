"""Files of officers and records on their way in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.models import PubliclyNamed, TimeStamped
from files.models import StoredFile


class RosterImport(PubliclyNamed, TimeStamped):
    """One or two files: read, mapped, shown as a dry run, confirmed, applied whole or not at all, perhaps undone."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Being read")
        MAPPING = "mapping", _("Waiting for your answers")
        PLANNING = "planning", _("Being compared")
        PREVIEWED = "previewed", _("Waiting for your confirmation")
        CONFIRMED = "confirmed", _("Being imported")
        APPLIED = "applied", _("Imported")
        REFUSED = "refused", _("Can't be read")
        DISCARDED = "discarded", _("Discarded")
        UNDONE = "undone", _("Undone")

    # What a person sees of the way, in order.
    STEPS = [
        ("file", _("File")),
        ("columns", _("Questions")),
        ("preview", _("Comparison")),
        ("result", _("Imported")),
    ]

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="imports", verbose_name=_("agency"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UPLOADED)
    # What the first reading found (tables, headers, examples, values), and what the person answered.
    shape = models.JSONField(_("what is in the files"), default=dict)
    mapping = models.JSONField(_("columns and answers"), default=dict)
    # The dry run: figures, examples of each kind, the first problems. ``digest`` covers every row of it.
    summary = models.JSONField(_("summary"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    digest = models.CharField(max_length=64, blank=True)
    # How many jobs were asked for: each planning and each writing is one of its own.
    rounds = models.PositiveSmallIntegerField(default=0, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    message = models.CharField(_("what went wrong"), max_length=600, blank=True)
    refused_rows = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("refused rows")
    )
    # Rows as they were before this import changed them, to put them back.
    before = models.JSONField(_("changed rows as they were"), default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-applied_at"], name="training_import_applied")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.state}"

    @property
    def name(self) -> str:
        """The names of its files."""
        return ", ".join(file.name for file in self.files.all())


class ImportFile(models.Model):
    """One of an import's files. The bytes are gone once ``file`` is empty: they were purged."""

    roster_import = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="files", verbose_name=_("import")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    name = models.CharField(_("file name"), max_length=200)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["roster_import", "position"], name="training_import_file_position"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportMemory(TimeStamped):
    """What an agency answered before, so that the next file of the same make is matched by itself."""

    agency = models.OneToOneField(
        Agency, models.CASCADE, related_name="import_memory", verbose_name=_("agency")
    )
    columns = models.JSONField(_("columns"), default=dict)
    values = models.JSONField(_("values"), default=dict)

    class Meta:
        verbose_name = _("import memory")
        verbose_name_plural = _("import memories")

    def __str__(self) -> str:
        return str(self.agency_id)
