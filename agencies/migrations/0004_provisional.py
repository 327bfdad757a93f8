from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_search")]

    operations = [
        migrations.AddField(
            "agency",
            "is_provisional",
            models.BooleanField(default=False, editable=False, verbose_name="announced only"),
        ),
        migrations.AddField(
            "agency",
            "verified_name",
            models.CharField(blank=True, editable=False, max_length=160, verbose_name="name as verified"),
        ),
        migrations.RemoveConstraint("agency", "agencies_agency_ori"),
        migrations.AddConstraint(
            "agency",
            models.UniqueConstraint(
                fields=["ori"],
                condition=~Q(ori="") & Q(is_provisional=False),
                name="agencies_agency_ori",
                violation_error_message="An agency with this ORI is registered already.",
            ),
        ),
    ]
