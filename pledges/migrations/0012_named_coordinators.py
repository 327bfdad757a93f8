import django.db.models.deletion
from django.db import migrations, models


def note_the_present(apps, schema_editor):
    """The coordinators of today; from now on triggers note each that a pledge names."""
    named = apps.get_model("pledges", "NamedCoordinator")
    pledges = apps.get_model("pledges", "Pledge").objects
    named.objects.bulk_create(
        [
            named(pledge_id=pk, name=name, email=email)
            for pk, name, email in pledges.values_list("pk", "coordinator_name", "coordinator_email")
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('pledges', '0011_revoked'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedCoordinator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='coordinator')),
                ('email', models.EmailField(max_length=254, verbose_name='email address')),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_coordinators', to='pledges.pledge', verbose_name='pledge')),
            ],
            options={
                'verbose_name': 'named coordinator',
                'verbose_name_plural': 'named coordinators',
            },
        ),
        migrations.RunPython(note_the_present, migrations.RunPython.noop),
    ]
