"""Find a course: the links, classes by state, date and seats, and an announcement from the form to the page."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from agencies.models import Agency
from audit.models import Entry
from campaign.content.models import ClassListing
from common.forms import guard
from demonstration.content import content
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.campaign import ClassListingFactory
from rehearsal.factories.training import CourseFactory, OfferingFactory, OfficerFactory, RecordFactory
from tests.clients import AgencyClient
from tests.content.pages import same_number_of_queries
from training.models import Offering

pytestmark = pytest.mark.django_db
FIND, ANNOUNCE = "/find-a-course/", "/find-a-course/announce/"


def titles(client: Client, query: str = "") -> list[str]:
    return [opening.title for opening in client.get(FIND + query).context["page"]]


def said(**changes: str) -> dict[str, str]:
    start = timezone.localdate() + timedelta(days=10)
    values = {
        "course": "cit", "title": "Forty hours", "provider": "Riverbend Police Department", "delivery": "in_person",
        "city": "Atlanta", "region": "US-GA", "starts_on": start.isoformat(),
        "ends_on": (start + timedelta(days=4)).isoformat(), "seats_open": "3", "url": "https://example.org/forty",
        "sent_by": "Robin, robin.hale@example.org", "nickname": "", "form_key": guard.issue(),
    }  # fmt: skip
    return {**values, **changes}


def test_the_three_courses_of_the_pledge_have_a_link(client: Client) -> None:
    links = {link.title: link.url for link in client.get(FIND).context["links"]}
    assert [title for title in links if not links[title]] == []
    assert [any(word in title for title in links) for word in ("CIT", "CRIT", "MHFA")] == [True] * 3


def test_filters_by_course_state_date_and_seats(client: Client) -> None:
    today = timezone.localdate()
    soon, late = today + timedelta(days=5), today + timedelta(days=60)
    ClassListingFactory(title="A", starts_on=soon)
    ClassListingFactory(title="B", starts_on=late, region="CA-ON", course="mhfa", seats_open=0)
    ClassListingFactory(title="C", starts_on=late, seats_open=None)
    middle = (today + timedelta(days=30)).isoformat()
    found = {
        query: titles(client, query)
        for query in (
            "", "?region=CA-ON", "?course=cit", "?open=on", f"?since={middle}", f"?until={middle}",
            f"?region=US-GA&since={middle}", "?region=nonsense", "?since=nonsense", "?page=99",
        )
    }  # fmt: skip
    assert list(found.values()) == [
        ["A", "B", "C"], ["B"], ["A", "C"], ["A"], ["B", "C"], ["A"], ["C"], ["A", "B", "C"], ["A", "B", "C"],
        ["A", "B", "C"],
    ]  # fmt: skip


def test_a_class_vanishes_when_its_last_day_is_over(client: Client) -> None:
    today = timezone.localdate()
    ClassListingFactory(title="Ends today", starts_on=today - timedelta(days=4), ends_on=today)
    ClassListingFactory(title="Over", starts_on=today - timedelta(days=4), ends_on=today - timedelta(days=1))
    assert titles(client) == ["Ends today"]


def test_an_announcement_is_a_draft_until_staff_publish_it(client: Client) -> None:
    sent = said()
    for _attempt in range(2):
        assert client.post(ANNOUNCE, sent)["Location"] == "/find-a-course/thanks/"
    assert client.get("/find-a-course/thanks/").status_code == 200
    listing = ClassListing.objects.get()
    assert Entry.objects.get(verb="campaign.class_announced").details == {}
    assert titles(client) == titles(client, "?preview=1") == []
    staff = AgencyClient()
    staff.force_login(AdministratorFactory())
    assert titles(staff, "?preview=1") == ["Forty hours"]
    staff.post("/admin/content/classlisting/", {"action": "publish", "_selected_action": [listing.pk]})
    page = client.get(FIND).content.decode()
    assert ("Forty hours" in page, "robin.hale" in page) == (True, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": ""}, "title"), ({"region": "XX-1"}, "region"), ({"ends_on": "2001-01-01"}, "ends_on"),
     ({"url": "javascript:alert(1)"}, "url"), ({"seats_open": "-1"}, "seats_open"), ({"nickname": "x"}, "nickname"),
     ({"form_key": "forged"}, "form_key")],
)  # fmt: skip
def test_an_announcement_that_is_wrong_comes_back(
    client: Client, changes: dict[str, str], field: str
) -> None:
    response = client.post(ANNOUNCE, said(**changes))
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Riverbend Police Department" in response.content.decode()
    assert not ClassListing.objects.exists()


def test_a_listing_ends_after_it_starts_and_has_a_state() -> None:
    today = timezone.localdate()
    listing = ClassListingFactory.build(starts_on=today, ends_on=today - timedelta(days=1), region="Georgia")
    with pytest.raises(ValidationError) as raised:
        listing.full_clean()
    assert set(raised.value.message_dict) == {"region", "__all__"}


def test_elearning_says_what_is_coming_and_that_it_does_not_count(client: Client) -> None:
    response = client.get("/e-learning/")
    assert {row.title for row in response.context["coming"]} == {
        "Webinars", "Virtual presentations", "Online and electronic tools",
    }  # fmt: skip
    page = " ".join(response.content.decode().split())
    assert "doesn't count by itself" in page.replace("&#x27;", "'")
    assert "only if the IACP has approved" in page


def test_the_number_of_queries_does_not_grow() -> None:
    assert same_number_of_queries(FIND, ClassListingFactory)


def test_the_demonstration_has_every_kind_once(client: Client) -> None:
    today = timezone.localdate()
    for _time in range(2):
        content(today)
    assert titles(client) == [
        "Mental Health First Aid for Public Safety",
        "CIT basic course",
        "Mental Health First Aid, live online",
        "CRIT, spring class",
    ]
    assert titles(client, "?open=on") == ["Mental Health First Aid for Public Safety", "CIT basic course"]
    page = client.get("/news/posts/spring-of-refreshers/").content.decode()
    assert ("in autumn" in page, "Tablets" in page, "dispatchers" in page) == (True, False, False)


def planned(agency: Agency, **changes: object) -> Offering:
    day = timezone.localdate() + timedelta(days=9)
    course = CourseFactory(code="CRIT", title="Crisis Response and Intervention Training (CRIT)")
    values = {"course": course, "starts_on": day, "ends_on": day + timedelta(days=4), "seats": 20}
    return OfferingFactory(agency=agency, **{**values, **changes})


def filled_in(client: Client, offering: Offering | str) -> dict[str, object]:
    number = offering if isinstance(offering, str) else offering.pk
    initial = client.get(ANNOUNCE, {"class": number}).context["form"].initial
    return {key: value for key, value in initial.items() if key != "form_key"}


def test_an_agencys_own_class_is_offered_from_its_page_in_one_step(client: Client) -> None:
    lead = MembershipFactory(
        agency=AgencyFactory(name="Belton PD", city="Belton", region="US-MO", website="https://b.example")
    )
    client.force_login(lead.user)
    offering = planned(lead.agency)
    RecordFactory(
        agency=lead.agency,
        course=offering.course,
        offering=offering,
        officer=OfficerFactory(agency=lead.agency),
    )
    page = client.get(f"training/classes/{offering.pk}/").content.decode()
    link = f"{ANNOUNCE}?class={offering.pk}"
    assert f'href="{link}"' in page
    assert filled_in(client, offering) == {
        "course": "crit", "title": "Crisis Response and Intervention Training (CRIT)", "provider": "Belton PD",
        "delivery": "in_person", "city": "Belton", "region": "US-MO", "starts_on": offering.starts_on,
        "ends_on": offering.ends_on, "seats_open": 19, "url": "https://b.example",
    }  # fmt: skip
    seen = client.get(link).content.decode()
    assert ("filled in from your class" in seen, f'value="{offering.starts_on.isoformat()}"' in seen) == (
        True,
        True,
    )
    assert client.post(link, said())["Location"] == "/find-a-course/thanks/"


def test_only_a_class_of_ones_own_that_others_can_still_attend_is_offered(client: Client) -> None:
    lead, day = MembershipFactory(), timezone.localdate()
    client.force_login(lead.user)
    course = CourseFactory(code="MHFA")
    for offering in (
        planned(lead.agency, course=course, reference="1", starts_on=day - timedelta(days=1)),
        planned(lead.agency, course=course, reference="2", starts_on=None, ends_on=None),
        planned(lead.agency, course=course, reference="3", delivery="recorded"),
    ):
        assert filled_in(client, offering) == {}
        assert ANNOUNCE not in client.get(f"training/classes/{offering.pk}/").content.decode()
    full = planned(lead.agency, course=course, reference="4", seats=0)
    assert ANNOUNCE not in client.get(f"training/classes/{full.pk}/").content.decode()
    foreign = planned(AgencyFactory(), course=course)
    for asked in (foreign, "abc", "9" * 40, "", "\x00"):
        assert filled_in(client, asked) == {}
    assert filled_in(AgencyClient(), foreign) == {}


def test_whoever_names_nobody_says_how_many_seats_are_open(client: Client) -> None:
    lead = MembershipFactory(agency=AgencyFactory(evidence_mode=Agency.EvidenceMode.COUNTS))
    client.force_login(lead.user)
    own = CourseFactory(code="OUR-OWN")
    initial = filled_in(client, planned(lead.agency, course=own, delivery="live_online"))
    assert (initial["course"], initial["delivery"], initial["seats_open"]) == ("other", "online", None)
