"""Officers, records and head counts by hand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Membership
from audit.models import Entry
from common.problems import Conflict, Refused
from compliance.engine import assess
from compliance.facts import Facts
from rehearsal.factories.agencies import AgencyFactory, lead_of
from rehearsal.factories.training import (
    CourseFactory,
    HeadCountFactory,
    OfferingFactory,
    OfficerFactory,
    RecordFactory,
)
from tests.clients import AgencyClient, agency_page, post_typed
from training import actions, queries
from training.actions import headcounts, officers, records
from training.forms.officers import OfficerForm
from training.models import HeadCount, Officer, TrainingRecord
from training.queries import OfficerFilter
from training.queries.records import filtered_records

pytestmark = pytest.mark.django_db

TYPED = {"ref": "P007", "name": "Ana Diaz", "rank": "Sergeant", "is_sworn": "yes", "hired_on": "2015-01-02"}


def page(name: str, *where: Any) -> str:
    return agency_page(f"training:{name}", args=where)


def test_officer_added_by_hand(client: AgencyClient, agency: Agency) -> None:
    response = client.post(page("officer_add"), TYPED)
    officer = agency.officers.get()
    assert response.headers["Location"] == client.at(page("officer", officer.pk))
    typed = (officer.ref, officer.name, officer.is_sworn, officer.hired_on)
    assert typed == ("P007", "Ana Diaz", True, date(2015, 1, 2))
    assert list(Entry.objects.values_list("verb", "details")) == [("training.officer_added", {})]


def test_id_taken_keeps_what_was_typed(client: Client, agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P007")
    response = client.post(page("officer_add"), TYPED)
    assert (response.status_code, agency.officers.count()) == (422, 1)
    assert 'value="Ana Diaz"' in response.content.decode()
    assert response.context["form"].errors.keys() == {"ref"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ref": ""}, "ref"),
        ({"ref": "x" * 41}, "ref"),
        ({"hired_on": "0202-01-01"}, "hired_on"),
        ({"hired_on": "2020-02-30"}, "hired_on"),
        ({"separated_on": "2014-12-31"}, "separated_on"),
        ({"is_sworn": "maybe"}, "is_sworn"),
        ({"ref": "P\x00"}, "ref"),
    ],
)
def test_officer_form_refuses(client: Client, agency: Agency, changes: dict[str, str], field: str) -> None:
    response = client.post(page("officer_add"), {**TYPED, **changes})
    assert (response.context["form"].errors.keys(), agency.officers.count()) == ({field}, 0)


def test_pseudonymous_roster_asks_and_keeps_no_name(client: Client, agency: Agency) -> None:
    Agency.objects.filter(pk=agency.pk).update(pseudonymous=True)
    client.post(page("officer_add"), TYPED)
    assert agency.officers.get().name == ""
    assert "Name" not in [field.label for field in client.get(page("officer_add")).context["form"]]


def test_officer_changed_by_two_the_later_one_is_told(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency, ref="P007", rank="Officer")
    shown = client.get(page("officer_edit", officer.pk)).context["form"]["version"].value()
    officers.change(officer=officer, version=1, by=lead_of(agency, name="Quick One"), rank="Captain")
    response = client.post(page("officer_edit", officer.pk), {**TYPED, "version": shown})
    officer.refresh_from_db()
    assert (response.status_code, officer.rank, "Quick One" in response.content.decode()) == (
        409,
        "Captain",
        True,
    )
    second = client.post(page("officer_edit", officer.pk), {**TYPED, "version": officer.version})
    officer.refresh_from_db()
    assert (second.status_code, officer.rank) == (302, "Sergeant")


def test_officer_saved_unchanged_writes_nothing(lead: Membership) -> None:
    officer = OfficerFactory.create(agency=lead.agency)
    officers.change(officer=officer, version=1, by=lead.user, rank=officer.rank)
    assert (Officer.objects.get().version, Entry.objects.count()) == (1, 0)


def test_officer_left_no_longer_counts(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency)
    client.post(page("officer_separate", officer.pk), {"separated_on": "2024-05-05"})
    officer.refresh_from_db()
    facts = Facts(as_of=date(2024, 5, 5), officers=queries.roster_facts(agency).officers)
    assert (officer.separated_on, assess(facts).sworn) == (date(2024, 5, 5), 0)


def test_officer_deleted_with_records_unless_one_is_locked(client: Client, agency: Agency) -> None:
    record = RecordFactory.create(officer__agency=agency)
    actions.lock(agency=agency, at=timezone.now())
    assert post_typed(client, page("officer_delete", record.officer_id)).status_code == 422
    actions.unlock(agency=agency)
    post_typed(client, page("officer_delete", record.officer_id))
    assert (Officer.objects.count(), TrainingRecord.objects.filter(pk=record.pk).exists()) == (0, False)


def test_lock_leaves_what_is_no_evidence() -> None:
    record = RecordFactory.create()
    scheduled = RecordFactory.create(
        officer=record.officer, status="scheduled", completed_on=date(2030, 1, 1)
    )
    elsewhere = RecordFactory.create()
    assert actions.lock(agency=record.agency, at=timezone.now()) == 1
    locked = {row.pk: row.is_locked for row in TrainingRecord.objects.all()}
    assert locked == {record.pk: True, scheduled.pk: False, elsewhere.pk: False}
    assert actions.unlock(agency=record.agency) == 1


def record_typed(course: Any, **changes: str) -> dict[str, str]:
    return {
        "course": str(course.pk),
        "completed_on": "2024-05-05",
        "hours": "40",
        "status": "completed",
        "delivery": "in_person",
        **changes,
    }


def test_record_added_twice_is_one(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency)
    for _time in range(2):
        client.post(page("record_add", officer.pk), record_typed(CourseFactory.create()))
    record = TrainingRecord.objects.get()
    assert (record.agency, record.hours, record.completed_on) == (agency, Decimal(40), date(2024, 5, 5))
    different = client.post(page("record_add", officer.pk), record_typed(CourseFactory.create(), hours="20"))
    assert (different.status_code, TrainingRecord.objects.count()) == (422, 1)


def test_course_that_does_not_count_says_so_at_once(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency)
    icat = CourseFactory.create(code="ICAT")
    note = client.get(page("course_note"), {"course": icat.pk}).content.decode()
    assert "FAQ 3" in note
    response = client.post(page("record_add", officer.pk), record_typed(icat, hours="12"), follow=True)
    assert "doesn't count" in response.content.decode() or "doesn&#x27;t count" in response.content.decode()


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "-1", "1.5"])
def test_course_note_of_nothing_is_empty(client: Client, number: str) -> None:
    assert client.get(page("course_note"), {"course": number}).content.decode().strip() == ""


def test_another_agencys_course_can_not_be_chosen(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency)
    foreign = CourseFactory.create(code="FOREIGN", standing="unreviewed", proposed_by=AgencyFactory.create())
    response = client.post(page("record_add", officer.pk), record_typed(foreign))
    assert (response.context["form"].errors.keys(), TrainingRecord.objects.count()) == ({"course"}, 0)
    assert client.get(page("course_note"), {"course": foreign.pk}).content.decode().strip() == ""


def test_record_in_the_future_needs_the_status(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency)
    soon = (timezone.localdate() + timedelta(days=9)).isoformat()
    response = client.post(
        page("record_add", officer.pk), record_typed(CourseFactory.create(), completed_on=soon)
    )
    assert response.context["form"].errors.keys() == {"completed_on"}
    typed = record_typed(CourseFactory.create(), completed_on=soon, status="scheduled")
    assert client.post(page("record_add", officer.pk), typed).status_code == 302


def test_locked_record_is_shown_closed(client: Client, agency: Agency) -> None:
    record = RecordFactory.create(officer__agency=agency)
    actions.lock(agency=agency, at=timezone.now())
    typed = record_typed(record.course, hours="41")
    assert client.post(page("record_edit", record.pk), typed).status_code == 409
    assert client.post(page("record_delete", record.pk)).status_code == 422
    record.refresh_from_db()
    assert record.hours == Decimal(40)


def test_record_moved_onto_another_is_refused(lead: Membership) -> None:
    first = RecordFactory.create(officer__agency=lead.agency)
    second = RecordFactory.create(officer=first.officer, completed_on=first.completed_on + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        records.change(record=second, by=lead.user, completed_on=first.completed_on)
    assert refusal.value.field == "completed_on"


def count(**changes: Any) -> dict[str, Any]:
    return {
        "as_of": "2024-06-01",
        "sworn": 40,
        "cit": 8,
        "mhfa_without_cit": 32,
        "non_sworn_trained": "",
        **changes,
    }


def test_head_counts_keep_their_history(client: Client, agency: Agency) -> None:
    client.post(page("headcount_add"), count())
    client.post(page("headcount_add"), count())
    client.post(page("headcount_add"), count(as_of="2025-06-01", sworn=41))
    assert list(HeadCount.objects.order_by("as_of").values_list("sworn", flat=True)) == [40, 41]
    head, non_sworn = queries.headcount_facts(agency, date(2025, 1, 1))
    assert head is not None
    assert (head.sworn, non_sworn) == (40, 0)
    assert queries.headcount_facts(agency, date(2024, 1, 1)) == (None, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cit": 9}, "mhfa_without_cit"),
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"sworn": -1}, "sworn"),
        ({"sworn": 10**30}, "sworn"),
        ({"cit": "eight"}, "cit"),
    ],
)
def test_head_count_that_can_not_be_is_told(client: Client, changes: dict[str, Any], field: str) -> None:
    response = client.post(page("headcount_add"), count(**changes))
    assert field in response.context["form"].errors
    assert HeadCount.objects.count() == 0


def test_head_count_above_the_strength_is_told_in_figures() -> None:
    agency = AgencyFactory.create()
    with pytest.raises(Refused, match="9 and 32 make 41, more than the 40"):
        headcounts.enter(
            agency=agency,
            by=lead_of(agency),
            as_of=date(2024, 1, 1),
            sworn=40,
            cit=9,
            mhfa_without_cit=32,
        )


def test_head_count_deleted(client: Client, agency: Agency) -> None:
    entry = HeadCountFactory.create(agency=agency)
    client.post(page("headcount_delete", entry.pk))
    assert HeadCount.objects.count() == 0


AS_OF = date(2025, 6, 15)


def listed(agency: Agency, **wanted: str) -> list[str]:
    page = queries.officer_page(agency, OfficerFilter(**wanted), 1, as_of=AS_OF)
    return [row.officer.ref for row in page.object_list]


@pytest.fixture
def roster(agency: Agency) -> Agency:
    """C: CIT; A: first aid, lapsing in two months; L: lapsed; N: nothing; P: pending; X: left; D: non-sworn; O: on leave."""
    people = {
        ref: OfficerFactory.create(agency=agency, ref=ref, name=f"Name {ref}", rank="Deputy")
        for ref in ("A", "C", "L", "N", "O", "P")
    }
    OfficerFactory.create(agency=agency, ref="X", separated_on=date(2024, 1, 1))
    OfficerFactory.create(agency=agency, ref="D", is_sworn=False, hired_on=None)
    Officer.objects.filter(ref="O").update(on_leave_since=date(2025, 1, 1))
    aid = CourseFactory.create(code="MHFA")
    RecordFactory.create(officer=people["C"], course=CourseFactory.create())
    RecordFactory.create(officer=people["A"], course=aid, completed_on=date(2022, 8, 1))
    RecordFactory.create(officer=people["L"], course=aid, completed_on=date(2020, 8, 1))
    pending = CourseFactory.create(code="LOCAL", standing="pending", proposed_by=agency)
    RecordFactory.create(officer=people["P"], course=pending)
    return agency


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["A", "C", "D", "L", "N", "O", "P"]),
        ({"people": "left"}, ["X"]),
        ({"people": "all"}, ["A", "C", "D", "L", "N", "O", "P", "X"]),
        ({"kind": "non_sworn"}, ["D"]),
        ({"training": "needs_training"}, ["N", "O", "P"]),
        ({"training": "no_cit"}, ["A", "L", "N", "O", "P"]),
        ({"training": "cit"}, ["C"]),
        ({"training": "mhfa"}, ["A", "L"]),
        ({"training": "pending"}, ["P"]),
        ({"training": "lapsed"}, ["L"]),
        ({"training": "lapsing"}, ["A"]),
        ({"training": "leave"}, ["O"]),
        ({"training": "excluded"}, []),
        ({"search": "name c"}, ["C"]),
        ({"search": "100%"}, []),
        ({"sort": "-hired"}, ["A", "C", "L", "N", "O", "P", "D"]),
        ({"sort": "nonsense"}, ["A", "C", "D", "L", "N", "O", "P"]),
    ],
)
def test_list_of_officers(roster: Agency, wanted: dict[str, str], expected: list[str]) -> None:
    assert listed(roster, **wanted) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "Pena",
        "jose pena",
        "PEÑA",
        "O'Neill",
        "oneill",
        "Peña-O’Neill, José",
        "00133",
        "133",
        "det 133",
        "Jose\u0301",
    ],
)
def test_an_officer_is_found_by_name_id_and_rank_however_they_are_written(agency: Agency, typed: str) -> None:
    someone = OfficerFactory.create(agency=agency, ref="00133", name="José Peña-O’Neill", rank="Détective")
    RecordFactory.create(officer=someone)
    RecordFactory.create(officer=OfficerFactory.create(agency=agency, ref="00200", name="Nadia Gray"))
    OfficerFactory.create(ref="00133", name="José Peña-O’Neill")

    assert listed(agency, search=typed) == ["00133"]
    wanted = queries.RecordFilter(search=typed)
    assert [record.officer for record in filtered_records(agency, wanted)] == [someone]


@pytest.mark.parametrize("field", ["hired_on", "on_leave_since"])
def test_a_day_in_a_far_future_is_asked_about_in_the_form(agency: Agency, field: str) -> None:
    typed = {"ref": "P1", "is_sworn": "yes", field: "2099-01-01"}
    said = OfficerForm(typed, agency=agency).errors
    assert said == {field: ["This day is more than a year ahead. Check the year."]}
    soon = {**typed, field: (timezone.localdate() + timedelta(days=90)).isoformat()}
    assert OfficerForm(soon, agency=agency).errors == {}


def test_list_says_what_the_engine_says(client: Client, roster: Agency) -> None:
    shown = {
        line.officer.ref: str(line.verdict.label) for line in client.get(page("officers")).context["lines"]
    }
    assert shown["N"] == "Needs training"
    assert shown["P"] == "Covered if approved"
    assert shown["C"] == "Covered"


def test_list_of_a_neighbour_is_not_shown(client: Client, roster: Agency) -> None:
    OfficerFactory.create(ref="SECRET", name="Neighbour")
    lines = client.get(page("officers"), {"people": "all", "q": ""}).context["lines"]
    assert {line.officer.agency_id for line in lines} == {roster.pk}


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "x" * 5000, "page=-1", "page=zz", "sort=%27", "people=;", "training=or 1"]
)
def test_list_takes_any_query(client: Client, roster: Agency, query: str) -> None:
    assert client.get(f"{page('officers')}?{query}").status_code == 200
    assert client.get(f"{page('records')}?{query}&course=%27&status=x").status_code == 200


def test_list_to_print_is_whole(client: Client, agency: Agency) -> None:
    for number in range(55):
        OfficerFactory.create(agency=agency, ref=f"{number:03}")
    assert len(client.get(page("officers")).context["lines"]) == 50
    assert len(client.get(page("officers"), {"print": "1"}).context["lines"]) == 55


def test_records_are_filtered(client: Client, agency: Agency) -> None:
    record = RecordFactory.create(officer__agency=agency, certificate_number="ABC-1")
    other = RecordFactory.create(
        officer__agency=agency, course=CourseFactory.create(code="MHFA"), delivery="recorded"
    )
    OfferingFactory.create(agency=agency)

    def found(**query: str) -> list[int]:
        return [row.pk for row in client.get(page("records"), query).context["page"].object_list]

    assert found(q="abc-1") == [record.pk]
    assert found(course=other.course.public_id) == [other.pk]
    assert found(delivery="recorded") == [other.pk]
    assert found(status="failed") == []


def test_conflict_without_history_is_told(lead: Membership) -> None:
    officer = OfficerFactory.create(agency=lead.agency)
    with pytest.raises(Conflict):
        officers.change(officer=officer, version=9, by=lead.user, rank="Chief")
