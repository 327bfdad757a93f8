"""The last question before a step that can't be undone: the number or the name that it concerns, typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.text import folded


class TypedForm(forms.Form):
    """Asks for ``expected``, a number or a name, as it is when the form is sent: what has changed since is asked again."""

    typed = forms.CharField(
        max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )

    def __init__(self, *args: Any, expected: int | str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = str(expected)
        field = self.fields["typed"]
        field.label = _("To confirm, type: %(expected)s") % {"expected": self.expected}
        field.error_messages["required"] = self._words()
        if isinstance(expected, int):
            field.widget.attrs["inputmode"] = "numeric"

    def clean_typed(self) -> str:
        """What was typed, without regard to capitals and spaces; a number with or without commas."""
        typed = folded(self.cleaned_data["typed"])
        if self.expected.isdecimal():
            typed = typed.replace(",", "").replace(" ", "")
        if typed != folded(self.expected):
            raise ValidationError(self._words())
        return typed

    def _words(self) -> str:
        return _("Type “%(expected)s” to confirm. Nothing was changed.") % {"expected": self.expected}
