"""The pages of an import: sent, answered, looked at, imported, invited, undone."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, Invitation, ReferenceAgency
from outbox.models import Message
from pledges.models import Pledge
from register_import import actions
from register_import.models import ImportedAgency, RegisterImport
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.register_import.lists import HEADINGS, one
from tests.register_import.test_importing import LIST, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    user: User = ReviewerFactory.create()
    return user


@pytest.fixture
def desk(reviewer: User, client: Client) -> Client:
    client.force_login(reviewer)
    return client


def at(name: str, found: RegisterImport) -> str:
    return reverse(f"register_import:{name}", args=[found.public_id])


def upload(desk: Client, text: str) -> Any:
    file = SimpleUploadedFile("register.csv", text.encode())
    return desk.post(reverse("register_import:index"), {"file": file})


def test_a_file_is_sent_looked_at_and_imported(desk: Client, reviewer: User) -> None:
    answer = upload(desk, LIST)
    found = RegisterImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at("job", found))
    page = desk.get(at("job", found)).content.decode()
    assert "Import 2 agencies" in page
    assert "“soon” isn&#x27;t a day of the calendar" in page
    done = desk.post(at("apply", found), {"version": found.version, "confirmed": "on"})
    assert done.status_code == 302
    assert Agency.objects.count() == 2
    assert "Invite 1 coordinator" in desk.get(at("job", found)).content.decode()


def test_what_is_no_list_is_refused_beside_the_form(desk: Client) -> None:
    answer = upload(desk, "a,b\n1,2\n")
    assert answer.status_code == 422
    assert "No line of the file has headings" in answer.content.decode()
    assert not RegisterImport.objects.exists()
    assert desk.post(reverse("register_import:index"), {}).status_code == 422


def test_questions_decisions_and_columns_are_answered(desk: Client) -> None:
    AgencyFactory.create(name="Perry Police Department", region="US-GA", city="Perry")
    text = f"{HEADINGS},Mobile\nPerry PD,Perry,GA,2019-05-14,,Pledged,478 555 0100\nBelton PD,Belton,MO,2020-01-31,,Hm,\n"
    found = send(text)
    page = desk.get(at("job", found)).content.decode()
    assert "What does the status “Hm” say?" in page
    assert "Row 2: Perry PD" in page
    desk.post(at("answer", found), {"status:hm": "pledged"})
    desk.post(at("answer", found), {"alike:2": "new"})
    desk.post(at("answer", found), {"column:0:G": "phone", "column:0:B": "ignore", "unknown": "x"})
    found.refresh_from_db()
    assert found.answers == {
        "status:hm": "pledged", "alike:2": "new", "column:0:G": "phone", "column:0:B": "ignore",
    }  # fmt: skip
    assert (found.figures["new"], found.figures["questions"], found.figures["alike"]) == (2, 0, 0)
    actions.apply(register_import=found, by=ReviewerFactory.create())
    perry = Pledge.objects.get(agency__name="Perry PD")
    assert (perry.coordinator_phone, perry.agency.city) == ("478 555 0100", "")


def test_an_answer_that_isnt_offered_is_dropped(desk: Client) -> None:
    found = send(one({"Status": "Hm"}))
    desk.post(at("answer", found), {"status:hm": "certified!"})
    found.refresh_from_db()
    assert found.answers == {}


def test_nothing_is_imported_unless_the_box_is_checked(desk: Client) -> None:
    found = send()
    answer = desk.post(at("apply", found), {"version": found.version})
    assert (answer.status_code, Agency.objects.count()) == (422, 0)


def test_what_others_answered_since_is_told(desk: Client) -> None:
    found = send()
    actions.answer(register_import=found, answers={"column:0:G": "ignore"}, by=ReviewerFactory.create())
    answer = desk.post(at("apply", found), {"version": found.version, "confirmed": "on"})
    assert (answer.status_code, Agency.objects.count()) == (409, 0)


@pytest.mark.parametrize("is_applied", [False, True])
def test_rows_that_stay_out_come_back_as_a_file(desk: Client, reviewer: User, is_applied: bool) -> None:
    found = send()
    if is_applied:
        found = actions.apply(register_import=found, by=reviewer)
    answer = desk.get(at("refused", found))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["Agency", "Boise Police Department"]


def test_a_clean_import_has_no_file_of_rows_that_stay_out(desk: Client, reviewer: User) -> None:
    found = actions.apply(register_import=send(one({})), by=reviewer)
    assert desk.get(at("refused", found)).status_code == 404


def test_discarding_imports_nothing(desk: Client) -> None:
    found = send()
    desk.post(at("discard", found))
    found.refresh_from_db()
    assert (found.state, Agency.objects.count()) == ("discarded", 0)
    assert "Nothing was imported" in desk.get(at("job", found)).content.decode()


def test_undoing_asks_for_the_number_and_tells_why_it_cant_be(desk: Client, reviewer: User) -> None:
    found = actions.apply(register_import=send(), by=reviewer)
    assert "2 agencies and their pledges are deleted" in desk.get(at("undo", found)).content.decode()
    assert (desk.post(at("undo", found), {"typed": "3"}).status_code, Agency.objects.count()) == (422, 2)
    member = MembershipFactory.create(agency=Agency.objects.first())
    refused = desk.post(at("undo", found), {"typed": "2"})
    assert (refused.status_code, Agency.objects.count()) == (409, 2)
    member.delete()
    assert desk.post(at("undo", found), {"typed": "2"}).status_code == 302
    assert Agency.objects.count() == 0


def test_invitations_go_out_paced_and_once(desk: Client, reviewer: User) -> None:
    rows = "".join(
        f"Town {n} Police,Town {n},GA,2025-05-14,,Pledged,c{n}@town{n}.example,\n" for n in range(3)
    )
    found = actions.apply(
        register_import=send(f"{HEADINGS},Email,Notes\n{rows}Nomail PD,X,ID,2025-05-14,,Pledged,,\n"),
        by=reviewer,
    )
    desk.post(at("invite", found))
    desk.post(at("invite", found))
    posted = list(Message.objects.filter(kind="register_import.invite").order_by("available_at"))
    gaps = [
        round((later.available_at - first.available_at).total_seconds()) for first, later in pairwise(posted)
    ]
    assert (len(posted), gaps) == (3, [3, 3])
    for message in posted:
        actions.invite_one(**message.payload)
        actions.invite_one(**message.payload)
    assert sorted(Invitation.objects.values_list("email", "role")) == [
        (f"c{n}@town{n}.example", "lead") for n in range(3)
    ]
    assert ImportedAgency.objects.filter(invited_at__isnull=True).count() == 1


def test_an_invitation_of_an_undone_import_isnt_sent(desk: Client, reviewer: User) -> None:
    found = actions.apply(register_import=send(), by=reviewer)
    actions.invite_all(register_import=found, by=reviewer)
    payload = Message.objects.get(kind="register_import.invite").payload
    actions.undo(register_import=found, by=reviewer)
    actions.invite_one(**payload)
    assert not Invitation.objects.exists()


def test_who_hasnt_answered_is_a_queue(
    desk: Client, reviewer: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    found = actions.apply(register_import=send(), by=reviewer)
    ImportedAgency.objects.filter(agency__name__startswith="Perry").update(invited_at=timezone.now())
    page = desk.get(reverse("register_import:unanswered")).content.decode()
    assert page.index("Perry Police Department") < page.index("Belton Police Department")
    assert "0 days ago" in page
    MembershipFactory.create(agency=Agency.objects.get(name="Perry Police Department"))
    page = desk.get(reverse("register_import:unanswered")).content.decode()
    assert "Perry Police Department" not in page
    assert found.agencies.count() == 2


def test_reminders_are_released_at_the_desk(desk: Client, reviewer: User) -> None:
    actions.apply(register_import=send(one({})), by=reviewer)
    pledge = Pledge.objects.get()
    assert "Release reminders" in desk.get(reverse("register_import:unanswered")).content.decode()
    desk.post(reverse("register_import:release", args=[pledge.public_id]))
    pledge.refresh_from_db()
    assert not pledge.reminders_held
    assert desk.post(reverse("register_import:release", args=["a" * 26])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["index", "job", "applied", "unanswered"])
def test_pages_take_as_many_statements_for_three_rows_as_for_one(
    desk: Client, reviewer: User, name: str, count: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    rows = "".join(
        f"Town {n} Police,Town {n},GA,2019-05-14,,Pledged\nTown {n} PD,Town {n},GA,2019-05-14,,Pledged\n"
        for n in range(count)
    )
    for _number in range(count):
        found = send(f"{HEADINGS}\n{rows}")
    if name in {"applied", "unanswered"}:
        found = actions.apply(register_import=found, by=reviewer)
    path = (
        reverse("register_import:unanswered")
        if name == "unanswered"
        else reverse("register_import:index")
        if name == "index"
        else at("job", found)
    )
    desk.get(path)
    with django_assert_max_num_queries(17):
        assert desk.get(path).status_code == 200


def test_coverage_counts_verified_agencies_of_the_list(
    desk: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(4):
        ReferenceAgency.objects.create(
            ori=f"GA000000{number}", name=f"A{number}", kind="other", region="US-GA"
        )
    ReferenceAgency.objects.create(ori="FL0000001", name="B", kind="other", region="US-FL")
    AgencyFactory.create(ori="GA0000001", verified_name="A1")
    AgencyFactory.create(ori="GA0000002")
    AgencyFactory.create(ori="GA9999999", verified_name="Unlisted")
    with django_assert_max_num_queries(12):
        page = desk.get(reverse("register_import:coverage"))
    assert [(row.name, row.in_portal, row.listed, row.percent) for row in page.context["rows"]] == [
        ("Florida", 0, 1, "0.0%"),
        ("Georgia", 1, 4, "25.0%"),
    ]


def test_coverage_without_a_list_says_so(desk: Client) -> None:
    assert "No reference list yet" in desk.get(reverse("register_import:coverage")).content.decode()
