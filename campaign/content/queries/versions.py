"""What the history of content reads: its versions, and where one differs from another."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.core import serializers
from django.db import models
from django.utils.translation import gettext as _

from campaign.content.models import Version

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed (``kind`` is "same"), was taken out ("gone") or put in ("new")."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs between two versions, word by word."""

    label: str
    pieces: tuple[Piece, ...]


def kind_of(row: models.Model) -> str:
    """What versions of the row are filed under: ``content.question``."""
    return row._meta.label_lower


def fields_of(row: models.Model, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """What staff can edit of a row, as JSON holds it."""
    left_out = {*without, row._meta.pk.name if row._meta.pk else "id"}
    names = [
        field.name for field in row._meta.concrete_fields if field.editable and field.name not in left_out
    ]
    found: dict[str, Any] = json.loads(serializers.serialize("json", [row], fields=names))[0]["fields"]
    return found


def versions_of(row: models.Model) -> list[Version]:
    """All versions of a row, latest first."""
    rows = Version.objects.filter(kind=row._meta.label_lower, row=row.pk)
    return list(rows.select_related("made_by").order_by("-number"))


def stood_since(row: models.Model, moment: str) -> bool:
    """Whether a row was saved last at this moment, as ISO text. Holds the row until the transaction ends."""
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    return found is not None and found.updated_at.isoformat() == moment  # type: ignore[attr-defined]


def differences(model: type[models.Model], old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Where ``new`` reads other than ``old``, in the order of the model's fields."""
    return [
        Difference(str(field.verbose_name), tuple(_pieces(before, after)))
        for field in model._meta.concrete_fields
        if (before := _said(field, old)) != (after := _said(field, new))
    ]


def _said(field: "models.Field[Any, Any]", values: dict[str, Any]) -> str:
    """A field's value as a person reads it."""
    value = values.get(field.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return ""
    return str(dict(field.flatchoices).get(value, value))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[i:j]))
            continue
        if i < j:
            yield Piece("gone", "".join(before[i:j]))
        if k < m:
            yield Piece("new", "".join(after[k:m]))
