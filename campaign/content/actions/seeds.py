"""Bringing the content that the portal begins with into the database."""

import hashlib
import json
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import models, transaction

from campaign.content.seeding import KINDS, Kind, seeds
from common.open_actions import OpenTo, open_to


@open_to(OpenTo.SYSTEM)
@transaction.atomic
def load(*, apps: Apps = installed) -> int:
    """Add the seeds that are new, and let rows follow seeds that changed; return how many rows were written.

    A row that staff edited stays as it is, and one that they deleted stays away: `Seed` remembers what each seed said when
    it was loaded. ``apps`` are the models of the moment, so that a migration may call this. Side effects: rows of content, and
    of `Seed`.
    """
    loaded: Any = apps.get_model("content", "Seed")
    tables: list[Any] = [apps.get_model("content", kind.model) for kind in KINDS]
    # Rows from before seeds were remembered: what isn't among them was deleted by staff.
    is_older = not loaded.objects.exists() and any(table.objects.exists() for table in tables)
    return sum(_load(kind, apps, is_older=is_older and not kind.is_younger) for kind in KINDS)


def _load(kind: Kind, apps: Apps, *, is_older: bool) -> int:
    model: Any = apps.get_model("content", kind.model)
    loaded: Any = apps.get_model("content", "Seed")
    known = {seed.key: seed for seed in loaded.objects.filter(kind=kind.model)}
    rows = {_key(kind, row): row for row in model.objects.order_by("pk")}
    new, missing, followed = [], [], 0
    for values in _typed(model, seeds(kind)):
        wanted = model(**{"is_published": True, **values})
        key, digest = _key(kind, wanted), _digest(wanted, values)
        if key not in known:
            new.append(loaded(kind=kind.model, key=key, digest=digest))
            if key not in rows and not is_older:
                missing.append(wanted)
        elif known[key].digest != digest:
            row = rows.get(key)
            if row is not None and _digest(row, values) == known[key].digest:
                for name, value in values.items():
                    setattr(row, name, value)
                row.save()
                followed += 1
            loaded.objects.filter(pk=known[key].pk).update(digest=digest)
    model.objects.bulk_create(missing)
    loaded.objects.bulk_create(new)
    return len(missing) + followed


def _typed(model: type[models.Model], rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [{name: _field(model, name).to_python(text) for name, text in row.items()} for row in rows]


def _key(kind: Kind, row: models.Model) -> str:
    return hashlib.sha256(
        json.dumps([str(getattr(row, name)) for name in kind.known_by]).encode()
    ).hexdigest()


def _digest(row: models.Model, names: dict[str, Any]) -> str:
    said = {name: _field(row, name).value_to_string(row) for name in names}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _field(model: type[models.Model] | models.Model, name: str) -> Any:
    return model._meta.get_field(name)
