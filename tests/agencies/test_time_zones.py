"""The day of an agency is that of its place: in forms, actions and on pages, wherever the portal's own clock stands."""

from datetime import UTC, date, datetime

import pycountry
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.places import countries, regions
from agencies.time_zones import latest_day, today_of, zone_of
from common.templatetags.ui import moment
from compliance.editions import edition_on
from pledges.forms import PledgeForm
from pledges.models import Pledge
from rehearsal.factories.agencies import AgencyFactory
from tests.clients import agency_page, signed_in
from tests.pledges.test_views_public import said

# 30 November, 4:00 in the morning in Guam: 29 November, 1 p.m. in New York; 8:00 in the morning in Honolulu.
IN_GUAM = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
# 1 December in New York, 30 November in Honolulu.
LATE_IN_HONOLULU = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "region", "zone"),
    [
        ("US", "US-GA", "America/New_York"),
        ("US", "US-TX", "America/Chicago"),
        ("US", "US-AZ", "America/Phoenix"),
        ("US", "US-AK", "America/Anchorage"),
        ("US", "US-HI", "Pacific/Honolulu"),
        ("US", "US-GU", "Pacific/Guam"),
        ("GU", "", "Pacific/Guam"),
        ("US", "US-MP", "Pacific/Guam"),
        ("US", "US-PR", "America/Puerto_Rico"),
        ("CA", "CA-NL", "America/St_Johns"),
        ("CA", "CA-BC", "America/Vancouver"),
        ("GB", "GB-ENG", "Europe/London"),
        ("NZ", "", "Pacific/Auckland"),
        ("US", "", "America/New_York"),
        ("XX", "", "America/New_York"),
    ],
)
def test_a_place_has_a_zone(country: str, region: str, zone: str) -> None:
    assert zone_of(country=country, region=region).key == zone


def test_every_state_province_and_country_has_a_zone_of_its_own() -> None:
    unknown = [code for country in ("US", "CA") for code, _ in regions(country) if "UM" not in code
               and zone_of(country=country, region=code).key == "America/New_York"]  # fmt: skip
    eastern = "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV".split()
    assert sorted(unknown) == [f"US-{code}" for code in eastern]
    for code, _name in countries():
        assert pycountry.countries.get(alpha_2=code) is not None
    # Uninhabited, or without an entry in the time zone database.
    assert [code for code, _ in countries() if zone_of(country=code).key == "America/New_York"] == [
        "US",
        "CA",
        "BV",
        "HM",
    ]


@pytest.mark.django_db
def test_the_day_of_an_agency() -> None:
    guam, honolulu = AgencyFactory(region="US-GU"), AgencyFactory(region="US-HI")
    assert (today_of(guam, IN_GUAM), today_of(honolulu, IN_GUAM)) == (date(2026, 11, 30), date(2026, 11, 29))
    assert today_of(honolulu, LATE_IN_HONOLULU) == date(2026, 11, 30)


@pytest.mark.django_db
@time_machine.travel(IN_GUAM, tick=False)
@pytest.mark.parametrize(("day", "is_taken"), [("2026-11-30", True), ("2026-12-01", False)])
@pytest.mark.parametrize("form", ["training:headcount_add", "partnerships:add"])
def test_today_is_taken_and_tomorrow_refused_in_guam(form: str, day: str, is_taken: bool) -> None:
    client, _ = signed_in(agency__region="US-GU", agency__evidence_mode="counts")
    figures = {"as_of": day, "sworn": "4", "cit": "1", "mhfa_without_cit": "3", "non_sworn_trained": "0"}
    partner = {"organization": "Guam Behavioral Health", "nature": "They answer with us.", "started_on": day}
    response = client.post(agency_page(form), figures | partner)
    assert (response.status_code == 302) is is_taken


@pytest.mark.django_db
@time_machine.travel(IN_GUAM, tick=False)
def test_pages_show_the_day_and_the_zone_of_the_agency() -> None:
    client, _ = signed_in(agency__region="US-GU", agency__evidence_mode="counts")
    form = client.get(agency_page("training:headcount_add")).context["form"]
    assert form["as_of"].value() == date(2026, 11, 30)
    with timezone.override(zone_of(country="US", region="US-GU")):
        assert (
            moment(IN_GUAM) == '<time datetime="2026-11-29T18:00:00+00:00">Nov. 30, 2026, 4 a.m. ChST</time>'
        )


@pytest.mark.django_db
def test_the_public_form_refuses_what_is_later_than_the_latest_day_on_earth() -> None:
    with time_machine.travel(IN_GUAM, tick=False):
        assert latest_day() == date(2026, 11, 30)
        for day, faults in (("2026-11-30", []), ("2026-12-01", ["headcount_on"])):
            form = PledgeForm(said(headcount_on=day, region="US-GU"), edition=edition_on(latest_day()))
            form.is_valid()
            assert list(form.errors) == faults


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("region", "moment_", "day"),
    [
        ("US-HI", LATE_IN_HONOLULU, date(2026, 11, 30)),
        ("US-GU", IN_GUAM, date(2026, 11, 30)),
        ("US-GA", IN_GUAM, date(2026, 11, 29)),
    ],
)
def test_a_pledge_is_taken_on_the_day_of_its_place(region: str, moment_: datetime, day: date) -> None:
    with time_machine.travel(moment_, tick=False):
        client = Client()
        assert (
            client.post(
                reverse("pledges:take"), said(region=region, ori=None, headcount_on="2026-01-01")
            ).status_code
            == 302
        )
    assert Pledge.objects.get().pledged_on == day
