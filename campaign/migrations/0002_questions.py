"""The questions were brought here: ``campaign/content/seed`` has them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaign", "0001_initial")]
    operations = []
