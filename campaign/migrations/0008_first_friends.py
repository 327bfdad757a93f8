"""Learning sites and supporters were brought here: ``campaign/content/seed`` has it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaign", "0007_friends")]
    operations = []
