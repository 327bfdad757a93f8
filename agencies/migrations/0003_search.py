"""PostgreSQL's index of three-letter pieces. SQLite's is made after the migrations: see ``agencies.search``."""

from django.db import migrations

COLUMNS = ("name", "city")


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for column in COLUMNS:
        schema_editor.execute(
            f"CREATE INDEX agencies_agency_{column}_pieces ON agencies_agency USING gin (upper({column}) gin_trgm_ops)"
        )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for column in COLUMNS:
        schema_editor.execute(f"DROP INDEX agencies_agency_{column}_pieces")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_accepts_messages")]
    operations = [migrations.RunPython(make, remove)]
