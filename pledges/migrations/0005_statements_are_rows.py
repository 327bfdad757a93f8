from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("pledges", "0004_a_row_for_each_practice"),
    ]

    operations = [
        migrations.RemoveField(model_name="completion", name="training_statement"),
        migrations.RemoveField(model_name="completion", name="partnership_statement"),
        migrations.RemoveField(model_name="completion", name="policy_statement"),
    ]
