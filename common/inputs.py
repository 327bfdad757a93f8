"""Form fields and inputs that Django lacks."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.text import is_readable, one_line, tidy_address

# What the rule engine takes for a year; beyond it stands a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2199


class EmailField(forms.EmailField):
    """An email address in the one spelling that is kept, however it was pasted (`common.text.tidy_address`)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Browsers refuse "Name <address>" in a field of the type email, before we can take the address out of it.
        self.widget.input_type = "text"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The keyboard for addresses, and no help with spelling."""
        typing = {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
        return super().widget_attrs(widget) | typing

    def to_python(self, value: Any) -> str:
        """The address tidied; validators then refuse what is none."""
        return tidy_address(super().to_python(value) or "")


class NameField(forms.CharField):
    """The name of a person or an agency: on one line, without what can't be seen, and with a letter or a digit."""

    def clean(self, value: Any) -> str:
        """The name tidied, once all validators took it; ValidationError for pictures or signs alone."""
        name = one_line(super().clean(value) or "")
        if name and not is_readable(name):
            raise ValidationError(_("Write the name in letters."), code="unreadable")
        return name


class DayInput(forms.DateInput):
    """A date, with the browser's own picker, which wants the date as 2026-11-22 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A date whose year was typed whole: 23 and 0023 are asked about, where they would otherwise be kept as they are."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:
        """Raises ValidationError for a year before FIRST_YEAR or after LAST_YEAR."""
        day = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Write the year with four digits, such as 2026."), code="year")
        return day
