from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("pledges", "0007_open_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="completion",
            name="particulars",
            field=models.JSONField(blank=True, null=True, verbose_name="particulars as submitted"),
        ),
        migrations.AddField(
            model_name="completion",
            name="submission_digest",
            field=models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of what was submitted"),
        ),
    ]
