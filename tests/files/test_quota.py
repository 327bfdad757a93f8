"""What one agency can send in a day, and that the bytes of what was let go are gone."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common import retention
from files import quota
from files.models import StoredFile, UploadDay
from files.store import keep_bytes, path_of
from rehearsal.factories.accounts import UserFactory
from tests.clients import AgencyClient
from tests.security.tenant import Tenant, routes

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def refusal(agency: int, size: int) -> str:
    """What is said to an upload; empty when it is taken."""
    try:
        quota.spend(agency, size)
    except ValidationError as error:
        return " ".join(error.messages[0].replace("\xa0", " ").split())
    return ""


def test_an_agency_sends_up_to_the_quota_and_is_told_how_much_and_when_it_opens(settings: Any) -> None:
    assert settings.UPLOAD_DAILY_BYTES == 200 * 1024 * 1024
    settings.UPLOAD_DAILY_BYTES = 10 * 1024 * 1024
    with time_machine.travel(NOON, tick=False):
        assert [refusal(7, 4 * 1024 * 1024) for _ in range(2)] == ["", ""]
        assert refusal(7, 3 * 1024 * 1024) == (
            "Your agency has sent 8.0 MB of files today. An agency can send 10.0 MB a day, and this file is 3.0 MB. "
            "You can send it from March 3, 2026, midnight EST."
        )
        # A smaller one still fits, to the last byte; another agency has a quota of its own.
        assert refusal(7, 2 * 1024 * 1024) == ""
        assert refusal(7, 1) != ""
        assert refusal(8, 10 * 1024 * 1024) == ""


def test_the_next_day_it_is_open_again_and_nothing_is_kept_of_the_day_before(settings: Any) -> None:
    settings.UPLOAD_DAILY_BYTES = 100
    with time_machine.travel(NOON, tick=False):
        assert refusal(7, 100) == ""
        assert refusal(7, 1) != ""
        opens = quota.opens_again()
    with time_machine.travel(opens - timedelta(seconds=1), tick=False):
        assert refusal(7, 1) != ""
    with time_machine.travel(opens, tick=False):
        assert refusal(7, 60) == ""
    assert list(UploadDay.objects.values_list("agency_ref", "size")) == [(7, 60)]


def _upload_routes(tenant: Tenant) -> dict[str, str]:
    """Every address under an agency's pages that can be filled in, and may be posted to."""
    from tests.security.tenant import OBJECTS

    found = {}
    for route in routes():
        if route.name in OBJECTS:
            found[route.name] = tenant.path(route.name)
        elif route.is_of_agency and not route.parts:
            found[route.name] = tenant.at(route.name)
    return found


FIELDS = ("file", "second_file", "mou", "syllabus", "signed_letter")


def _sent(client: Client, path: str) -> int:
    """Send a file in every field that a form may have; the answer's status."""
    content = b"%PDF-1.7\n% not one"
    files = {name: SimpleUploadedFile(f"{name}.pdf", content) for name in FIELDS}
    return client.post(path, files).status_code


def test_every_route_that_takes_a_file_counts_it_even_when_it_is_refused(settings: Any) -> None:
    tenant = Tenant()
    client = AgencyClient()
    client.force_login(tenant.lead.user)
    counting = set()
    for name, path in _upload_routes(tenant).items():
        UploadDay.objects.all().delete()
        _sent(client, path)
        if UploadDay.objects.filter(agency_ref=tenant.agency.pk, size__gt=0).exists():
            counting.add(name)
    assert counting == COUNTING
    # And with nothing left of the quota, none keeps one.
    settings.UPLOAD_DAILY_BYTES = 0
    before = StoredFile.objects.count()
    for path in _upload_routes(tenant).values():
        _sent(client, path)
    assert StoredFile.objects.count() == before


COUNTING = {
    "partnerships:add",
    "partnerships:edit",
    "partnerships:renew",
    "pledges:attach_signed_letter",
    "pledges:submit",
    "policies:add",
    "policies:edit",
    "policies:revise",
    "roster_import:index",
    "training:equivalency_add",
    "training:equivalency_answer",
}


def test_the_words_stand_beside_the_field(settings: Any) -> None:
    settings.UPLOAD_DAILY_BYTES = 0
    tenant = Tenant()
    client = AgencyClient()
    client.force_login(tenant.lead.user)
    sent = {"file": SimpleUploadedFile("roster.csv", b"Badge\n1\n")}
    answer = client.post("training/import/", sent)
    assert "Your agency has sent" in answer.content.decode()
    assert re.search(r"(midnight|a\.m\.) E[SD]T\.", answer.content.decode())


def test_bytes_that_nothing_points_to_are_removed_by_beat_and_shared_ones_stay(settings: Any) -> None:
    from rehearsal.factories.policies import PolicyFactory

    loose, shared = keep_bytes(b"loose", media_type="text/csv"), keep_bytes(b"shared", media_type="text/csv")
    PolicyFactory(file=shared)
    retention.delete_expired(is_hourly=False)
    assert path_of(loose.sha256).exists()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        retention.delete_expired(is_hourly=False)
    assert (path_of(loose.sha256).exists(), path_of(shared.sha256).exists()) == (False, True)
    assert list(StoredFile.objects.values_list("sha256", flat=True)) == [shared.sha256]


def test_a_persons_name_is_no_part_of_the_count() -> None:
    UserFactory(name="Anastasia Diaz")
    quota.spend(7, 1)
    assert "Anastasia" not in str(list(UploadDay.objects.values()))
