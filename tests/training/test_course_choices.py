"""What choosing a course says at once, wherever one is chosen (FAQ 1 to 4), and what the register tells of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Membership
from common.problems import Refused
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.training import (
    CourseFactory,
    EquivalencyRequestFactory,
    OfferingFactory,
    OfficerFactory,
    RecordFactory,
)
from tests.clients import AgencyClient, agency_page
from training import topics
from training.actions import courses as actions
from training.actions import offerings
from training.models import Course, EquivalencyRequest, TrainingRecord

pytestmark = pytest.mark.django_db


def page(name: str, *where: Any) -> str:
    return agency_page(f"training:{name}", args=where)


def words_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(("code", "says"), [("ICAT", "FAQ 3"), ("QPR", "FAQ 4")])
def test_known_non_equivalent_says_so_wherever_it_is_chosen(
    client: Client, agency: Agency, code: str, says: str
) -> None:
    course = Course.objects.get(code=code)
    officer = OfficerFactory.create(agency=agency)
    note = words_of(client.get(page("course_note"), {"course": course.pk}))
    assert ("This course doesn't count" in note, says in note) == (True, True)
    for url in (page("record_add", officer.pk), page("class_list")):
        opened = words_of(client.get(url, {"course": course.public_id}))
        assert ("This course doesn't count" in opened, says in opened) == (True, True)
    # Without scripts the note comes with the form that is sent back, which holds what was typed.
    for url in (page("record_add", officer.pk), page("class_list"), page("offering_add")):
        back = words_of(client.post(url, {"course": course.pk, "hours": "seven"}))
        assert ("This course doesn't count" in back, says in back, "seven" in back or "hours-1" in back) == (
            True,
            True,
            True,
        )


@pytest.mark.parametrize("code", ["ICAT", "QPR"])
def test_known_non_equivalent_can_not_be_asked_about_nor_approved(
    client: AgencyClient, lead: Membership, code: str
) -> None:
    course = Course.objects.get(code=code)
    response = client.get(page("equivalency_add", course.public_id), follow=True)
    assert response.redirect_chain[-1][0] == client.at(page("course", course.public_id))
    assert "Ask again" not in words_of(response)
    with pytest.raises(Refused):
        actions.request(course=course, agency=lead.agency, by=lead.user, topics={}, explanation="")
    found = EquivalencyRequestFactory.create(agency=lead.agency, course=course)
    with pytest.raises(Refused):
        actions.approve(
            found=found, reasons="Fits.", conditions="", version=found.version, by=ReviewerFactory.create()
        )
    course.refresh_from_db()
    assert course.standing == "declined"


def test_class_list_of_a_course_that_does_not_count_warns(client: Client, agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P1")
    qpr = Course.objects.get(code="QPR")
    typed = {
        "course": qpr.pk,
        "completed_on": "2024-05-01",
        "hours": "2",
        "delivery": "in_person",
        "refs": "P1",
    }
    response = client.post(page("class_list"), typed, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["success", "warning"]
    assert TrainingRecord.objects.get().course == qpr


def test_too_few_hours_are_said_at_once(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency)
    cit = CourseFactory.create(code="CIT")
    typed = {"course": cit.pk, "completed_on": "2024-05-01", "delivery": "in_person", "status": "completed"}
    for hours, day, levels in (
        ("16", "2024-05-01", ["success", "warning"]),
        ("40", "2024-05-02", ["success"]),
    ):
        sent = {**typed, "hours": hours, "completed_on": day}
        response = client.post(page("record_add", officer.pk), sent, follow=True)
        assert [message.level_tag for message in response.context["messages"]] == levels
    session = {"day-1": "2024-05-01", "hours-1": "8", "reference": "24-1", "seats": "", "place": ""}
    planned = client.post(page("offering_add"), {**typed, **session}, follow=True)
    assert "The course has 40 hours; with 8 it doesn&#x27;t count." in words_of(planned)


@pytest.mark.parametrize(("track", "faq", "count"), [("mhfa", 1, 5), ("cit", 2, 8)])
def test_matrix_is_that_of_the_faq(client: Client, agency: Agency, track: str, faq: int, count: int) -> None:
    course = CourseFactory.create(
        code="OWN", track=track, hours=Decimal(40), standing="unreviewed", proposed_by=agency
    )
    response = client.get(page("equivalency_add", course.public_id))
    form = response.context["form"]
    assert [field.label for field in form.topic_fields()] == [
        str(label) for label in topics.TOPICS[track].values()
    ]
    assert (len(form.topic_fields()), f"#faq-{faq}" in words_of(response)) == (count, True)


def test_refresher_of_an_agencys_own_may_be_short_and_restores_nothing_before_approval(
    client: Client, lead: Membership
) -> None:
    typed = {
        "title": "CIT day",
        "track": "cit",
        "hours": "8",
        "is_refresher": "on",
        "provider": "",
        "valid_months": "24",
    }
    client.post(page("course_add"), typed)
    course = Course.objects.get(title="CIT day")
    assert (course.is_refresher, course.standing) == (True, "unreviewed")
    found = actions.request(
        course=course, agency=lead.agency, by=lead.user, topics={"role_play": "All day"}, explanation=""
    )
    actions.approve(
        found=found, reasons="Fits.", conditions="", version=found.version, by=ReviewerFactory.create()
    )
    course.refresh_from_db()
    assert course.standing == "approved"


def test_those_told_of_a_decision_read_no_officers(lead: Membership) -> None:
    found = EquivalencyRequestFactory.create(agency=lead.agency)
    officer = OfficerFactory.create(agency=lead.agency, ref="Q-Secret-7", name="Ana Diaz")
    RecordFactory.create(officer=officer, course=found.course, certificate_number="CERT-991")
    reviewer = ReviewerFactory.create()
    ruling = actions.approve(found=found, reasons="Fits.", conditions="", version=found.version, by=reviewer)
    deliver_due()
    actions.withdraw_approval(course=ruling.course, reasons="Shortened.", by=reviewer)
    deliver_due()
    assert len(mail.outbox) == 2
    said = " ".join(f"{message.subject} {message.body} {message.alternatives}" for message in mail.outbox)
    said += str(list(Message.objects.values_list("payload", flat=True)))
    assert [secret in said for secret in ("Q-Secret-7", "Ana Diaz", "CERT-991", reviewer.name)] == [False] * 4
    assert "1 officer of" in said


def test_agency_that_the_course_does_not_touch_is_not_told(lead: Membership) -> None:
    MembershipFactory.create()
    found = EquivalencyRequestFactory.create(agency=lead.agency)
    actions.approve(
        found=found, reasons="Fits.", conditions="", version=found.version, by=ReviewerFactory.create()
    )
    deliver_due()
    assert [message.to for message in mail.outbox] == [[lead.user.email]]


def test_agency_that_names_nobody_is_told_of_a_course_that_it_gave(lead: Membership) -> None:
    other = MembershipFactory.create(agency__evidence_mode="counts")
    found = EquivalencyRequestFactory.create(agency=lead.agency)
    OfferingFactory.create(agency=other.agency, course=found.course)
    actions.approve(
        found=found, reasons="Fits.", conditions="", version=found.version, by=ReviewerFactory.create()
    )
    deliver_due()
    told = {message.to[0]: str(message.body) for message in mail.outbox}
    assert {address: "enter the figures again" in body for address, body in told.items()} == {
        lead.user.email: False,
        other.user.email: True,
    }


def test_register_tells_the_history_of_a_withdrawn_course_and_its_precedents(lead: Membership) -> None:
    course = CourseFactory.create(code="LOCAL", title="County Crisis Intervention Week", standing="pending")
    found = EquivalencyRequest.objects.create(agency=lead.agency, course=course)
    reviewer = ReviewerFactory.create()
    actions.approve(found=found, reasons="Fits.", conditions="From 2024.", version=found.version, by=reviewer)
    actions.withdraw_approval(course=course, reasons="Shortened to 16 hours.", by=reviewer)
    response = Client().get(page("register_course", course.public_id))
    text = words_of(response)
    assert [
        word in text for word in ("Approval withdrawn", "Shortened to 16 hours.", "Fits.", "From 2024.")
    ] == [True] * 4
    assert "CIT" in [other.code for other in response.context["precedents"]]
    assert reviewer.name not in text


def test_seats_that_are_open_are_shown(client: Client, lead: Membership) -> None:
    refs = [OfficerFactory.create(agency=lead.agency).ref for _number in range(2)]
    sessions = [offerings.Session(timezone.localdate() + timedelta(days=30), Decimal(8))]
    fields = {"course": CourseFactory.create(code="MHFA"), "reference": "27-1", "place": "", "seats": 5}
    offering = offerings.add(
        agency=lead.agency, sessions=sessions, by=lead.user, delivery="in_person", **fields
    )
    offerings.enroll(offering=offering, refs=refs, by=lead.user)
    for url in (page("offerings"), page("offering", offering.pk)):
        text = words_of(client.get(url))
        assert ("3 seats open" in text, "Credit the class" in text) == (True, False)
