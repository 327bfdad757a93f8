"""The first spotlight was brought here: ``campaign/content/seed`` has it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaign", "0009_spotlights")]
    operations = []
