"""Two versions of a form side by side: what is saved now and what somebody typed."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BooleanField, BoundField, DateField
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def differences(saved: BaseForm, typed: BaseForm, fields: Iterable[str]) -> list[tuple[Any, str, str]]:
    """The fields in which two forms of one kind differ: label, value as saved, value as typed, in words."""
    pairs = ((saved[name], typed[name]) for name in fields)
    rows = [(here.label, shown(here), shown(there)) for here, there in pairs]
    return [row for row in rows if row[1] != row[2]]


def shown(bound: BoundField) -> str:
    """A field's value in words: the label of a choice, yes or no, a date as it is written here, else the text itself."""
    if isinstance(bound.field, BooleanField):
        return _("Yes") if bound.field.to_python(bound.value()) else _("No")
    value = bound.value()
    if value is None or value == "":
        return ""
    if isinstance(bound.field, DateField):
        return _day(bound.field, value)
    return _labels(getattr(bound.field, "choices", ())).get(str(value), str(value))


def _day(field: DateField, value: Any) -> str:
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
