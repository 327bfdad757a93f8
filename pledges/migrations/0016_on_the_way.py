"""A pledge that isn't completed is on the way, also among its earlier statuses."""

from django.db import migrations, models


def rename(apps, schema_editor):
    pledges = apps.get_model("pledges", "Pledge").objects.exclude(earlier_statuses=[])
    for pledge in pledges.only("earlier_statuses").iterator():
        told = [["on_the_way" if kind == "pledged" else kind, *days] for kind, *days in pledge.earlier_statuses]
        if told != pledge.earlier_statuses:
            pledge.earlier_statuses = told
            pledge.save(update_fields=["earlier_statuses"])


class Migration(migrations.Migration):

    dependencies = [
        ("pledges", "0015_reinstated"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pledge",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "Waiting for the email address to be confirmed"),
                    ("confirmed", "Waiting for the IACP to verify"),
                    ("queried", "The IACP asked a question"),
                    ("closed", "Closed"),
                    ("active", "On the way"),
                    ("submitted", "Completion submitted"),
                    ("returned", "Returned for changes"),
                    ("completed", "One Mind Certified"),
                    ("revoked", "Certificate revoked"),
                    ("withdrawn", "Withdrawn"),
                    ("lapsed", "Lapsed"),
                ],
                default="received",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.RunPython(rename, migrations.RunPython.noop),
    ]
