"""New links for the pledges that wait for an answer by mail, and which agencies are only announced or were verified."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F
from django.utils import timezone

from common.tokens import Link

DAYS = timedelta(days=30)


def renew(apps, schema_editor):
    Pledge = apps.get_model("pledges", "Pledge")
    Agency = apps.get_model("agencies", "Agency")
    Message = apps.get_model("outbox", "Message")
    until = timezone.now() + DAYS
    posted = []
    for state, kind, what in (
        ("received", "pledges.confirmation", "confirm"),
        ("queried", "pledges.question", "answer"),
    ):
        for pledge in Pledge.objects.filter(state=state):
            name = f"{pledge.public_id}:{pledge.coordinator_email.lower()}"
            setattr(pledge, f"{what}_hash", Link(f"pledges.{what}").hash(name))
            setattr(pledge, f"{what}_until", until)
            pledge.save(update_fields=[f"{what}_hash", f"{what}_until"])
            key = f"{kind}:relinked:{pledge.pk}"
            payload = {"pledge_id": pledge.pk}
            posted.append(Message(kind=kind, key=key, payload=payload, available_at=timezone.now()))
    Message.objects.bulk_create(posted, ignore_conflicts=True)
    Pledge.objects.filter(state="closed", confirmed_at__isnull=True).update(confirm_until=until)
    shown = Pledge.objects.exclude(state__in=["received", "closed"], confirmed_at__isnull=True)
    announced = Agency.objects.filter(pledges__isnull=False).exclude(pk__in=shown.values("agency_id"))
    announced.filter(memberships__isnull=True).update(is_provisional=True)
    verified = Pledge.objects.filter(verified_at__isnull=False).values("agency_id")
    Agency.objects.filter(pk__in=verified).update(verified_name=F("name"))


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0006_links"),
        ("agencies", "0004_provisional"),
        ("outbox", "0001_initial"),
    ]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
