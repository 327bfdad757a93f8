"""The form of a row of content in the admin."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaign.content.queries.versions import stood_since
from common.forms.merging import MomentForm


class Lines(forms.CharField):
    """Text of more than one line. A browser ends lines in its own way, which is no change to what they say."""

    def to_python(self, value: Any) -> Any:
        """The text with the ends of lines that the database has."""
        found = super().to_python(value)
        return found.replace("\r\n", "\n").replace("\r", "\n") if isinstance(found, str) else found


class ContentForm(MomentForm, forms.ModelForm):
    """Remembers what the row said when it was read, so that two people who edit it at once don't undo each other's work."""

    ASKS_BY_CHOICE: ClassVar[bool] = False
    # Says in words why a row can't stand as it would be saved; empty when it can. The admin of its kind gives it.
    objection: Callable[[Any], str] = staticmethod(lambda row: "")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["read_at"] = self.instance.updated_at.isoformat()

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that were edited, for the history."""
        return [name for name in super().changed_data if name not in self.CARRIED]

    def clean(self) -> dict[str, Any] | None:
        """Refused when another person saves the row in this very moment; what was typed stays in the form."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        read_at = said.get("read_at")
        if self.instance.pk and read_at and not stood_since(self.instance, read_at):
            raise ValidationError(
                _("Another person saved this at the same moment, so your change was not saved. Save again."),
                code="stale",
            )
        return said

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        words = "" if self.errors else self.objection(self.instance)
        if words:
            self.add_error(None, words)
