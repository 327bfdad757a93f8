"""Classes of an agency that names no one: those who finished go into its head count."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from audit.models import Entry
from rehearsal.factories.training import CourseFactory, HeadCountFactory, OfficerFactory, SessionFactory
from tests.clients import agency_page, post_typed
from training import figures
from training.models import HeadCount, Offering

pytestmark = pytest.mark.django_db


@pytest.fixture
def counting(agency: Agency) -> Agency:
    """Of forty sworn officers, five have crisis-intervention training and twenty first aid alone."""
    agency.evidence_mode = Agency.EvidenceMode.COUNTS
    agency.save()
    HeadCountFactory.create(agency=agency, sworn=40, cit=5, mhfa_without_cit=20, non_sworn_trained=3)
    return agency


def held(agency: Agency, code: str, *, hours: int, days_ago: int = 1) -> Offering:
    day = timezone.localdate() - timedelta(days=days_ago)
    session = SessionFactory.create(
        offering__agency=agency,
        offering__course=CourseFactory.create(code=code),
        offering__starts_on=day,
        offering__ends_on=day,
        held_on=day,
        hours=hours,
    )
    return session.offering


def count(client: Client, offering: Offering, **typed: Any) -> Any:
    return client.post(agency_page("training:offering_count", args=[offering.pk]), typed)


def latest(agency: Agency) -> tuple[int, int, int, int]:
    entry = HeadCount.objects.filter(agency=agency).latest("pk")
    return (entry.sworn, entry.cit, entry.mhfa_without_cit, entry.non_sworn_trained)


@pytest.mark.parametrize(
    ("code", "hours", "typed", "expected"),
    [
        ("CIT", 40, {"finished": 6, "with_first_aid": 4}, (40, 11, 16, 3)),
        ("CIT", 40, {"finished": 6, "with_first_aid": ""}, (40, 11, 20, 3)),
        ("MHFA", 8, {"finished": 15}, (40, 5, 35, 3)),
    ],
)
def test_class_grows_the_head_count(
    client: Client,
    counting: Agency,
    code: str,
    hours: int,
    typed: dict[str, Any],
    expected: tuple[int, int, int, int],
) -> None:
    offering = held(counting, code, hours=hours)
    assert count(client, offering, **typed).status_code == 302
    entry = HeadCount.objects.latest("pk")
    assert (latest(counting), entry.as_of) == (expected, timezone.localdate())
    offering.refresh_from_db()
    assert offering.counted_in == entry
    assert figures.of_agency(counting, timezone.localdate()).cit == expected[1]
    assert Entry.objects.get(verb="training.class_counted").details == {"officers": typed["finished"]}


@pytest.mark.parametrize(
    ("code", "hours", "days_ago", "typed", "field"),
    [
        ("MHFA", 8, 1, {"finished": 16}, "finished"),
        ("MHFA", 8, 1, {"finished": 0}, "finished"),
        ("CIT", 40, 1, {"finished": 3, "with_first_aid": 4}, "with_first_aid"),
        ("CIT", 16, 1, {"finished": 3}, "__all__"),
        ("MHFA", 8, -1, {"finished": 3}, "__all__"),
        ("QPR", 40, 1, {"finished": 3}, "__all__"),
        ("MHFA-REFRESHER", 8, 1, {"finished": 3}, "__all__"),
    ],
)
def test_class_that_adds_nobody_is_told(
    client: Client, counting: Agency, code: str, hours: int, days_ago: int, typed: dict[str, Any], field: str
) -> None:
    response = count(client, held(counting, code, hours=hours, days_ago=days_ago), **typed)
    assert list(response.context["count_form"].errors) == [field]
    assert HeadCount.objects.count() == 1


def test_class_is_counted_once(client: Client, counting: Agency) -> None:
    offering = held(counting, "MHFA", hours=8)
    count(client, offering, finished=2)
    assert count(client, offering, finished=2).status_code == 422
    assert latest(counting) == (40, 5, 22, 3)
    assert post_typed(client, agency_page("training:offering_delete", args=[offering.pk])).status_code == 422
    page = client.get(agency_page("training:offering", args=[offering.pk])).content.decode()
    assert ("In the head count" in page, "offering_count" in page) == (True, False)


def test_class_counts_again_once_its_head_count_is_deleted(client: Client, counting: Agency) -> None:
    offering = held(counting, "MHFA", hours=8)
    count(client, offering, finished=2)
    client.post(agency_page("training:headcount_delete", args=[HeadCount.objects.latest("pk").pk]))
    assert count(client, offering, finished=3).status_code == 302
    assert latest(counting) == (40, 5, 23, 3)


def test_class_needs_figures_to_be_added_to(client: Client, counting: Agency) -> None:
    HeadCount.objects.all().delete()
    assert count(client, held(counting, "MHFA", hours=8), finished=2).status_code == 422


def test_agency_with_a_roster_credits_its_officers(client: Client, agency: Agency) -> None:
    HeadCountFactory.create(agency=agency)
    offering = held(agency, "MHFA", hours=8)
    assert count(client, offering, finished=2).status_code == 422
    assert (
        "Enroll officers" in client.get(agency_page("training:offering", args=[offering.pk])).content.decode()
    )


def test_agency_that_names_nobody_is_asked_for_no_officer(client: Client, counting: Agency) -> None:
    offering = held(counting, "CIT", hours=40)
    page = client.get(agency_page("training:offering", args=[offering.pk])).content.decode()
    assert ("Sworn officers who finished" in page, "Enroll officers" in page) == (True, False)
    listed = client.get(agency_page("training:offerings")).content.decode()
    assert ("To be counted" in listed, agency_page("training:class_list") in listed) == (True, False)


def test_class_of_another_agency_is_unknown(client: Client, counting: Agency) -> None:
    other = OfficerFactory.create().agency
    assert count(client, held(other, "MHFA", hours=8), finished=2).status_code == 404


def test_history_is_drawn_and_listed(client: Client, counting: Agency) -> None:
    assert '<svg class="columns"' not in client.get(agency_page("training:headcount")).content.decode()
    HeadCountFactory.create(agency=counting, as_of=timezone.localdate(), sworn=41, cit=9, mhfa_without_cit=32)
    page = client.get(agency_page("training:headcount"))
    assert [[part.count for part in column.parts] for column in page.context["columns"]] == [
        [5, 20, 15],
        [9, 32],
    ]
    assert '<svg class="columns"' in page.content.decode()


def test_desk_reads_the_head_counts(desk: Client, counting: Agency) -> None:
    page = desk.get(reverse("training:desk_training", args=[counting.public_id]))
    assert [entry.cit for entry in page.context["entries"]] == [5]
    assert "Delete" not in page.content.decode()
