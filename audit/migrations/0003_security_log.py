"""The security log: a table beside the trail, and how the role that runs the portal lets old rows of it go."""

import django.utils.timezone
from django.db import migrations, models

# That role may not delete. The function runs as the tables' owner and lets go of nothing younger than a day.
PURGE = """
CREATE FUNCTION audit_purge_security(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM audit_securityevent WHERE at < least(before, now() - interval '1 day') RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE EXECUTE ON FUNCTION audit_purge_security(timestamptz) FROM PUBLIC;
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PURGE, params=None)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_purge_security(timestamptz)")


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='at')),
                ('label', models.CharField(db_index=True, max_length=60, verbose_name='what')),
                ('actor_ref', models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name='by (user)')),
                ('agency_ref', models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name='agency')),
                ('subject', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='subject')),
                ('address', models.GenericIPAddressField(blank=True, null=True, verbose_name="visitor's address")),
                ('details', models.JSONField(default=dict, verbose_name='details')),
            ],
            options={
                'verbose_name': 'security event',
                'verbose_name_plural': 'security events',
                'ordering': ['-id'],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
