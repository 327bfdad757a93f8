"""Files that people sent are handed out as files, never as pages of ours, and only by the views that ask who is reading."""

import pytest
from django.test import Client
from django.urls import reverse

from rehearsal.factories.accounts import ReviewerFactory
from tests.security.tenant import Tenant

pytestmark = pytest.mark.django_db

AGENCYS = [
    "partnerships:mou", "policies:file", "training:equivalency_syllabus", "roster_import:refused", "documents:download",
    "pledges:submitted_copy",
]  # fmt: skip
LISTS = [
    "training:officers_export", "training:records_export", "training:lapsing_export",
    "roster_import:template", "roster_import:roster",
]  # fmt: skip


@pytest.fixture
def tenant(db: None) -> Tenant:
    return Tenant()


def _signed_in(tenant: Tenant) -> Client:
    client = Client()
    client.force_login(tenant.viewer.user)
    return client


@pytest.mark.parametrize("name", AGENCYS)
def test_what_was_sent_is_saved_and_never_run(name: str, tenant: Tenant) -> None:
    answer = _signed_in(tenant).get(tenant.path(name))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content])
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert answer["Content-Type"].split(";")[0] in {"application/pdf", "text/csv"}
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_lists_are_saved_and_kept_by_nobody_between(name: str, kind: str, tenant: Tenant) -> None:
    answer = _signed_in(tenant).get(tenant.at(name, [kind]))

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert answer["Content-Disposition"].startswith("attachment; filename=")


@pytest.mark.parametrize(
    ("address", "thing", "within"),
    [
        ("reviews:evidence_file", "partnership", ["partnerships"]),
        ("reviews:evidence_file", "policy", ["policies"]),
        ("reviews:submitted_copy", "copy", []),
        ("training:desk_syllabus", "question", []),
    ],
)
def test_a_reviewer_gets_them_the_same_way(
    address: str, thing: str, within: list[str], tenant: Tenant
) -> None:
    client = Client()
    client.force_login(ReviewerFactory.create())
    answer = client.get(reverse(address, args=[*within, getattr(tenant, thing).public_id]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(("attachment; filename=", "inline; filename="))
    assert ("sandbox" in answer["Content-Security-Policy"], answer["Cache-Control"]) == (
        True,
        "private, no-store",
    )


def test_the_names_of_files_stay_names(tenant: Tenant) -> None:
    """A name with quotes, ends of line or another alphabet neither ends the header nor begins one."""
    tenant.policy.file_name = 'po"li\r\nX-Evil: 1\u202efdp.exe é警.pdf'
    tenant.policy.save(update_fields=["file_name"])
    answer = _signed_in(tenant).get(tenant.path("policies:file"))

    assert answer.status_code == 200
    assert not answer.has_header("X-Evil")
    assert len(answer["Content-Disposition"].splitlines()) == 1
