"""Letters as offices write them: dated by the day at the agency, with an inside address that a mail carrier finds."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from pytest_django import Settings

from agencies.models import Agency
from documents import actions, queries
from documents.models import Document
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.documents import issued, letter_draft
from rehearsal.factories.reviews import waiting_completion
from reviews import actions as reviews

pytestmark = pytest.mark.django_db
# November 30, 4:00 in the morning in Guam; November 29, 1 p.m. in New York.
IN_GUAM = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
THERE = date(2026, 11, 30)


def test_completion_letter_has_the_agencys_day_and_an_inside_address(settings: Settings) -> None:
    settings.CAMPAIGN_ADDRESS = ["1 Main Street", "Springfield, VA 22150"]
    with time_machine.travel(IN_GUAM, tick=False):
        draft, lead = letter_draft()
        Agency.objects.filter(pk=draft.agency_id).update(region="US-GU")
        letter = actions.request_letter(completion=Completion.objects.get(pk=draft.pk), by=lead)

    assert (letter.dated_on, letter.content["written_on"], letter.number) == (
        THERE,
        "2026-11-30",
        "2026-0001",
    )
    assert letter.content["addressee"] == {
        "name": "One Mind Campaign",
        "title": "",
        "organization": "International Association of Chiefs of Police",
        "address": ["1 Main Street", "Springfield, VA 22150"],
    }


def test_completion_letter_has_no_address_that_no_one_gave() -> None:
    draft, lead = letter_draft()
    letter = actions.request_letter(completion=Completion.objects.get(pk=draft.pk), by=lead)

    assert letter.content["addressee"]["address"] == []


def test_letter_of_a_return_has_the_agencys_days() -> None:
    completion = waiting_completion(region="US-GU")
    Completion.objects.filter(pk=completion.pk).update(submitted_at=IN_GUAM)
    with time_machine.travel(IN_GUAM, tick=False):
        completion.refresh_from_db()
        reviews.send_back(
            completion=completion, practices={}, reasons="Sign it.", by=ReviewerFactory.create()
        )

    letter = Document.objects.get(kind=Document.Kind.RETURN)
    assert (letter.dated_on, letter.content["submitted_on"]) == (THERE, "2026-11-30")


def test_certificate_that_is_issued_again_has_the_agencys_day_and_so_has_its_revocation() -> None:
    first = issued(region="US-GU").certificate
    with time_machine.travel(IN_GUAM, tick=False):
        again = actions.reissue(certificate=first, reason="A name.", by=ReviewerFactory.create()).certificate
        revoked = actions.revoke(certificate=again, reason="A mistake.", by=ReviewerFactory.create())

    assert (again.dated_on, queries.verification_of(revoked).revoked_on) == (THERE, THERE)
