"""The library was brought here: ``campaign/content/seed`` has it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaign", "0005_resources")]
    operations = []
