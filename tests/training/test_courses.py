"""Courses of an agency's own, and the question whether they are equivalent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from agencies.models import Agency, Membership
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.training import (
    CourseFactory,
    EquivalencyRequestFactory,
    OfficerFactory,
    RecordFactory,
)
from tests.clients import agency_page
from training import figures
from training.actions import courses as actions
from training.models import AgencyFigures, Course, EquivalencyRequest, Ruling

pytestmark = pytest.mark.django_db

State = EquivalencyRequest.State
AS_OF = date(2026, 6, 1)


def page(name: str, *where: Any) -> str:
    return agency_page(f"training:{name}", args=where)


def own_course(agency: Agency, **fields: Any) -> Course:
    values = {
        "code": "LOCAL",
        "title": "Crisis Week",
        "standing": "unreviewed",
        "proposed_by": agency,
        **fields,
    }
    return CourseFactory.create(**values)


def asked(lead: Membership, **fields: Any) -> EquivalencyRequest:
    course = own_course(lead.agency, **fields)
    return actions.request(
        course=course, agency=lead.agency, by=lead.user, topics={"role_play": "Day 5"}, explanation=""
    )


def test_course_proposed_counts_for_nothing(client: Client, agency: Agency) -> None:
    typed = {"title": "Crisis Week", "provider": "Academy", "track": "cit", "hours": "40", "valid_months": ""}
    client.post(page("course_add"), typed)
    course = Course.objects.get(proposed_by=agency)
    assert (course.title, course.standing, course.hours, course.valid_months) == (
        "Crisis Week",
        "unreviewed",
        Decimal(40),
        None,
    )
    record = RecordFactory.create(officer=OfficerFactory.create(agency=agency), course=course)
    counted = figures.of_agency(record.agency, AS_OF)
    assert (counted.cit, counted.cit_if_approved) == (0, 0)


@pytest.mark.parametrize(("title", "says"), [("QPR", "FAQ 4"), ("ICAT", "FAQ 3"), ("CIT", "Memphis")])
def test_course_that_is_known_is_answered_at_once(
    client: Client, agency: Agency, title: str, says: str
) -> None:
    typed = {"title": title, "provider": "", "track": "mhfa", "hours": "8"}
    response = client.post(page("course_add"), typed)
    assert (response.status_code, says in response.content.decode()) == (422, True)
    assert not Course.objects.filter(proposed_by=agency).exists()


def test_request_waits_and_shows_what_it_would_add(client: Client, agency: Agency) -> None:
    course = own_course(agency)
    RecordFactory.create(officer=OfficerFactory.create(agency=agency), course=course)
    client.post(
        page("equivalency_add", course.public_id), {"topic-role_play": " Day  5 ", "explanation": "Ours"}
    )
    found = EquivalencyRequest.objects.get()
    assert (found.topics, found.explanation, found.state) == ({"role_play": "Day 5"}, "Ours", State.OPEN)
    counted = figures.of_agency(agency, AS_OF)
    assert (counted.cit, counted.cit_if_approved) == (0, 1)


def test_request_without_any_topic_is_refused(client: Client, agency: Agency) -> None:
    response = client.post(page("equivalency_add", own_course(agency).public_id), {"explanation": "Ours"})
    assert (response.status_code, EquivalencyRequest.objects.count()) == (422, 0)
    assert "Ours" in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"code": "ICAT", "track": "mhfa", "hours": Decimal(12)}, Refused),
        ({"code": "QPR", "track": "mhfa"}, Refused),
        ({"hours": Decimal(39)}, Refused),
        ({"standing": "approved"}, Refused),
        ({"track": "none"}, Refused),
    ],
)
def test_request_that_can_not_be_granted_is_refused(
    lead: Membership, fields: dict[str, Any], kind: type[Exception]
) -> None:
    course = own_course(lead.agency, **fields)
    if course.code in {"ICAT", "QPR"}:
        assert course.standing == "declined"
    with pytest.raises(kind):
        actions.request(course=course, agency=lead.agency, by=lead.user, topics={}, explanation="")


def test_request_twice_is_refused(lead: Membership) -> None:
    found = asked(lead)
    with pytest.raises(Refused):
        actions.request(course=found.course, agency=lead.agency, by=lead.user, topics={}, explanation="")


def test_approval_counts_for_everybody_and_they_are_told(lead: Membership) -> None:
    found = asked(lead)
    other = MembershipFactory.create()
    for agency in (lead.agency, other.agency):
        RecordFactory.create(officer=OfficerFactory.create(agency=agency), course=found.course)
    MembershipFactory.create()
    reviewer = ReviewerFactory.create()
    actions.approve(
        found=found, reasons="Covers all.", conditions="From 2024.", version=found.version, by=reviewer
    )
    assert [figures.of_agency(agency, AS_OF).cit for agency in (lead.agency, other.agency)] == [1, 1]
    deliver_due()
    assert sorted(AgencyFigures.objects.values_list("agency", "cit")) == sorted(
        [(lead.agency_id, 1), (other.agency_id, 1)]
    )
    assert sorted(message.to[0] for message in mail.outbox) == sorted([lead.user.email, other.user.email])
    assert "Covers all." in mail.outbox[0].body
    found.refresh_from_db()
    assert (found.state, found.reasons, found.decided_by) == (State.APPROVED, "Covers all.", reviewer)


def test_approval_withdrawn_counts_for_nobody_and_they_are_told(lead: Membership) -> None:
    found = asked(lead)
    RecordFactory.create(officer=OfficerFactory.create(agency=lead.agency), course=found.course)
    reviewer = ReviewerFactory.create()
    actions.approve(found=found, reasons="Fits.", conditions="", version=found.version, by=reviewer)
    deliver_due()
    mail.outbox.clear()
    actions.withdraw_approval(course=found.course, reasons="The course was shortened.", by=reviewer)
    deliver_due()
    assert figures.of_agency(lead.agency, AS_OF).cit == 0
    assert AgencyFigures.objects.get(agency=lead.agency).cit == 0
    assert [message.to for message in mail.outbox] == [[lead.user.email]]
    assert "shortened" in mail.outbox[0].body
    assert list(Ruling.objects.values_list("standing", "is_withdrawal")) == [
        ("declined", True),
        ("approved", False),
    ]
    with pytest.raises(Conflict):
        actions.withdraw_approval(course=found.course, reasons="Again", by=reviewer)


def test_decline_needs_reasons_and_tells_them(lead: Membership) -> None:
    found = asked(lead)
    reviewer = ReviewerFactory.create()
    with pytest.raises(Refused):
        actions.decline(found=found, reasons=" ", version=found.version, by=reviewer)
    actions.decline(found=found, reasons="Too little on suicide.", version=found.version, by=reviewer)
    found.course.refresh_from_db()
    assert found.course.standing == "declined"


@pytest.mark.parametrize("decision", ["approve", "decline", "ask"])
def test_nothing_is_decided_or_asked_without_words(lead: Membership, desk: Client, decision: str) -> None:
    found = asked(lead)
    sent = {"version": found.version, "decision": decision, "text": " ", "conditions": "In person."}
    response = desk.post(page("desk_equivalency", found.public_id), sent)
    found.refresh_from_db()
    assert (response.context["form"].errors["text"], found.state) == (
        ["Say why, or what you need to know."],
        State.OPEN,
    )
    with pytest.raises(Refused):
        actions.approve(
            found=found, reasons=" ", conditions="", version=found.version, by=ReviewerFactory.create()
        )


def test_who_asked_is_told_beside_the_leads_while_a_member(lead: Membership) -> None:
    editor = MembershipFactory.create(agency=lead.agency, role="editor")
    MembershipFactory.create(agency=lead.agency, role="editor")
    found = asked(editor)
    reviewer = ReviewerFactory.create()
    actions.ask(found=found, question="Who teaches it?", version=found.version, by=reviewer)
    deliver_due()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([lead.user.email, editor.user.email])
    mail.outbox.clear()
    editor.delete()
    found.refresh_from_db()
    actions.decline(found=found, reasons="Too short.", version=found.version, by=reviewer)
    deliver_due()
    assert [message.to[0] for message in mail.outbox] == [lead.user.email]


def test_question_and_answer(lead: Membership, client: Client, desk: Client) -> None:
    found = asked(lead)
    url = page("desk_equivalency", found.public_id)
    desk.post(url, {"version": found.version, "decision": "ask", "text": "Who teaches it?", "conditions": ""})
    found.refresh_from_db()
    assert (found.state, found.question) == (State.ASKED, "Who teaches it?")
    deliver_due()
    assert "Who teaches it?" in mail.outbox[0].body
    url = page("equivalency_answer", found.public_id)
    shown = client.get(url).context["form"]
    unchanged = {name: shown[name].value() or "" for name in shown.fields if name != "syllabus"}
    assert "explanation" in client.post(url, unchanged).context["form"].errors
    found.refresh_from_db()
    assert found.state == State.ASKED
    form = {"version": found.version, "topic-role_play": "Day 5", "explanation": "The county does."}
    client.post(page("equivalency_answer", found.public_id), form)
    found.refresh_from_db()
    assert (found.state, found.explanation) == (State.OPEN, "The county does.")


def test_two_reviewers_one_decision(lead: Membership) -> None:
    found = asked(lead)
    version = found.version
    actions.approve(
        found=found, reasons="Fits.", conditions="", version=version, by=ReviewerFactory.create(name="First")
    )
    with pytest.raises(Conflict):
        actions.decline(found=found, reasons="No", version=version, by=ReviewerFactory.create())
    assert Ruling.objects.count() == 1


def test_nobody_decides_for_their_own_agency(lead: Membership) -> None:
    found = asked(lead)
    reviewer = ReviewerFactory.create()
    MembershipFactory.create(agency=lead.agency, user=reviewer, role="viewer")
    with pytest.raises(NotAllowed):
        actions.approve(found=found, reasons="Fits.", conditions="", version=found.version, by=reviewer)
    with pytest.raises(NotAllowed):
        actions.approve(found=found, reasons="Fits.", conditions="", version=found.version, by=lead.user)
    assert Entry.objects.filter(verb="training.equivalency_approved").count() == 0


def test_request_taken_back_leaves_the_course_as_before(lead: Membership) -> None:
    found = asked(lead)
    actions.withdraw(found=found, by=lead.user)
    found.refresh_from_db()
    assert (found.state, found.course.standing) == (State.WITHDRAWN, "unreviewed")


def test_request_taken_back_while_another_agency_asks_too(lead: Membership) -> None:
    found = asked(lead)
    EquivalencyRequestFactory.create(course=found.course)
    actions.withdraw(found=found, by=lead.user)
    found.course.refresh_from_db()
    assert found.course.standing == "pending"


def test_one_decision_answers_all_who_asked(lead: Membership) -> None:
    found = asked(lead)
    other = EquivalencyRequestFactory.create(course=found.course)
    actions.approve(
        found=found, reasons="Fits.", conditions="", version=found.version, by=ReviewerFactory.create()
    )
    other.refresh_from_db()
    assert other.state == State.APPROVED


def test_decision_posted_by_a_member_is_forbidden(client: Client, lead: Membership) -> None:
    found = asked(lead)
    url = page("desk_equivalency", found.public_id)
    response = client.post(
        url, {"version": found.version, "decision": "approve", "text": "", "conditions": ""}
    )
    found.refresh_from_db()
    assert (response.status_code, found.state) == (403, State.OPEN)


def test_register_shows_a_ruling_with_its_reasons(lead: Membership) -> None:
    found = asked(lead)
    actions.approve(
        found=found,
        reasons="Covers all.",
        conditions="From 2024.",
        version=found.version,
        by=ReviewerFactory.create(),
    )
    text = Client().get(page("register_course", found.course.public_id)).content.decode()
    assert ("Covers all." in text, "From 2024." in text, lead.agency.name in text) == (True, True, False)
    assert [
        course.code for course in Client().get(page("register"), {"standing": "approved"}).context["page"]
    ] == ["LOCAL"]
    assert [
        course.code for course in Client().get(page("register"), {"q": "gatekeeper qpr"}).context["page"]
    ] == []
    assert [course.code for course in Client().get(page("register"), {"q": "QPR"}).context["page"]] == ["QPR"]


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("16", "It can't count: it has 16 hours and needs 40."),
        ("40", "It counts once the IACP has approved it."),
    ],
)
def test_course_that_is_too_short_is_told_so_and_not_that_it_waits(
    client: Client, hours: str, said: str
) -> None:
    typed = {"title": "Crisis response", "provider": "County", "track": "cit", "hours": hours}
    response = client.post(page("course_add"), typed, follow=True)
    assert said in response.content.decode().replace("&#x27;", "'")
