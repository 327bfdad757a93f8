"""Form fields and inputs that Django lacks."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from common.days import years_later
from common.text import is_readable, one_line, tidy_address

# What the rule engine takes for a year; beyond it the year wasn't typed whole.
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


class LineField(forms.CharField):
    """What people read on one line (a title, a rank, a place): without what can't be seen, and with a letter or a digit."""

    unreadable: str | Promise = _("Use letters or digits.")

    def clean(self, value: Any) -> str:
        """The text tidied, once all validators took it; ValidationError for pictures, signs or invisible characters alone."""
        text = super().clean(value) or ""
        line = one_line(text)
        if text and not is_readable(line):
            raise ValidationError(str(self.unreadable), code="unreadable")
        return line


class NameField(LineField):
    """The name of a person or an agency."""

    unreadable = _("Write the name in letters.")


class DayInput(forms.DateInput):
    """A date, with the browser's own picker, which wants the date as 2026-11-22 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A date near enough to be meant: each form says how many years back and ahead its days can be.

    Years are counted from today's date: on an agency's pages, where the current time zone is its own, from its day. Whether a
    day may be to come at all, the form or the action says in words of its own. 23 and 0023 are asked about.
    """

    widget = DayInput

    def __init__(self, *, years_back: int, years_ahead: int, **options: Any) -> None:
        super().__init__(**options)
        self.years_back, self.years_ahead = years_back, years_ahead

    def clean(self, value: Any) -> date | None:
        """Raises ValidationError for a year that isn't typed whole, and for a day that is too far away."""
        day = super().clean(value)
        if day is None:
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Write the year with four digits, such as 2026."), code="year")
        today = timezone.localdate()
        if day < years_later(today, -self.years_back):
            raise ValidationError(_LONG_AGO % {"years": self.years_back}, code="long_ago")
        if day > years_later(today, self.years_ahead):
            raise ValidationError(_FAR_AHEAD % {"years": self.years_ahead}, code="far_ahead")
        return day


_LONG_AGO = ngettext_lazy(
    "This day is more than a year ago. Check the year.",
    "This day is more than %(years)d years ago. Check the year.",
    "years",
)
_FAR_AHEAD = ngettext_lazy(
    "This day is more than a year ahead. Check the year.",
    "This day is more than %(years)d years ahead. Check the year.",
    "years",
)
