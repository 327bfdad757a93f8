"""Looking after the outbox: the admin's page and the command."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from outbox import dispatch
from outbox.models import Message
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/outbox/message/"


def message(key: str, **fields: object) -> Message:
    return Message.objects.create(kind="tests.works", key=key, payload={"number": 1}, **fields)


@pytest.fixture
def four() -> dict[str, Message]:
    """One message in each state."""
    now = timezone.now()
    return {
        "waiting": message("waiting"),
        "held": message("held", leased_until=now + timedelta(minutes=5), attempts=1),
        "failed": message("failed", failed_at=now, attempts=20, last_error="ConnectionError"),
        "delivered": message("delivered", delivered_at=now, attempts=1),
    }


def test_list_shows_and_filters(four: dict[str, Message]) -> None:
    client = Client()
    client.force_login(AdministratorFactory())
    shown = {
        state: set(client.get(PATH, {"state": state}).context["cl"].queryset.values_list("key", flat=True))
        for state in ("", "failed", "waiting", "delivered")
    }
    assert shown == {
        "": set(four),
        "failed": {"failed"},
        "waiting": {"waiting", "held"},
        "delivered": {"delivered"},
    }
    text = client.get(PATH).content.decode()
    assert all(words in text for words in ("Given up", "In a worker&#x27;s hands", "Waiting", "Delivered"))


def test_only_what_was_given_up_is_tried_again(four: dict[str, Message]) -> None:
    client = Client()
    client.force_login(AdministratorFactory())
    chosen = [entry.pk for entry in four.values()]
    response = client.post(PATH, {"action": "try_again", "_selected_action": chosen}, follow=True)
    assert "1 message is tried again." in response.content.decode()
    four["failed"].refresh_from_db()
    assert (four["failed"].failed_at, four["failed"].attempts) == (None, 0)
    four["delivered"].refresh_from_db()
    assert four["delivered"].delivered_at is not None


def test_messages_are_not_changed_and_reviewers_stay_out(four: dict[str, Message]) -> None:
    client = Client()
    client.force_login(AdministratorFactory(is_superuser=True))
    page = f"{PATH}{four['waiting'].pk}/change/"
    assert (client.get(page).status_code, client.post(page, {"kind": "forged"}).status_code) == (200, 403)
    client.force_login(ReviewerFactory())
    assert (
        client.post(PATH, {"action": "try_again", "_selected_action": [four["failed"].pk]}).status_code == 403
    )
    four["failed"].refresh_from_db()
    assert four["failed"].failed_at is not None


def test_status_counts_each_state(four: dict[str, Message]) -> None:
    message("later", available_at=timezone.now() + timedelta(hours=1))
    status = dispatch.status()
    assert (status.waiting, status.leased, status.failed) == (1, 1, 1)
    assert status.oldest_due == four["waiting"].available_at


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("outbox", *arguments, stdout=out)
    return out.getvalue()


def test_command_on_an_empty_outbox() -> None:
    assert run("--late", "60") == "Waiting 0, with a worker 0, given up 0; the oldest has been due for 0 s.\n"


def test_command_fails_when_messages_are_late_or_given_up() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        waiting = message("waiting", available_at=timezone.now())
        clock.shift(60)
        assert "due for 60 s" in run("--late", "60")
        clock.shift(1)
        with pytest.raises(CommandError, match="late"):
            run("--late", "60")
        Message.objects.filter(pk=waiting.pk).update(failed_at=timezone.now())
        with pytest.raises(CommandError, match="given up"):
            run()


def test_command_delivers() -> None:
    from accounts.permissions import Actor
    from agencies import actions
    from rehearsal.factories.agencies import AgencyFactory

    actions.invite(agency=AgencyFactory(), email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM)
    assert run("--deliver").startswith("Delivered 1.\nWaiting 0")
