"""The ten learning sites and the three supporting organizations; staff edit and add to them afterwards."""

from django.db import migrations

SITES = (
    ("Arlington Police Department", "Massachusetts"),
    ("Gallia, Jackson, Meigs Counties Sheriffs' Offices", "Ohio"),
    ("Houston Police Department", "Texas"),
    ("Los Angeles Police Department", "California"),
    ("Madison County Sheriff's Office", "Tennessee"),
    ("Madison Police Department", "Wisconsin"),
    ("Portland Police Department", "Maine"),
    ("Salt Lake City Police Department", "Utah"),
    ("Tucson Police Department", "Arizona"),
    ("University of Florida Police Department", "Florida"),
)
SUPPORTERS = (
    ("911 Sane Jane, Inc.", "Atlanta", "GA"),
    ("The California Police Activities League", "Sacramento", "CA"),
    ("Massachusetts Constable's Office", "Sandwich", "MA"),
)


def add(apps, schema_editor):
    site, supporter = (apps.get_model("campaign", name) for name in ("LearningSite", "Supporter"))
    for name, state in SITES:
        site.objects.get_or_create(name=name, defaults={"state": state, "is_published": True})
    for name, city, state in SUPPORTERS:
        values = {"city": city, "state": state, "is_published": True}
        supporter.objects.get_or_create(name=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("campaign", "0007_friends")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
