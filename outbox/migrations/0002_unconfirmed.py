from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="UnconfirmedCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
                ("day", models.DateField(db_index=True)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "emails to an unconfirmed address",
                "verbose_name_plural": "emails to unconfirmed addresses",
                "constraints": [
                    models.UniqueConstraint(fields=("mark", "day"), name="outbox_unconfirmed_once")
                ],
            },
        ),
    ]
