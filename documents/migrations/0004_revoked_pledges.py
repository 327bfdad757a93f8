from django.db import migrations
from django.db.models import Max


def end(apps, schema_editor):
    """A completed pledge whose certificates were all revoked or replaced is revoked, as of the last revocation."""
    document = apps.get_model("documents", "Document")
    certificates = document.objects.filter(kind="certificate", completion__pledge__state="completed")
    valid = certificates.filter(revoked_at__isnull=True, superseded_by__isnull=True)
    gone = certificates.exclude(completion__pledge__in=valid.values("completion__pledge"))
    last = gone.filter(revoked_at__isnull=False).values_list("completion__pledge", "agency").annotate(Max("revoked_at"))
    for pledge, agency, revoked_at in list(last.order_by()):
        apps.get_model("pledges", "Pledge").objects.filter(pk=pledge).update(
            state="revoked", revoked_on=revoked_at.date()
        )
        for app, model in (
            ("partnerships", "Partnership"),
            ("policies", "Policy"),
            ("training", "TrainingRecord"),
        ):
            apps.get_model(app, model).objects.filter(agency=agency).update(locked_at=None)
        letters = document.objects.filter(
            kind="acknowledgment", completion__pledge=pledge, superseded_by__isnull=True, revoked_at__isnull=True
        )
        letters.update(revoked_at=revoked_at)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_council_one_pager"),
        ("pledges", "0011_revoked"),
        ("partnerships", "0002_related_name"),
        ("policies", "0002_related_name"),
        ("training", "0004_one_agency"),
    ]

    operations = [migrations.RunPython(end, migrations.RunPython.noop)]
