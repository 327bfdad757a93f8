"""A form's value in three ways: in words for a person, as text to compare, and as a browser sends it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

Field = forms.Field


def is_file(field: Field) -> bool:
    """Whether a field takes a file, which isn't compared by what it shows."""
    return field.widget.needs_multipart_form


def in_words(field: Field, value: Any) -> str:
    """A value in words: the label of a choice, yes or no, a date as it is written here, a file's name, else the text itself."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if field.to_python(value) else _("No")
    if is_file(field):
        return str(getattr(value, "name", value or ""))
    value = field.prepare_value(value)
    if value is None or value == "":
        return ""
    if isinstance(field, forms.DateField):
        return _day(field, value)
    labels = _labels(getattr(field, "choices", ()))
    if isinstance(value, list | tuple):
        return "; ".join(labels.get(str(one), str(one)) for one in value)
    return labels.get(_lines(str(value)), _lines(str(value)))


def comparable(field: Field, value: Any) -> str:
    """A value as text that is the same for the same value, whether it comes from a row or from a browser. No files."""
    if isinstance(field, forms.ModelChoiceField):
        value = field.prepare_value(value)
    else:
        # What can't be read is compared as it was typed.
        with suppress(ValidationError):
            value = field.to_python(value)
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "\x1f".join(sorted(str(one) for one in value))
    return _lines(str(value))


def as_sent(field: Field, value: Any) -> list[str]:
    """A value as a browser sends it: a list with one text, several for several choices, none for an empty box."""
    value = field.prepare_value(value)
    # Django's admin puts another one around some.
    widget: Any = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if isinstance(shown, Sequence) and not isinstance(shown, str):
        return [str(one) for one in shown]
    return [str(shown)] if shown is not None else [""]


def _lines(text: str) -> str:
    """A browser ends the lines of a text with two characters; what is saved may have one."""
    return text.replace("\r\n", "\n").strip()


def _day(field: forms.DateField, value: Any) -> str:
    """A date, written the same way whether it was saved or typed; what isn't one, as it was typed."""
    try:
        return date_format(field.to_python(value) or "")
    except ValidationError:
        return str(value)


def _labels(choices: Iterable[Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, label in choices:
        if isinstance(label, list | tuple):
            flat.update(_labels(label))
        else:
            flat[str(key)] = str(label)
    return flat
