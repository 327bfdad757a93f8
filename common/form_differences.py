"""Two versions of a form side by side: what is saved now and what somebody typed."""

from collections.abc import Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BooleanField, BoundField, DateField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.problems import Conflict


def beside_saved(typed: BaseForm, saved: BaseForm, conflict: Conflict) -> dict[str, Any]:
    """A form that came too late, beside what was saved in the meantime: the context of ``layouts/_conflict.html``.

    ``typed`` keeps what was typed and takes on the ``version`` of ``saved``: sending it again is then a choice.
    """
    data = cast("QueryDict", typed.data).copy()
    data["version"] = str(saved["version"].value())
    typed.data = data
    return {"form": typed, "conflict": conflict.message, "differences": differences(saved, typed)}


def differences(saved: BaseForm, typed: BaseForm) -> list[tuple[Any, str, str]]:
    """The fields in which two forms of one kind differ: label, value as saved, value as typed, in words. No files."""
    pairs = ((saved[name], typed[name]) for name in typed.fields if name in saved.fields)
    visible = [pair for pair in pairs if not (pair[1].is_hidden or pair[1].field.widget.needs_multipart_form)]
    rows = [(here.label, _shown(here), _shown(there)) for here, there in visible]
    return [row for row in rows if row[1] != row[2]]


def _shown(bound: BoundField) -> str:
    """A field's value in words: the label of a choice, yes or no, a date as it is written here, else the text itself."""
    if isinstance(bound.field, BooleanField):
        return _("Yes") if bound.field.to_python(bound.value()) else _("No")
    value = bound.value()
    if value is None or value == "":
        return ""
    if isinstance(bound.field, DateField):
        return _day(bound.field, value)
    if isinstance(value, list | tuple):
        labels = _labels(getattr(bound.field, "choices", ()))
        return "; ".join(labels.get(str(one), str(one)) for one in value)
    # A browser ends the lines of a text with two characters; what is saved may have one.
    text = str(value).replace("\r\n", "\n").strip()
    return _labels(getattr(bound.field, "choices", ())).get(text, text)


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
