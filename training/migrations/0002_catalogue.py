"""The courses that are recognized, and those known not to be equivalent."""

from django.db import migrations

from training import catalogue


def add(apps, schema_editor):
    catalogue.ensure(apps.get_model("training", "Course"))


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
