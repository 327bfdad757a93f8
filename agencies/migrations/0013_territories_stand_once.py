from django.db import migrations

# ISO 3166 has them as countries, too; the portal has them among the regions of the United States alone.
_TERRITORIES = ("AS", "GU", "MP", "PR", "VI")


def among_the_states(apps, schema_editor):
    """Agencies that chose a territory as their country, and the requests to change to one that wait."""
    for code in _TERRITORIES:
        apps.get_model("agencies", "Agency").objects.filter(country=code).update(country="US", region=f"US-{code}")
    requests = apps.get_model("agencies", "IdentityRequest").objects.filter(state="waiting")
    for request in requests:
        code = request.after.get("country")
        if code in _TERRITORIES:
            request.after |= {"country": "US", "region": f"US-{code}"}
            request.save(update_fields=["after"])


class Migration(migrations.Migration):
    dependencies = [("agencies", "0012_reference")]

    operations = [migrations.RunPython(among_the_states, migrations.RunPython.noop)]
