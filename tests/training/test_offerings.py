"""Classes: planned, filled, credited in one step."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Membership
from common.problems import Conflict, Refused
from rehearsal.factories.training import CourseFactory, OfferingFactory, OfficerFactory, RecordFactory
from tests.clients import agency_page, post_typed
from training import figures
from training.actions import offerings as actions
from training.forms.offerings import PastedIds
from training.models import Offering, TrainingRecord

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2024, 5, 1), date(2024, 5, 8)


def page(name: str, *where: Any) -> str:
    return agency_page(f"training:{name}", args=where)


@pytest.fixture
def offering(lead: Membership) -> Offering:
    """First aid in two sessions of four hours, three seats."""
    sessions = [actions.Session(SECOND, Decimal(4)), actions.Session(FIRST, Decimal(4))]
    fields = {"course": CourseFactory.create(code="MHFA"), "reference": "24-1", "place": "", "seats": 3}
    return actions.add(agency=lead.agency, sessions=sessions, by=lead.user, delivery="in_person", **fields)


@pytest.fixture
def refs(agency: Agency) -> list[str]:
    return [OfficerFactory.create(agency=agency, ref=f"P{number}").ref for number in range(4)]


def typed(**changes: Any) -> dict[str, Any]:
    course = CourseFactory.create(code="MHFA")
    sessions = {"day-1": "2024-05-01", "hours-1": "4", "day-2": "2024-05-08", "hours-2": "4"}
    return {
        "course": course.pk,
        "reference": "24-1",
        "place": "Hall",
        "seats": "3",
        "delivery": "in_person",
        **sessions,
        **changes,
    }


def test_class_planned(client: Client, agency: Agency) -> None:
    client.post(page("offering_add"), typed())
    offering = agency.offerings.get()
    assert (offering.starts_on, offering.ends_on, offering.seats) == (FIRST, SECOND, 3)
    assert list(offering.sessions.values_list("number", "held_on", "hours")) == [
        (1, FIRST, Decimal(4)),
        (2, SECOND, Decimal(4)),
    ]
    assert client.post(page("offering_add"), typed()).status_code == 422


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hours-2": ""}, "hours-2"),
        ({"day-1": ""}, "day-1"),
        ({"hours-1": "25"}, "hours-1"),
        ({"seats": "0"}, "seats"),
    ],
)
def test_class_that_can_not_be_is_told(
    client: Client, agency: Agency, changes: dict[str, str], field: str
) -> None:
    response = client.post(page("offering_add"), typed(**changes))
    assert (field in response.context["form"].errors, agency.offerings.count()) == (True, 0)


def test_enrolled_by_pasting_and_credited_in_one_step(
    client: Client, agency: Agency, offering: Offering, refs: list[str]
) -> None:
    client.post(page("offering_enroll", offering.pk), {"refs": "P0\tAna\nP1,Bo\n\nP2\n"})
    assert figures.of_agency(agency, date(2024, 6, 1)).mhfa == 0
    form = client.get(page("offering_credit", offering.pk)).context["form"]
    missed = agency.officers.get(ref="P2").pk
    sent = {"status": "completed", "roll": form["roll"].value(), f"missed-{missed}": ["2"]}
    assert "Correct the credits" not in client.get(page("offering", offering.pk)).content.decode()
    client.post(page("offering_credit", offering.pk), sent)
    assert "Correct the credits" in client.get(page("offering", offering.pk)).content.decode()
    assert figures.of_agency(agency, date(2024, 6, 1)).mhfa == 2
    assert list(
        TrainingRecord.objects.filter(officer=missed).order_by("session").values_list("status", flat=True)
    ) == [
        "completed",
        "incomplete",
    ]


def test_class_of_hundreds_is_credited_in_one_step(client: Client, lead: Membership) -> None:
    refs = [officer.ref for officer in OfficerFactory.create_batch(250, agency=lead.agency)]
    sessions = [actions.Session(date(2024, 5, day), Decimal(8)) for day in range(1, 6)]
    fields = {"course": CourseFactory.create(code="CIT"), "reference": "24-9", "place": "", "seats": None}
    offering = actions.add(
        agency=lead.agency, sessions=sessions, by=lead.user, delivery="in_person", **fields
    )
    actions.enroll(offering=offering, refs=refs, by=lead.user)
    url = page("offering_credit", offering.pk)
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if name != "status"}
    assert client.post(url, {**sent, "status": "completed"}).status_code == 302
    assert figures.of_agency(lead.agency, date(2024, 6, 1)).cit == 250


def test_credited_page_opened_again_shows_what_was_missed(
    client: Client, lead: Membership, offering: Offering, refs: list[str], agency: Agency
) -> None:
    actions.enroll(offering=offering, refs=refs[:2], by=lead.user)
    there, away = agency.officers.get(ref="P0").pk, agency.officers.get(ref="P1").pk
    actions.credit(offering=offering, attended={there: {"1"}}, status="completed", by=lead.user)
    form = client.get(page("offering_credit", offering.pk)).context["form"]
    assert (form[f"missed-{there}"].value(), form[f"missed-{away}"].value()) == (["2"], ["1", "2"])


def test_whoever_was_enrolled_meanwhile_is_not_credited_unseen(
    client: Client, lead: Membership, offering: Offering, refs: list[str]
) -> None:
    actions.enroll(offering=offering, refs=refs[:1], by=lead.user)
    url = page("offering_credit", offering.pk)
    seen = client.get(url).context["form"]["roll"].value()
    actions.enroll(offering=offering, refs=refs[:2], by=lead.user)
    response = client.post(url, {"status": "completed", "roll": seen})
    assert "Enrollments changed" in response.content.decode()
    assert not TrainingRecord.objects.exclude(status="scheduled").exists()
    again = response.context["form"]["roll"].value()
    assert client.post(url, {"status": "completed", "roll": again}).status_code == 302


def test_enrolled_twice_is_once(lead: Membership, offering: Offering, refs: list[str]) -> None:
    assert actions.enroll(offering=offering, refs=refs[:2], by=lead.user) == 2
    assert actions.enroll(offering=offering, refs=refs[:2], by=lead.user) == 0
    assert TrainingRecord.objects.count() == 4


def test_seats_are_not_overfilled(lead: Membership, offering: Offering, refs: list[str]) -> None:
    with pytest.raises(Refused, match="3 seats"):
        actions.enroll(offering=offering, refs=refs, by=lead.user)
    assert TrainingRecord.objects.count() == 0


def test_unknown_ids_enroll_nobody(client: Client, offering: Offering, refs: list[str]) -> None:
    OfficerFactory.create(ref="FOREIGN")
    response = client.post(page("offering_enroll", offering.pk), {"refs": "P0, FOREIGN"})
    assert (response.status_code, TrainingRecord.objects.count()) == (422, 0)
    assert "P0, FOREIGN" in response.content.decode()


def test_class_is_not_credited_before_it_is_over(
    lead: Membership, offering: Offering, refs: list[str]
) -> None:
    Offering.objects.update(ends_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused):
        actions.credit(offering=offering, attended={}, status="completed", by=lead.user)


def test_credited_again_changes_nothing(
    lead: Membership, offering: Offering, refs: list[str], agency: Agency
) -> None:
    actions.enroll(offering=offering, refs=refs[:1], by=lead.user)
    attended = {agency.officers.get(ref="P0").pk: {"1", "2"}}
    assert actions.credit(offering=offering, attended=attended, status="passed", by=lead.user) == 1
    before = list(TrainingRecord.objects.values())
    assert actions.credit(offering=offering, attended=attended, status="passed", by=lead.user) == 1
    assert before == list(TrainingRecord.objects.values())


def test_credit_that_is_under_review_stays(lead: Membership, offering: Offering, refs: list[str]) -> None:
    actions.enroll(offering=offering, refs=refs[:1], by=lead.user)
    TrainingRecord.objects.update(status="completed", locked_at=timezone.now())
    with pytest.raises(Refused):
        actions.credit(offering=offering, attended={}, status="completed", by=lead.user)


def test_class_changed_keeps_who_is_enrolled(lead: Membership, offering: Offering, refs: list[str]) -> None:
    actions.enroll(offering=offering, refs=refs[:2], by=lead.user)
    fields = {
        "course": offering.course,
        "reference": "24-2",
        "place": "",
        "seats": 3,
        "delivery": "live_online",
    }
    one = [actions.Session(date(2024, 9, 1), Decimal(8))]
    actions.change(offering=offering, sessions=one, version=1, by=lead.user, **fields)
    assert (
        list(TrainingRecord.objects.values_list("completed_on", "hours", "delivery"))
        == [(date(2024, 9, 1), Decimal(8), "live_online")] * 2
    )
    with pytest.raises(Conflict):
        actions.change(offering=offering, sessions=one, version=1, by=lead.user, **fields)


def test_credited_class_is_neither_changed_nor_deleted(
    client: Client, lead: Membership, offering: Offering, refs: list[str]
) -> None:
    actions.enroll(offering=offering, refs=refs[:1], by=lead.user)
    actions.credit(offering=offering, attended={}, status="completed", by=lead.user)
    assert post_typed(client, page("offering_delete", offering.pk)).status_code == 422
    assert client.post(page("offering_edit", offering.pk), typed(version="1")).status_code == 422


def test_officer_taken_out(
    client: Client, lead: Membership, offering: Offering, refs: list[str], agency: Agency
) -> None:
    actions.enroll(offering=offering, refs=refs[:1], by=lead.user)
    client.post(page("offering_unenroll", offering.pk, agency.officers.get(ref="P0").pk))
    assert TrainingRecord.objects.count() == 0


def listed(**changes: Any) -> dict[str, Any]:
    course = CourseFactory.create(code="MHFA")
    return {
        "course": course.pk,
        "completed_on": "2024-05-05",
        "hours": "8",
        "delivery": "in_person",
        **changes,
    }


def test_class_list_pasted(client: Client, agency: Agency, refs: list[str]) -> None:
    RecordFactory.create(
        officer=agency.officers.get(ref="P0"),
        course=CourseFactory.create(code="MHFA"),
        completed_on=date(2024, 5, 5),
    )
    client.post(page("class_list"), listed(refs="P0; P1; P2; P1"))
    assert agency.training_records.count() == 3


@pytest.mark.parametrize("text", ["", " \n ", "P0\nUNKNOWN", "\n".join(f"X{n}" for n in range(2001))])
def test_class_list_that_can_not_be_adds_nothing(client: Client, refs: list[str], text: str) -> None:
    response = client.post(page("class_list"), listed(refs=text))
    assert ("refs" in response.context["form"].errors, TrainingRecord.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1005, 1006;\n1007\t1008 1009\nNOPE", ["1005", "1006", "1007", "1008", "1009", "NOPE"]),
        ("1005 1006  1007", ["1005", "1006", "1007"]),
        ("1005, Ana Diaz\n1006, Bo 2nd", ["1005", "1006"]),
        ("1005\tAna\t40\n1006\tBo\t40", ["1005", "1006"]),
        ("1005\t2024-03-01\t40\n1006\t3/1/24\t40", ["1005", "1006"]),
        ("PD 5\nPD 6", ["PD 5", "PD 6"]),
        ("ABC; DEF", ["ABC", "DEF"]),
        ("1005.0\n'0042\n1005", ["1005", "0042"]),
        ('="0042"\n=""\n1005', ["0042", "1005"]),
    ],
)
def test_pasted_ids_are_all_found(text: str, found: list[str]) -> None:
    assert PastedIds().clean(text) == found


@pytest.mark.parametrize(("sent", "opened"), [({}, False), ({"hours-7": "4"}, True)])
def test_form_opens_the_rarer_sessions_when_they_hold_something(
    client: Client, sent: dict[str, str], opened: bool
) -> None:
    text = client.post(page("offering_add"), sent).content.decode()
    assert ("<details open>" in text, 'name="day-10"' in text) == (opened, True)


def test_class_list_says_who_had_the_record_already(client: Client, refs: list[str]) -> None:
    client.post(page("class_list"), listed(refs="P0"))
    response = client.post(page("class_list"), listed(refs="P0 P1 P2"), follow=True)
    text = response.content.decode()
    assert "2 records added. 1 officer has a record of that day already." in text


def test_many_classes_come_in_pages(client: Client, lead: Membership) -> None:
    OfferingFactory.create_batch(52, agency=lead.agency)
    sizes = [len(client.get(page("offerings"), {"page": number}).context["page"]) for number in (1, 2)]
    assert sizes == [50, 2]
