"""The figures, their notes and the timeline were brought here: ``campaign/content/seed`` has it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaign", "0003_reasons")]
    operations = []
