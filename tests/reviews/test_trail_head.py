"""The trail's head leaves the machine every day, in a form that finds a trail that was rewritten since."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from audit import trail
from audit.models import Head
from onemind.settings.schedule import CELERY_BEAT_SCHEDULE
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import UserFactory
from reviews.tasks import send_trail_head

pytestmark = pytest.mark.django_db


def record() -> None:
    user = UserFactory()
    with transaction.atomic():
        trail.record("tests.done", by=user, subject=user)


def test_the_head_is_mailed_to_the_security_contact_and_logged(
    settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SECURITY_CONTACT = "security@theiacp.example"  # type: ignore[attr-defined]
    record()
    noted = f"1:{Head.objects.get().hash}"
    with caplog.at_level("INFO"):
        send_trail_head()
    assert f"Audit trail: head {noted}" in caplog.messages
    deliver_due()
    assert [message.to for message in mail.outbox] == [["security@theiacp.example"]]
    assert f"python manage.py verify_trail --against {noted}" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Audit trail: head at 1"


def test_what_was_mailed_is_what_the_command_takes() -> None:
    record()
    send_trail_head()
    record()
    deliver_due()
    mailed = re.search(r"--against (\S+)", str(mail.outbox[0].body))
    assert mailed
    out = StringIO()
    call_command("verify_trail", "--against", mailed[1], stdout=out)
    assert f"It has grown out of {mailed[1]}" in out.getvalue()


def test_one_email_a_day_however_often_it_runs() -> None:
    record()
    send_trail_head()
    record()
    send_trail_head()
    deliver_due()
    assert len(mail.outbox) == 1


def test_where_the_contact_is_a_page_the_campaign_is_written_to(settings: object) -> None:
    settings.SECURITY_CONTACT = "https://theiacp.example/security"  # type: ignore[attr-defined]
    settings.CONTACT_EMAIL = "campaign@theiacp.example"  # type: ignore[attr-defined]
    send_trail_head()
    deliver_due()
    assert [message.to for message in mail.outbox] == [["campaign@theiacp.example"]]


def test_beat_sends_it_once_a_day() -> None:
    entry = next(
        one for one in CELERY_BEAT_SCHEDULE.values() if one["task"] == "reviews.tasks.send_trail_head"
    )
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({6}, {50})  # type: ignore[attr-defined]
