"""Pages about people, for an agency that names no one; and a list that is too long to print."""

from datetime import date

import factory
import pytest
from django.test import Client

from agencies.models import Agency
from audit.models import Entry
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.training import HeadCountFactory, OfferingFactory, OfficerFactory
from tests.clients import agency_page
from tests.training.test_pages import named
from training.models import Course, Officer
from training.views import officers


@pytest.fixture
def counting(agency: Agency) -> Agency:
    """The lead's agency, giving head counts."""
    agency.evidence_mode = Agency.EvidenceMode.COUNTS
    agency.save(update_fields=["evidence_mode"])
    return agency


def words(client: Client, name: str, *args: object, **query: str) -> str:
    return " ".join(client.get(agency_page(named(name), args=args), query).content.decode().split())


@pytest.mark.parametrize("name", ["officers", "records", "roster_import:index", "class_list"])
def test_page_about_people_says_that_figures_come_from_head_counts(
    client: Client, agency: Agency, name: str
) -> None:
    note = "names no officer. A roster is not needed"
    assert note not in words(client, name)
    Agency.objects.filter(pk=agency.pk).update(evidence_mode="counts")
    assert note in words(client, name)


def test_figures_are_as_of_the_head_count_they_come_from(
    client: Client, desk: Client, counting: Agency
) -> None:
    HeadCountFactory.create(agency=counting, as_of="2025-03-01", sworn=50)
    HeadCountFactory.create(agency=counting, as_of="2025-06-01", sworn=40)
    as_of = 'As of <time datetime="2025-06-01">'
    assert as_of in words(client, "headcount")
    assert as_of in words(client, "officers")
    assert as_of in words(desk, "desk_training", counting.public_id)


def test_agency_with_head_counts_and_no_officer_is_not_told_that_nobody_fits(
    client: Client, counting: Agency
) -> None:
    HeadCountFactory.create(agency=counting, sworn=40)
    assert "No officers yet" in words(client, "officers")


def test_fresh_agency_that_declares_its_strength_is_led_to_the_import(client: Client, agency: Agency) -> None:
    Agency.objects.filter(pk=agency.pk).update(sworn=24)
    assert "No officers yet" in words(client, "officers")
    OfficerFactory.create(agency=agency, separated_on="2020-01-01")
    assert "No officer fits" in words(client, "officers")


def test_classes_and_refreshers_of_an_agency_that_names_nobody(client: Client, counting: Agency) -> None:
    assert "head counts alone are enough" in words(client, "offerings")
    assert "Record refreshers" not in words(client, "lapsing")


def test_class_too_short_to_count_says_how_to_fix_it(client: Client, counting: Agency) -> None:
    HeadCountFactory.create(agency=counting, as_of="2024-01-01", sworn=40)
    offering = OfferingFactory.create(agency=counting, course=Course.objects.get(code="CIT"))
    response = client.post(agency_page("training:offering_count", args=[offering.pk]), {"finished": "3"})
    assert "If the class was longer, edit its sessions first." in response.content.decode()


def test_list_too_long_to_print_says_so_and_shows_the_first(
    client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(officers, "MOST_PRINTED", 2)
    OfficerFactory.create_batch(2, agency=agency, ref=factory.Sequence(lambda n: f"K{n}"))
    listed = words(client, "officers", print="1", training="needs_training", q="K")
    assert "2 people: “K”, Still need training" in listed
    assert "are shown: more is too much" not in words(client, "officers", print="1")
    OfficerFactory.create(agency=agency)
    response = client.get(agency_page("training:officers"), {"print": "1"})
    text = " ".join(response.content.decode().split())
    assert (len(response.context["lines"]), "3 people" in text) == (2, True)
    assert "The first 2 are shown: more is too much for one page." in text


def test_large_numbers_are_parted_by_commas(client: Client, agency: Agency) -> None:
    Officer.objects.bulk_create(Officer(agency=agency, ref=f"P{number}") for number in range(1001))
    assert "1,001 people" in words(client, "officers")


@pytest.mark.parametrize(("edition", "told"), [("2016", True), ("2022", False)])
@pytest.mark.parametrize("name", ["headcount", "headcount_add"])
def test_pledge_that_asks_more_than_head_counts_can_show_is_told(
    client: Client, counting: Agency, name: str, edition: str, told: bool
) -> None:
    PledgeFactory.create(agency=counting, edition=edition)
    assert ("more than head counts can show" in words(client, name)) is told


COUNT = {"as_of": "2026-01-05", "sworn": "18", "cit": "4", "mhfa_without_cit": "10"}


def test_first_head_count_without_a_roster_switches_to_head_counts(client: Client, agency: Agency) -> None:
    said = words(client, "headcount_add")
    assert "Your first head count switches your agency to head counts." in said
    before = Agency.objects.get(pk=agency.pk).version
    answer = client.post(agency_page("training:headcount_add"), COUNT, follow=True)
    agency.refresh_from_db()
    assert (agency.evidence_mode, agency.version) == ("counts", before + 1)
    assert "Your agency now gives head counts." in answer.content.decode()
    assert {"training.head_count_entered", "agencies.profile_changed"} <= set(
        Entry.objects.filter(agency_ref=agency.pk).values_list("verb", flat=True)
    )
    client.post(agency_page("training:headcount_add"), {**COUNT, "cit": "5"})
    assert Entry.objects.filter(agency_ref=agency.pk, verb="agencies.profile_changed").count() == 1


def test_head_count_beside_a_roster_says_what_switching_does_and_switches_nothing(
    client: Client, agency: Agency
) -> None:
    OfficerFactory(agency=agency)
    for name in ("headcount_add", "headcount"):
        said = words(client, name)
        assert "Your roster has 1 officer. Head counts that you enter are kept, but not used." in said
        assert "The roster and its records are kept, and count again after switching back." in said
    client.post(agency_page("training:headcount_add"), COUNT)
    agency.refresh_from_db()
    assert agency.evidence_mode == "roster"


def test_switching_from_a_roster_says_what_it_does_before_it_is_done(client: Client, agency: Agency) -> None:
    OfficerFactory(agency=agency)
    HeadCountFactory(agency=agency, as_of=date(2026, 1, 5), sworn=18, cit=4, mhfa_without_cit=10)
    assert "Switch to head counts" in words(client, "agencies:profile")
    said = words(client, "training:mode")
    assert "The roster with its 1 officer is kept, but not used. So are 0 training records." in said
    assert (
        "head count of Jan. 5, 2026: 18 sworn officers, 4 with crisis-intervention training, 14 with" in said
    )
    agency.refresh_from_db()
    assert agency.evidence_mode == "roster"


def test_switching_twice_with_one_page_switches_once(client: Client, agency: Agency) -> None:
    OfficerFactory(agency=agency)
    for _again in range(2):
        answer = client.post(agency_page("training:mode"), {"to": "counts"})
        assert answer["Location"].endswith(agency_page("training:headcount"))
    agency.refresh_from_db()
    assert agency.evidence_mode == "counts"
    assert Entry.objects.filter(agency_ref=agency.pk, verb="agencies.profile_changed").count() == 1

    said = words(client, "training:mode")
    assert "Your figures will come from the roster, which has 1 officer." in said
    assert client.post(agency_page("training:mode"), {"to": "roster"}).status_code == 302
    agency.refresh_from_db()
    assert agency.evidence_mode == "roster"


def test_switching_without_a_head_count_says_that_no_one_would_be_counted(client: Client) -> None:
    assert "You have no head count yet: after the switch, no officer is counted." in words(
        client, "training:mode"
    )

    refused = client.post(agency_page("training:mode"), {"to": "neither"})
    assert [*refused.context["form"].errors] == ["to"]
