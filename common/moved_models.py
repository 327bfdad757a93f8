"""Migrations of models that move into another app, with their rows: the table is renamed, and what names the model follows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


def take_over(old: str, new: str, *, state: Sequence[Operation], models: Iterable[str]) -> list[Operation]:
    """The operations by which the app ``new`` takes ``models`` over from the app ``old``, whose state they have left.

    ``state`` is what makes the models in the new app's state. The tables are renamed; the content types, and with them the
    permissions of users and groups and the admin's history, go on under the new app. Depends on ``contenttypes``.
    """
    names = list(models)
    tables: list[Operation] = [migrations.AlterModelTable(name, f"{old}_{name}") for name in names]
    return [
        migrations.SeparateDatabaseAndState(state_operations=[*state, *tables]),
        *(migrations.AlterModelTable(name, None) for name in names),
        migrations.RunPython(_types(old, new, names), _types(new, old, names)),
    ]


def _types(old: str, new: str, names: list[str]) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def move(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        types: Any = apps.get_model("contenttypes", "ContentType")
        types.objects.filter(app_label=old, model__in=names).update(app_label=new)

    return move
