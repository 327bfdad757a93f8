"""The switch for comments. The first news and the small print were brought here: ``campaign/content/seed`` has them."""

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("campaign", "CommentSwitch").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("campaign", "0012_news_classes_and_versions")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
