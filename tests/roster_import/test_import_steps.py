"""An import page by page: nothing is written before the yes, all or nothing after it, and it can be undone."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from agencies.models import Agency
from audit.models import Entry
from files.store import path_of
from outbox.dispatch import deliver_due
from outbox.models import Message
from outbox.post import post
from rehearsal.factories.training import OfficerFactory, RecordFactory
from roster_import.actions import jobs
from tests.clients import agency_page, post_typed
from tests.roster_import.samples import RECORDS, ROSTER, table, yes
from tests.trail import verbs
from training.models import ImportFile, Officer, RosterImport, TrainingRecord

State = RosterImport.State


def send(client: Client, **files: str | bytes) -> RosterImport:
    """Upload files and have them read."""
    uploads = {
        name: SimpleUploadedFile(f"{name}.csv", content.encode() if isinstance(content, str) else content)
        for name, content in files.items()
    }
    response = client.post(agency_page("roster_import:index"), uploads)
    found = RosterImport.objects.order_by("-pk").first()
    assert found is not None, response.content.decode()
    assert response.headers["Location"].endswith(agency_page("roster_import:job", args=[found.public_id]))
    deliver_due()
    found.refresh_from_db()
    return found


@pytest.mark.parametrize("state", ["uploaded", "planning", "confirmed"])
def test_an_import_that_fails_for_good_says_so_within_a_minute(
    client: Client, agency: Agency, state: str
) -> None:
    """Whatever fails: here what is kept of the mapping isn't what it should be, or the file is gone from the disk."""
    found = send(client, file=table(ROSTER))
    kinds = {
        "uploaded": "training.import_read",
        "planning": "training.import_plan",
        "confirmed": "training.import_apply",
    }
    for entry in found.files.all():
        path_of(entry.file.sha256).unlink()
    RosterImport.objects.update(state=state)
    Message.objects.all().delete()
    with transaction.atomic():
        by = {"by_id": found.uploaded_by_id} if state == "confirmed" else {}
        post(kinds[state], key="again", import_id=found.pk, **by)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(12):
            deliver_due()
            clock.shift(5)
    found.refresh_from_db()
    assert (found.state, Message.objects.get().failed_at is not None) == (State.REFUSED, True)
    assert Entry.objects.filter(verb="training.import_refused").count() == 1
    page = client.get(address(found, "job")).content.decode()
    assert "Something went wrong on our side" in page
    assert "Nothing was imported." in page
    assert Officer.objects.count() == 0


def address(found: RosterImport, step: str) -> str:
    return agency_page(f"roster_import:{step}", args=[found.public_id])


def answer(client: Client, found: RosterImport, said: dict[str, str] | None = None) -> None:
    """Answer all that is open, page after page: as ``said``, by the question's name, else with yes."""
    while found.state == State.MAPPING:
        form = client.get(address(found, "questions")).context["form"]
        answers = {
            field.html_name: (said or {}).get(question.id) or yes(question)
            for group in form.groups()
            for question, field in group.questions
        }
        client.post(address(found, "questions"), answers)
        deliver_due()
        found.refresh_from_db()


def confirm(client: Client, found: RosterImport) -> None:
    client.post(address(found, "confirm"), {"digest": found.digest})
    deliver_due()
    found.refresh_from_db()


def import_all(client: Client, **files: str | bytes) -> RosterImport:
    """All the steps, each accepted as it is suggested."""
    found = send(client, **files)
    answer(client, found)
    confirm(client, found)
    return found


def test_roster_and_records_all_the_way(client: Client, agency: Agency) -> None:
    found = send(client, file=table(ROSTER), second_file=table(RECORDS))
    assert found.state == State.MAPPING
    answer(client, found)
    assert (found.state, found.summary["officers"]["new"], found.summary["records"]["new"]) == (
        State.PREVIEWED,
        3,
        3,
    )
    assert (Officer.objects.count(), TrainingRecord.objects.count()) == (0, 0)
    page = client.get(address(found, "job")).content.decode()
    assert "P001" in page
    confirm(client, found)
    assert found.state == State.APPLIED
    assert (agency.officers.count(), agency.training_records.count()) == (3, 3)
    assert {key: found.summary[key] for key in ("officers", "records")} == {
        "officers": {"new": 3, "changed": 0, "unchanged": 0},
        "records": {"new": 3, "changed": 0, "unchanged": 0},
    }
    assert verbs() == [
        "training.import_uploaded",
        "training.import_matched",
        "training.import_confirmed",
        "training.import_applied",
    ]


def test_nothing_is_written_or_compared_before_the_answers(client: Client) -> None:
    found = send(client, file=table(ROSTER), second_file=table(RECORDS))
    client.post(address(found, "questions"), {})
    deliver_due()
    client.post(address(found, "confirm"), {"digest": found.digest})
    found.refresh_from_db()
    assert (found.state, found.summary, Officer.objects.count()) == (State.MAPPING, {}, 0)


def test_titles_that_nobody_chose_are_left_out(client: Client, agency: Agency) -> None:
    OfficerFactory.create(agency=agency, ref="P001")
    rows = [RECORDS[0], ["P001", "City ordinances", "2024-01-01", "4", "Completed", ""], RECORDS[1]]
    found = send(client, file=table(rows))
    answer(client, found, {"course:cit": "CIT"})
    assert (found.summary["left_out"], found.summary["records"]["new"]) == (1, 1)


DAY_FIRST = [["Badge", "Rank", "Sworn", "Hired"], ["P001", "Sgt", "Y", "3/4/2010"]]


def test_next_file_of_the_same_make_asks_nothing(client: Client, agency: Agency) -> None:
    found = send(client, file=table(DAY_FIRST))
    answer(client, found, {"dates:hired": "day_first"})
    confirm(client, found)
    again = send(client, file=table([*DAY_FIRST, ["P002", "Cpl", "Y", "5/6/2011"]]))
    assert (again.state, again.summary["officers"]["new"]) == (State.PREVIEWED, 1)
    confirm(client, again)
    assert agency.officers.get(ref="P002").hired_on == date(2011, 6, 5)


def test_answers_of_a_discarded_import_are_not_remembered(client: Client, agency: Agency) -> None:
    found = send(client, file=table(DAY_FIRST))
    answer(client, found, {"dates:hired": "day_first"})
    client.post(address(found, "discard"))
    again = send(client, file=table(DAY_FIRST))
    assert [question["id"] for question in again.shape["questions"]] == ["dates:hired"]


def test_remembered_order_that_the_cells_contradict_is_not_used(client: Client, agency: Agency) -> None:
    found = send(client, file=table(DAY_FIRST))
    answer(client, found, {"dates:hired": "day_first"})
    confirm(client, found)
    import_all(
        client,
        file=table([DAY_FIRST[0], ["P003", "Sgt", "Y", "3/14/2010"], ["P004", "Sgt", "Y", "3/4/2010"]]),
    )
    assert agency.officers.get(ref="P004").hired_on == date(2010, 3, 4)


def test_column_that_is_read_wrongly_can_be_changed(client: Client, agency: Agency) -> None:
    found = send(client, file=table([["Kennung", "Name", "Sworn"], ["P001", "Ana Diaz", "Y"]]))
    form = client.get(address(found, "columns")).context["form"]
    names = {row.heading: row.field.html_name for row in form.rows()}
    client.post(
        address(found, "columns"),
        {names["Kennung"]: "officer", names["Name"]: "ignore", names["Sworn"]: "sworn"},
    )
    deliver_due()
    found.refresh_from_db()
    confirm(client, found)
    assert list(agency.officers.values_list("ref", "name")) == [("P001", "")]


def test_cell_is_corrected_on_the_page(client: Client, agency: Agency) -> None:
    found = send(client, file=table([*ROSTER, ["P003", "Di Ray", "Officer", "2020-13-01", "Yes"]]))
    answer(client, found)
    form = client.get(address(found, "job")).context["cells"]
    [(cell, field)] = form.rows()
    assert (cell["line"], cell["heading"], cell["value"]) == (5, "Hire Date", "2020-13-01")
    client.post(address(found, "cells"), {field.html_name: "2020-12-01"})
    deliver_due()
    found.refresh_from_db()
    assert (found.state, found.problems) == (State.PREVIEWED, [])
    confirm(client, found)
    assert agency.officers.get(ref="P003").hired_on == date(2020, 12, 1)


def test_confirming_another_comparison_than_the_one_seen_writes_nothing(client: Client) -> None:
    found = send(client, file=table(ROSTER))
    answer(client, found)
    client.post(address(found, "confirm"), {"digest": "0" * 64})
    deliver_due()
    found.refresh_from_db()
    assert (found.state, Officer.objects.count()) == (State.PREVIEWED, 0)


def test_roster_that_changed_meanwhile_is_compared_again(client: Client, agency: Agency) -> None:
    found = send(client, file=table(ROSTER))
    answer(client, found)
    seen = found.digest
    OfficerFactory.create(agency=agency, ref="P001", name="Ana Diaz", rank="Captain")
    confirm(client, found)
    assert (found.state, found.digest == seen, agency.officers.count()) == (State.PREVIEWED, False, 1)
    assert found.summary["officers"] == {"new": 2, "changed": 1, "unchanged": 0}
    assert found.message
    confirm(client, found)
    assert (found.state, agency.officers.count()) == (State.APPLIED, 3)


def test_change_of_somebody_not_in_the_file_does_not_matter(client: Client, agency: Agency) -> None:
    found = send(client, file=table(ROSTER))
    answer(client, found)
    OfficerFactory.create(agency=agency, ref="ELSE", separated_on=date(2020, 1, 1))
    confirm(client, found)
    assert (found.state, agency.officers.count()) == (State.APPLIED, 4)


def test_background_steps_run_twice_do_it_once(client: Client, agency: Agency) -> None:
    found = import_all(client, file=table(ROSTER), second_file=table(RECORDS))
    for step in (jobs.read, jobs.prepare):
        step(import_id=found.pk)
    jobs.apply(import_id=found.pk, by_id=found.uploaded_by_id)
    assert (agency.officers.count(), agency.training_records.count()) == (3, 3)
    assert Entry.objects.filter(verb="training.import_applied").count() == 1


def test_refused_rows_as_a_file_to_correct(client: Client, agency: Agency) -> None:
    rows = [
        *ROSTER,
        ["P003", "=HYPERLINK(1)", "Officer", "2020-13-01", "Yes"],
        ["", "Nobody", "Officer", "", "Yes"],
    ]
    found = send(client, file=table(rows))
    answer(client, found)
    assert [(problem["line"], problem["column"]) for problem in found.problems] == [
        (5, "B"),
        (5, "D"),
        (6, "A"),
    ]
    response = client.get(address(found, "refused"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("Badge #,Officer Name,Rank,Hire Date,Sworn,")
    assert (len(lines), lines[1].startswith("P003,'=HYPERLINK(1),Officer,2020-13-01,Yes,5,")) == (3, True)
    mended = (
        text.replace("2020-13-01", "2020-12-01")
        .replace("'=HYPERLINK(1)", "Di Ray")
        .rpartition("\r\n,Nobody")[0]
    )
    confirm(client, found)
    import_all(client, file=mended)
    assert agency.officers.count() == 4


@pytest.mark.parametrize("state", [State.MAPPING, State.PREVIEWED])
def test_discarded_import_forgets_its_files(client: Client, state: str) -> None:
    found = send(client, file=table(ROSTER))
    if state == State.PREVIEWED:
        answer(client, found)
    client.post(address(found, "discard"))
    found.refresh_from_db()
    assert (found.state, found.shape, Officer.objects.count()) == (State.DISCARDED, {}, 0)
    assert ImportFile.objects.get().file is None


def test_undone_the_roster_is_as_before(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency, ref="P001", name="Ana", rank="Officer", hired_on=None)
    record = RecordFactory.create(officer=officer, completed_on=date(2023, 5, 5), hours=39)
    before = list(Officer.objects.values("ref", "name", "rank", "hired_on", "is_sworn")), hours_of(record)
    found = import_all(
        client, file=table(ROSTER), second_file=table([RECORDS[0][:5], *(row[:5] for row in RECORDS[1:])])
    )
    assert found.summary["officers"] == {"new": 2, "changed": 1, "unchanged": 0}
    assert found.summary["records"] == {"new": 2, "changed": 1, "unchanged": 0}
    post_typed(client, address(found, "undo"))
    found.refresh_from_db()
    assert found.state == State.UNDONE
    assert before == (
        list(Officer.objects.values("ref", "name", "rank", "hired_on", "is_sworn")),
        hours_of(record),
    )
    assert TrainingRecord.objects.count() == 1


def hours_of(record: TrainingRecord) -> Any:
    return TrainingRecord.objects.values_list("hours", "status").get(pk=record.pk)


def test_undone_with_its_classes(client: Client, agency: Agency) -> None:
    found = import_all(client, file=table(ROSTER), second_file=table(RECORDS))
    assert agency.offerings.count() == 1
    post_typed(client, address(found, "undo"))
    assert (agency.officers.count(), agency.offerings.count(), agency.training_records.count()) == (0, 0, 0)


def built_upon(agency: Agency, how: str) -> None:
    officer = agency.officers.get(ref="P001")
    if how == "record added":
        RecordFactory.create(officer=officer)
    elif how == "officer changed":
        Officer.objects.filter(pk=officer.pk).update(rank="Chief", updated_at=timezone.now())
    elif how == "record locked":
        agency.training_records.update(locked_at=timezone.now())
    elif how == "record in its class":
        other = OfficerFactory.create(agency=agency)
        offering = agency.offerings.get()
        RecordFactory.create(officer=other, course=offering.course, offering=offering)


@pytest.mark.parametrize("how", ["record added", "officer changed", "record locked", "record in its class"])
def test_not_undone_once_something_builds_on_it(client: Client, agency: Agency, how: str) -> None:
    found = import_all(client, file=table(ROSTER), second_file=table(RECORDS))
    built_upon(agency, how)
    response = post_typed(client, address(found, "undo"))
    found.refresh_from_db()
    assert (response.status_code, found.state, agency.officers.filter(ref="P001").exists()) == (
        422,
        State.APPLIED,
        True,
    )


def test_not_undone_after_a_later_import(client: Client) -> None:
    first = import_all(client, file=table(ROSTER))
    second = import_all(client, file=table(RECORDS))
    assert post_typed(client, address(first, "undo")).status_code == 422
    post_typed(client, address(second, "undo"))
    post_typed(client, address(first, "undo"))
    assert Officer.objects.count() == 0


def test_pseudonymous_agency_never_sees_the_names_of_its_file(client: Client, agency: Agency) -> None:
    Agency.objects.filter(pk=agency.pk).update(pseudonymous=True)
    found = send(client, file=table(ROSTER))
    assert "Ana Diaz" not in str(found.shape)
    assert "Ana Diaz" not in client.get(address(found, "columns")).content.decode()
    answer(client, found)
    confirm(client, found)
    assert set(agency.officers.values_list("name", flat=True)) == {""}
    assert "Ana Diaz" not in str(found.summary) + str(found.problems) + str(found.before)


def test_upload_without_a_file_says_so(client: Client) -> None:
    response = client.post(agency_page("roster_import:index"), {})
    assert "file" in response.context["form"].errors


def test_upload_page_says_how_large_a_file_may_be(client: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 3 * 2**20
    assert (
        "CSV or Excel (.xlsx), up to 3 MB." in client.get(agency_page("roster_import:index")).content.decode()
    )


def test_forget_keeps_a_fresh_import(client: Client, agency: Agency) -> None:
    from roster_import.actions import transitions

    import_all(client, file=table(ROSTER))
    assert transitions.purge_imports(now=timezone.now()) == 0
    assert transitions.purge_imports(now=timezone.now() + timezone.timedelta(days=31)) == 1
    assert ImportFile.objects.get().file is None
    purged = Entry.objects.filter(verb="training.import_purged", actor_ref=None)
    assert list(purged.values_list("agency_ref", flat=True)) == [agency.pk]
    assert agency.officers.count() == 3
    assert RosterImport.objects.get().state == RosterImport.State.APPLIED
