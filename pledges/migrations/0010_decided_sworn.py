from django.db import migrations
from django.db.models import F


def decide(apps, schema_editor):
    """Of verified agencies the figure on the profile; of certified ones the figure that was frozen and approved."""
    agency = apps.get_model("agencies", "Agency")
    agency.objects.exclude(verified_name="").update(decided_sworn=F("sworn"))
    approved = apps.get_model("pledges", "Completion").objects.filter(state="approved").order_by("decided_at", "pk")
    for number, report in approved.values_list("agency_id", "report"):
        agency.objects.filter(pk=number).update(decided_sworn=report["sworn"])


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0009_signed_copy"),
        ("agencies", "0006_identity"),
    ]

    operations = [migrations.RunPython(decide, migrations.RunPython.noop)]
