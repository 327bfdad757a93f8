"""Refusals, things of others, and files that were opened or downloaded are noted; what is public isn't."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry, SecurityEvent
from onemind import security_log
from rehearsal.factories.accounts import ReviewerFactory
from tests.clients import AgencyClient
from tests.security.tenant import Tenant

pytestmark = pytest.mark.django_db


def client_of(user: object) -> Client:
    client = AgencyClient(REMOTE_ADDR="198.51.100.7")
    client.force_login(user)  # type: ignore[arg-type]
    return client


def events() -> list[tuple[str, int | None, int | None, str]]:
    return list(
        SecurityEvent.objects.order_by("pk").values_list("label", "actor_ref", "agency_ref", "subject")
    )


def test_evidence_that_is_opened_is_noted_with_whose_it_is_and_by_whom() -> None:
    tenant, reviewer = Tenant(), ReviewerFactory()
    last = Entry.objects.count()
    policy = tenant.policy
    assert client_of(tenant.lead.user).get(f"policies/{policy.public_id}/file/").status_code == 200
    assert client_of(reviewer).get(f"/desk/evidence/policies/{policy.public_id}/").status_code == 200
    about = (tenant.agency.pk, f"policies.Policy:{policy.pk}")
    assert events() == [
        ("audit.downloaded", tenant.lead.user.pk, *about),
        ("audit.downloaded", reviewer.pk, *about),
    ]
    assert set(SecurityEvent.objects.values_list("address", flat=True)) == {"198.51.100.7"}
    # Looking changes nothing, and stands on no trail.
    assert Entry.objects.count() == last


def test_an_export_is_noted() -> None:
    tenant = Tenant()
    answer = client_of(tenant.lead.user).get("training/officers.csv")
    assert answer.status_code == 200
    assert events() == [("audit.downloaded", tenant.lead.user.pk, tenant.agency.pk, "")]
    assert SecurityEvent.objects.get().details["route"].startswith("training:")


def test_a_refusal_and_a_thing_of_others_are_noted() -> None:
    mine, theirs = Tenant(), Tenant()
    client = client_of(mine.viewer.user)
    assert client.get("/desk/").status_code == 403
    assert client.get(f"policies/{theirs.policy.public_id}/file/").status_code == 404
    assert [(label, who) for label, who, *_ in events()] == [
        ("audit.refused", mine.viewer.user.pk),
        ("audit.not_found", mine.viewer.user.pk),
    ]
    assert SecurityEvent.objects.latest("pk").details["id"] == theirs.policy.public_id


def test_pages_that_only_show_public_files_and_visitors_are_not_noted() -> None:
    tenant = Tenant()
    client = client_of(tenant.lead.user)
    client.get("")
    client.get("/agencies/")
    client.get("/nothing-of-the-kind/")
    AgencyClient().get("/desk/")
    AgencyClient().get(f"policies/{tenant.policy.public_id}/file/")
    assert events() == []


def test_no_key_of_an_address_is_kept() -> None:
    client = client_of(Tenant().lead.user)
    client.get("/invitation/not-a-key-that-was-ever-mailed/")
    assert "not-a-key" not in str(list(SecurityEvent.objects.values()))


def test_refusals_without_end_are_noted_up_to_a_number_and_files_always(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(security_log, "REFUSALS_AN_HOUR", 3)
    tenant, other = Tenant(), Tenant()
    client = client_of(tenant.lead.user)
    for _ in range(6):
        client.get("/desk/")
    client_of(other.lead.user).get("/desk/")
    client.get(f"policies/{tenant.policy.public_id}/file/")
    me = tenant.lead.user.pk
    assert [(label, who) for label, who, *_ in events()] == [
        *[("audit.refused", me)] * 3,
        ("audit.refusals_left_out", me),
        ("audit.refused", other.lead.user.pk),
        ("audit.downloaded", me),
    ]
    SecurityEvent.objects.update(at=timezone.now() - timedelta(minutes=61))
    client.get("/desk/")
    assert SecurityEvent.objects.latest("pk").label == "audit.refused"
