"""The agency's home as rows: what each says in every state, for whom its links open, and what is only planned."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Agency, Membership
from common.addresses import reverse
from pledges import queries
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from pledges.task_list import Task
from rehearsal.factories.pledges import (
    ROLES,
    CompletionFactory,
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    meet_everything,
    member,
    ready_draft,
    submitted,
)
from rehearsal.factories.training import CourseFactory, OfferingFactory, RecordFactory
from tests.clients import client_of
from training.models import Course, Officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_an_agency")]

TODAY = date(2026, 6, 15)
KEYS = [
    "agency",
    "people",
    "partnership",
    "policy",
    "crisis_intervention",
    "first_aid",
    "letter",
    "signature",
    "submit",
]


def rows(pledge: Pledge, role: str = "lead", today: date = TODAY) -> dict[str, Task]:
    membership = Membership(agency=pledge.agency, role=ROLES[role])
    found = queries.overview(pledge.agency, membership, today)
    return {task.key: task for group in found.groups for task in group.tasks}


def said(tasks: Iterable[Task]) -> list[tuple[str, str, str]]:
    return [(task.key, task.status, task.takes) for task in tasks]


def test_empty_home_has_nine_rows_and_says_what_each_takes() -> None:
    found = rows(PledgeFactory(agency__address="1 Main St", agency__phone="555-0100"))
    assert list(found) == KEYS
    assert said(found.values())[1:] == [
        ("people", "not_started", "Import your officers from a spreadsheet, or add them one by one."),
        (
            "partnership", "not_started",
            "Add the community mental health organization that you work with, the start date, and what you do together.",
        ),
        ("policy", "not_started", "Add your policy, the day it was adopted, and its main components."),
        ("crisis_intervention", "not_started", "Comes after your officers or head counts."),
        ("first_aid", "not_started", "Comes after your officers or head counts."),
        (
            "letter", "not_started",
            "Read what the letter says, add what your records can't say, and name who signs.",
        ),
        ("signature", "not_started", "Comes after the letter."),
        ("submit", "not_started", "6 points come first."),
    ]  # fmt: skip


def test_links_open_the_very_form() -> None:
    pledge = PledgeFactory(agency__sworn=5)
    links = {key: str(task.url) for key, task in rows(pledge).items()}
    assert links["partnership"] == reverse("partnerships:add")
    assert links["policy"] == reverse("policies:add")
    assert links["people"] == reverse("roster_import:index")
    add_officers(pledge.agency, mhfa=4, untrained=1)
    policy = add_policy(pledge.agency, components=())
    found = rows(pledge)
    assert str(found["policy"].url) == reverse("policies:edit", [policy.public_id])
    assert found["policy"].label == "Edit the policy"
    training = found["crisis_intervention"]
    assert (training.text, training.takes) == ("0 of 5 sworn officers; 1 needed", "1 more officer")
    assert str(training.url) == reverse("training:class_list")


def test_head_counts_lead_to_their_own_form() -> None:
    pledge = PledgeFactory(agency__evidence_mode=Agency.EvidenceMode.COUNTS)
    people = rows(pledge)["people"]
    assert (people.title, str(people.url)) == ("Head counts", reverse("training:headcount_add"))
    meet_everything(pledge.agency, sworn=40, cit=5)
    found = rows(pledge)
    assert (found["people"].text, found["people"].is_done) == ("40 sworn officers counted", True)
    training = found["crisis_intervention"]
    assert (training.takes, str(training.url)) == ("3 more officers", reverse("training:headcount_add"))


def enrolled(agency: Agency, officers: Iterable[Officer], on: date) -> int:
    """The number of a CIT class in which these officers are enrolled."""
    offering = OfferingFactory(
        agency=agency, course=Course.objects.get(code="CIT"), starts_on=on, ends_on=on, reference=f"C {on}"
    )
    for officer in officers:
        RecordFactory(
            officer=officer, course=offering.course, offering=offering, completed_on=on, status="scheduled"
        )
    return offering.pk


def test_coming_seats_are_planned_and_credited_nowhere() -> None:
    pledge = PledgeFactory(agency__sworn=10)
    officers = add_officers(pledge.agency, cit=1, untrained=9)
    number = enrolled(pledge.agency, officers[1:2], TODAY + timedelta(days=30))
    found = rows(pledge)
    training = found["crisis_intervention"]
    assert training.status_label == "Planned, not credited"
    assert (training.is_done, training.takes) == (False, "1 more officer")
    assert training.plan == "Planned, not credited: 1 officer in a class until July 15, 2026."
    assert training.waits_for == "the class that ends on July 15, 2026"
    assert str(training.url) == reverse("training:offering", [number])
    # For first aid, one of nine is planned: more are to be trained.
    assert (found["first_aid"].status, found["first_aid"].takes) == ("in_progress", "9 more officers")
    assert str(found["first_aid"].url) == reverse("training:class_list")


def test_class_that_is_over_is_credited_first() -> None:
    pledge = PledgeFactory(agency__sworn=10)
    officers = add_officers(pledge.agency, cit=1, untrained=9)
    number = enrolled(pledge.agency, officers[1:2], TODAY)
    training = rows(pledge)["crisis_intervention"]
    assert (training.label, str(training.url)) == (
        "Credit the class",
        reverse("training:offering_credit", [number]),
    )
    assert training.plan == "1 officer is in a class that is over and not credited yet."


def test_large_agency_remembers_its_seats_without_anyone() -> None:
    pledge = PledgeFactory(agency__sworn=1000)
    officers = add_officers(pledge.agency, untrained=2)
    CourseFactory(code="CIT")
    enrolled(pledge.agency, officers, TODAY + timedelta(days=30))
    first, again = rows(pledge), rows(pledge)
    assert (
        first["crisis_intervention"].plan
        == "Planned, not credited: 2 officers in classes until July 15, 2026."
    )
    assert again["crisis_intervention"].plan == first["crisis_intervention"].plan


def test_partner_is_waited_for_by_name_where_the_memorandum_has_expired() -> None:
    pledge = PledgeFactory()
    meet_everything(pledge.agency)
    pledge.agency.partnerships.update(mou_expires_on=date(2026, 1, 1))
    partnership = rows(pledge)["partnership"]
    assert (partnership.status, partnership.waits_for) == ("asked", "you and County Behavioral Health")
    assert (
        rows(pledge, "viewer")["partnership"].waits_for
        == "a lead, a signatory or an editor and County Behavioral Health"
    )


def test_who_you_are_lists_what_is_missing_and_holds_no_submission_back() -> None:
    pledge = PledgeFactory(agency__head_title="")
    member(pledge.agency)
    task = rows(pledge)["agency"]
    assert task.takes == "Enter the title of the head, the postal address and the phone number."
    assert (task.status, task.is_required, task.suggests_lead) == ("recommended", False, True)
    Agency.objects.update(head_title="Chief", address="1 Main St", phone="555-0100", one_lead_is_enough=True)
    pledge.refresh_from_db()
    task = rows(Pledge.objects.select_related("agency").get())["agency"]
    assert (task.status, task.text, task.is_done) == ("done", "Jordan Ellis, Chief", True)


def test_letter_signature_and_submission_follow_each_other() -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    found = rows(pledge)
    assert [found[key].status for key in ("letter", "signature", "submit")] == [
        "done",
        "recommended",
        "in_progress",
    ]
    assert found["signature"].takes == "Send the letter to Jordan Ellis, or attach a signed copy."
    assert str(found["signature"].url) == reverse("documents:sign_send")
    assert str(found["submit"].url) == reverse("pledges:submit")
    Completion.objects.filter(pk=draft.pk).update(signatory_title="Captain")
    found = rows(pledge)
    assert (found["letter"].status_label, found["letter"].label) == (
        "To be made again",
        "Make the letter",
    )
    assert found["signature"].takes == "Comes after the letter."
    assert found["submit"].takes == "1 point comes first."


def test_certified_has_each_practice_as_certified_beside_today() -> None:
    pledge = PledgeFactory(state=State.COMPLETED.value)
    submitted(pledge, Completion.State.APPROVED)
    pledge.agency.head_counts.update(cit=2)
    found = rows(pledge)
    assert list(found) == KEYS
    training = found["crisis_intervention"]
    assert training.text == (
        "Certified: 10 of 40 sworn officers; 8 needed. Today: 2 of 40 sworn officers; 8 needed."
    )
    assert (training.status_label, training.takes) == ("Would fall short today", "6 more officers")
    assert found["partnership"].text == "Certified: 1 active partnership. Today: 1 active partnership."
    assert (found["submit"].title, found["submit"].status) == ("Certificate", "certified")


def test_signed_letter_says_so() -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    Completion.objects.filter(pk=draft.pk).update(
        signed_letter=draft.letter, signed_letter_digest=draft.letter_digest
    )
    assert rows(pledge)["signature"].text == "A signed copy is attached."
    Completion.objects.filter(pk=draft.pk).update(signed_letter_digest="other")
    assert rows(pledge)["signature"].takes.startswith("The signature is for an earlier letter.")


def test_submitted_waits_for_the_iacp() -> None:
    pledge = PledgeFactory(state=State.SUBMITTED.value)
    submitted(pledge)
    found = rows(pledge)
    assert list(found) == KEYS
    assert (found["submit"].status, found["submit"].waits_for) == ("submitted", "the IACP")
    assert [found[key].is_done for key in KEYS[1:7]] == [True] * 6


@pytest.mark.parametrize("state", State)
def test_home_says_what_is_next_in_every_state_to_every_role_and_its_links_open(state: State) -> None:
    pledge = PledgeFactory(state=state.value, agency__sworn=10, pledged_on=timezone.localdate())
    if state in {State.SUBMITTED, State.COMPLETED}:
        submitted(pledge)
    else:
        officers = add_officers(pledge.agency, cit=1, mhfa=1, untrained=8)
        enrolled(pledge.agency, officers[3:4], timezone.localdate())
        add_partnership(pledge.agency, nature="")
    member(pledge.agency, "lead")
    wrong = []
    for role in ROLES:
        client = client_of(member(pledge.agency, role))
        home = client.get("").content.decode()
        main = home[home.index('<main id="main"') : home.index("</main>")]
        urls = dict.fromkeys(unescape(url) for url in re.findall(r'href="(/[^"#]*)', main))
        answers = {url: client.get(url).status_code for url in [*urls, "completion/"]}
        wrong += [(role, url, status) for url, status in answers.items() if status not in {200, 302}]
        assert (role, "Next step" in main, len(urls) >= 3) == (role, True, True)
    assert wrong == []


def test_viewer_reads_whom_to_ask_instead_of_a_button() -> None:
    pledge = PledgeFactory()
    lead = member(pledge.agency)
    lead.name = "Alex Moreno"
    lead.save()
    open_rows = [task for task in rows(pledge, "viewer").values() if not task.is_done]
    assert {task.ask for task in open_rows if task.ask} == {"Ask Alex Moreno."}
    assert [task.url for task in open_rows if task.url] == []
    viewer = client_of(member(pledge.agency, "viewer"))
    assert "Ask Alex Moreno." in viewer.get("").content.decode()


def test_editor_asks_for_what_only_a_lead_or_signatory_does() -> None:
    pledge = PledgeFactory()
    ready_draft(pledge)
    submit = rows(pledge, "editor")["submit"]
    assert (submit.waits_for, str(submit.url)) == ("a lead or a signatory", "")
    assert submit.ask == "Your agency has no lead at present. Write to the campaign."


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_with_one_and_three_of_everything(count: int) -> None:
    pledge = PledgeFactory(agency__sworn=None)
    for number in range(count):
        officers = add_officers(pledge.agency, cit=1, untrained=9)
        enrolled(pledge.agency, officers[1:2], TODAY + timedelta(days=30 + number))
        add_partnership(pledge.agency, nature=f"Number {number}")
        add_policy(pledge.agency, title=f"Order {number}")
    CompletionFactory(pledge=pledge)
    for _number in range(count):
        member(pledge.agency)
    viewer = Membership.objects.select_related("agency").get(user=member(pledge.agency, "viewer"))
    with CaptureQueriesContext(connection) as captured:
        queries.overview(viewer.agency, viewer, TODAY, viewer.user)
    # Pledge, three for the completions, nine for the facts, the class, the leads, the person, two or three for the history.
    assert len(captured) == 17
