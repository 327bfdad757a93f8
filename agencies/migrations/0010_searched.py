"""What searches look through: names and city folded, in a column of its own, indexed by three-letter pieces."""

import agencies.models.agency
from django.db import migrations

OLD_COLUMNS = ("name", "city")
OLD_TABLE = "agencies_agency_search"


def drop_old(apps, schema_editor):
    """The index over the columns as they were typed."""
    if schema_editor.connection.vendor == "postgresql":
        for column in OLD_COLUMNS:
            schema_editor.execute(f"DROP INDEX IF EXISTS agencies_agency_{column}_pieces")
    else:
        for event in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {OLD_TABLE}_on_{event}")
        schema_editor.execute(f"DROP TABLE IF EXISTS {OLD_TABLE}")


def fill(apps, schema_editor):
    """The names that are there. New ones are folded as they are written."""
    searched = agencies.models.agency.searched
    agency = apps.get_model("agencies", "Agency")
    for pk, name, city in list(agency.objects.values_list("pk", "name", "city")):
        agency.objects.filter(pk=pk).update(searched=searched(name, city))
    former = apps.get_model("agencies", "FormerName")
    for pk, name in list(former.objects.values_list("pk", "name")):
        former.objects.filter(pk=pk).update(searched=searched(name))


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX agencies_agency_searched_pieces ON agencies_agency USING gin (searched gin_trgm_ops)"
        )


class Migration(migrations.Migration):
    # PostgreSQL takes no index on a table in whose transaction rows were written that triggers still wait for.
    atomic = False
    dependencies = [("agencies", "0009_invitation_words")]
    operations = [
        migrations.RunPython(drop_old, migrations.RunPython.noop),
        migrations.AddField(
            model_name="agency",
            name="searched",
            field=agencies.models.agency.SearchedField(blank=True, default="", editable=False, of=("name", "city")),
        ),
        migrations.AddField(
            model_name="formername",
            name="searched",
            field=agencies.models.agency.SearchedField(blank=True, default="", editable=False, of=("name",)),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
