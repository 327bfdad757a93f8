from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0003_contacts_services_memoranda'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='partnership',
            name='contact_email',
        ),
        migrations.RemoveField(
            model_name='partnership',
            name='contact_name',
        ),
        migrations.RemoveField(
            model_name='partnership',
            name='contact_phone',
        ),
    ]
