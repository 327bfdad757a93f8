from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_reissued_because")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("letter", "Completion letter"),
                    ("certificate", "Certificate"),
                    ("acknowledgment", "Acknowledgment letter"),
                    ("council", "One-pager for the council"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
    ]
