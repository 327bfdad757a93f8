from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("pledges", "0013_returned"),
    ]

    operations = [
        migrations.RemoveField(model_name="completion", name="return_reasons"),
    ]
