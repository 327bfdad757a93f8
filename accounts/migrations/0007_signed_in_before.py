from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_kept_form")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="signed_in_before",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="signed in before that"
            ),
        ),
    ]
