"""A completion has a row for each practice: what the three columns said moves there, and nothing is lost."""

import django.db.models.deletion
from django.db import migrations, models

# Practices of every edition so far, each with the column that held its words.
COLUMNS = {
    "partnership": "partnership_statement",
    "policy": "policy_statement",
    "crisis_intervention": "training_statement",
    "first_aid": None,
}


def keep(apps, schema_editor):
    completions = apps.get_model("pledges", "Completion").objects
    rows = apps.get_model("pledges", "CompletionPractice").objects
    for completion in completions.iterator(chunk_size=500):
        rows.bulk_create(
            rows.model(
                completion=completion,
                practice=practice,
                statement=getattr(completion, column) if column else "",
            )
            for practice, column in COLUMNS.items()
        )


def give_back(apps, schema_editor):
    completions = apps.get_model("pledges", "Completion").objects
    rows = apps.get_model("pledges", "CompletionPractice").objects
    for row in rows.exclude(statement="").iterator(chunk_size=500):
        if column := COLUMNS.get(row.practice):
            completions.filter(pk=row.completion_id).update(**{column: row.statement})


class Migration(migrations.Migration):

    dependencies = [
        ("pledges", "0003_latest_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompletionPractice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("practice", models.CharField(max_length=40, verbose_name="practice")),
                ("statement", models.TextField(blank=True, max_length=4000, verbose_name="in the agency's own words")),
                ("completion", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="practices", to="pledges.completion", verbose_name="completion")),
            ],
            options={
                "verbose_name": "practice of a completion",
                "verbose_name_plural": "practices of a completion",
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="completionpractice",
            constraint=models.UniqueConstraint(fields=("completion", "practice"), name="pledges_completionpractice_once"),
        ),
        migrations.RunPython(keep, give_back),
    ]
