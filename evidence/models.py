"""The abstract parts of evidence: the entry itself, and what it said before it was replaced."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from common.models import Lockable, PubliclyNamed, TimeStamped, Versioned
from files.models import StoredFile


class Entry(PubliclyNamed, TimeStamped, Versioned, Lockable):
    """Something of an agency that begins, may end, is looked at again, and is closed while a submission stands on it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="%(app_label)s", verbose_name=_("agency"))
    review_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        abstract = True


class EarlierVersion(PubliclyNamed):
    """What an entry's document was before it was replaced: its file, and what was said of it, as JSON by field.

    A concrete model names its ``entry``, with ``earlier`` as the related name.
    """

    entry: Any
    number = models.PositiveIntegerField(_("version"))
    said = models.JSONField(_("what was recorded of it"), default=dict)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )

    class Meta:
        abstract = True
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.entry} ({self.number})"

    def as_row(self) -> Any:
        """The entry as it was recorded then, unsaved: its own columns alone."""
        model: Any = self._meta.get_field("entry").related_model
        columns = {column.name: column for column in model._meta.concrete_fields}
        said = {name: value for name, value in self.said.items() if name in columns}
        return model(**{name: columns[name].to_python(value) for name, value in said.items()})
