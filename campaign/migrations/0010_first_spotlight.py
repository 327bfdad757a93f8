"""The first spotlight, told in our own words; staff edit it and add others."""

from django.db import migrations

STORY = {
    "title": "Crisis Intervention Response Unit",
    "who": "Denver Police Department",
    "summary": "Officers and licensed clinicians answer calls together, and few of them end in an arrest.",
    "body": "Since 2016, officers in Denver answer calls side by side with licensed behavioral health clinicians when a "
    "person's behavioral health is known or thought to be part of the matter. The aim is to meet people where they are: "
    "informed by what trauma does, and so as to do less harm.\n\n"
    "The unit works in all six of the city's police districts. When this was written it did so 12 hours a day on seven "
    "days a week, with round-the-clock service planned for 2021. Grants let it more than double within two years: from "
    "four licensed clinical social workers to a staff of 32, four clinical case managers among them.\n\n"
    "Officers doubted it at first. By now they count on it, and many hope to be paired with a social worker.\n\n"
    "Where there was an arrest or a ticket in 2018, behavioral health was mostly not the main reason for the call.",
    "figures": "1,725 | people met by the unit in 2018\n3% | of them were arrested\n2% | were given a ticket\n"
    "About 25% | of those whom clinicians met were connected to the Mental Health Center of Denver",
    "is_featured": True,
    "is_published": True,
}


def add(apps, schema_editor):
    spotlight = apps.get_model("campaign", "Spotlight")
    spotlight.objects.get_or_create(slug="denver-crisis-intervention-response-unit", defaults=STORY)


class Migration(migrations.Migration):
    dependencies = [("campaign", "0009_spotlights")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
