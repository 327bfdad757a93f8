"""The evidence as the desk shows it: as it was submitted, whatever kind it is, and what the agency was told of it."""

from datetime import date
from typing import Any

import pytest

from files.store import keep_bytes
from pledges import evidence
from pledges import queries as pledges
from pledges.models import Completion
from policies.models import Policy
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.reviews import waiting_completion
from tests.clients import client_of
from tests.reviews.test_queries import page_of

pytestmark = pytest.mark.django_db


def test_entries_stay_as_submitted_and_a_copy_that_came_later_can_be_opened() -> None:
    completion = waiting_completion()
    copy = keep_bytes(b"%PDF-1.7 a copy\n%%EOF\n", media_type="application/pdf")
    Policy.objects.update(title="Renamed", retired_on=date(2025, 11, 12), file=copy)

    practices = {practice.code: practice for practice in page_of(completion).practices}

    (policy,) = practices["policy"].entries
    assert (policy.name, policy.is_over, policy.has_copy) == ("General Order 12-4", False, True)
    assert [part.title for part in policy.parts] == [
        "Purpose and guiding principles",
        "Response and de-escalation on scene",
    ]
    (partnership,) = practices["partnership"].entries
    assert (partnership.name, partnership.told, partnership.has_copy) == (
        "County Behavioral Health",
        "Clinicians ride with officers.",
        False,
    )
    assert practices["crisis_intervention"].entries == ()


def test_completion_page_says_what_the_agency_was_told_a_reviewer_may_ask() -> None:
    completion = waiting_completion()
    policy, page = completion.agency.policies.get(), page_of(completion)
    assert page.thin == (
        "The letterhead has no address. Enter your agency's address in its profile.",
        "“Clinicians ride with officers.” doesn't say who does what together with County Behavioral Health. "
        "Write two or three sentences.",
        "Say what kind of organization County Behavioral Health is.",
        "Check which services you and County Behavioral Health provide together.",
        "Name a contact at County Behavioral Health.",
        f"Enter the page or section in {policy.title} for: Purpose and guiding principles; Response and de-escalation on "
        "scene.",
        f"Say on which page {policy.title} has these main components, or why it leaves them out: Definitions; Recognizing "
        "signs of a crisis; Assessing risk and safety; Custody, transport and emergency evaluation; Referral to community "
        "services; Documentation and privacy.",
        f"Enter who adopted {policy.title}.",
    )


def waiting_with(**fields: Any) -> Completion:
    """A completion that waits, with these fields of its partnership frozen."""
    completion = waiting_completion()
    completion.agency.partnerships.update(**fields)
    gathered = evidence.gather_whole(completion.agency, date(2025, 11, 3), edition="2022")
    completion.particulars = pledges.particulars_of(completion, gathered).to_data()
    completion.save()
    return completion


def test_the_desk_shows_what_was_submitted_of_an_entry_in_full() -> None:
    completion = waiting_with(services=["co_response"], mou_signed_on=date(2023, 1, 2), mou_notice_days=30)
    completion.agency.partnerships.update(services=[], mou_signed_on=None)
    page = client_of(ReviewerFactory.create()).get(f"/desk/completions/{completion.public_id}/")

    shown = page.content.decode()
    assert "Services: Co-response" in shown
    assert "Memorandum of understanding: signed January 2, 2023; 30 days&#x27; notice" in shown
    assert "Nothing stated about: Definitions; Recognizing signs of a crisis" in " ".join(shown.split())
