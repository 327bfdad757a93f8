"""A memorandum of understanding is renewed, and the one that stood stays readable."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from agencies.models import Agency
from common.problems import Conflict, Refused
from partnerships import actions, queries
from pledges import evidence
from rehearsal.factories.agencies import AgencyFactory, lead_of
from rehearsal.factories.files import stored_file
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.samples import pdf
from tests.clients import signed_in
from tests.partnerships.test_views import GONE, WRITTEN, page_of
from tests.trail import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory.create()


@pytest.fixture
def person(agency: Agency) -> User:
    return lead_of(agency)


MEMORANDUM: dict[str, Any] = {
    "mou_signed_on": date(2023, 1, 2),
    "mou_effective_on": date(2023, 1, 5),
    "mou_expires_on": date(2026, 1, 4),
    "mou_renewal": "agreement",
    "mou_notice_days": 60,
}


def test_a_renewed_memorandum_takes_the_place_of_the_one_that_stood_which_stays_readable(
    agency: Agency, person: User
) -> None:
    old, new = stored_file(b"old"), stored_file(b"new")
    partnership = PartnershipFactory.create(agency=agency, mou=old, **MEMORANDUM)

    renewed = actions.renew(
        partnership=partnership,
        version=1,
        by=person,
        mou=new,
        mou_name="2026.pdf",
        mou_signed_on=date(2026, 1, 3),
    )

    fields = ("mou", "mou_name", *MEMORANDUM)
    assert [getattr(renewed, name) for name in fields] == [
        new,
        "2026.pdf",
        date(2026, 1, 3),
        None,
        None,
        "",
        None,
    ]
    (kept,) = queries.earlier_memoranda(agency)
    assert (kept.number, kept.file, kept.file_name, kept.replaced_by) == (1, old, "mou.pdf", person)
    as_it_was = kept.as_row()
    assert {name: getattr(as_it_was, name) for name in MEMORANDUM} == MEMORANDUM
    assert (renewed.version, recorded()) == (2, [("partnerships.renewed", {})])


@pytest.mark.parametrize("removed", [True, False])
def test_a_file_that_is_replaced_or_removed_is_kept_with_what_was_said_of_it(
    agency: Agency, person: User, removed: bool
) -> None:
    old = stored_file(b"old")
    partnership = PartnershipFactory.create(agency=agency, mou=old, **MEMORANDUM)
    new = (None, "") if removed else (stored_file(b"new"), "new.pdf")

    actions.change(partnership=partnership, version=1, by=person, mou=new[0], mou_name=new[1])

    assert [(kept.number, kept.file) for kept in queries.earlier_memoranda(agency)] == [(1, old)]


def test_what_was_never_recorded_is_no_earlier_version(agency: Agency, person: User) -> None:
    partnership = PartnershipFactory.create(agency=agency)

    renewed = actions.renew(partnership=partnership, version=1, by=person, mou_signed_on=date(2026, 1, 3))

    assert renewed.mou_signed_on == date(2026, 1, 3)
    assert list(queries.earlier_memoranda(agency)) == []


def test_renewing_what_a_submission_stands_on_or_by_a_stale_form_is_refused(
    agency: Agency, person: User
) -> None:
    partnership = PartnershipFactory.create(agency=agency, mou=stored_file(b"old"))
    with pytest.raises(Conflict):
        actions.renew(partnership=partnership, version=7, by=person)
    evidence.lock(agency=agency, at=datetime(2026, 3, 2, tzinfo=UTC))
    with pytest.raises(Refused, match="part of the completion"):
        actions.renew(partnership=partnership, version=1, by=person)
    with pytest.raises(TypeError, match="nature"):
        actions.renew(partnership=partnership, version=1, by=person, nature="x")


def test_a_memorandum_is_renewed_and_the_earlier_one_can_be_read() -> None:
    client, membership = signed_in()
    old = stored_file(b"%PDF-1.7 the old one")
    own = PartnershipFactory.create(agency=membership.agency, mou=old, mou_expires_on=date(2024, 1, 1))
    form = client.get(page_of(own, "renew/")).content.decode()
    # The new one has dates of its own.
    assert 'name="mou_expires_on" value' not in form

    new = {"version": "1", "mou_signed_on": "2024-01-02", "mou": SimpleUploadedFile("2024.pdf", pdf())}
    assert client.post(page_of(own, "renew/"), new).status_code == WRITTEN

    own.refresh_from_db()
    assert (own.mou_name, own.mou_signed_on, own.mou_expires_on) == ("2024.pdf", date(2024, 1, 2), None)
    page = client.get("partnerships/").content.decode()
    assert "Earlier memoranda (1)" in page
    (earlier,) = queries.earlier_memoranda(membership.agency)
    assert f"partnerships/earlier/{earlier.public_id}/" in page
    sent = client.get(f"partnerships/earlier/{earlier.public_id}/")
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 the old one"  # type: ignore[attr-defined]
    assert signed_in()[0].get(f"partnerships/earlier/{earlier.public_id}/").status_code == GONE


def test_renewing_by_a_stale_form_shows_both() -> None:
    client, membership = signed_in()
    own = PartnershipFactory.create(agency=membership.agency, version=2)

    answer = client.post(page_of(own, "renew/"), {"version": "1", "mou_signed_on": "2024-01-02"})

    assert answer.status_code == 409
