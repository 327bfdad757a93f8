"""Agencies of a file in the portal: all or none, recorded, and undone until someone acts."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Actor
from agencies.actions import load_reference
from agencies.models import Agency, Membership, ReferenceAgency
from audit.models import Entry
from audit.verification import verify
from common.problems import Conflict, NotAllowed, Refused, Stale
from common.retention import delete_expired
from pledges import actions as pledges
from pledges.models import Completion, Pledge
from pledges.queries import reminders_due
from register_import import actions, queries
from register_import.models import ImportedAgency, RegisterImport
from rehearsal.factories.accounts import EditorFactory, ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.register_import.lists import HEADINGS, one

pytestmark = pytest.mark.django_db

LIST = (
    f"{HEADINGS},Email,Notes\n"
    "Perry Police Department,Perry,GA,2019-05-14,2020-06-01,Certified,bo@perry.example,Called twice\n"
    "Belton Police Department,Belton,MO,2024-01-31,,Pledged,,\n"
    "Boise Police Department,Boise,ID,soon,,Pledged,,\n"
)


def send(text: str = LIST, by: Any = Actor.SYSTEM) -> RegisterImport:
    return actions.upload(name="register.csv", content=[text.encode()], by=by)


def test_what_is_imported_is_what_the_file_says_and_nothing_more() -> None:
    reviewer = ReviewerFactory.create()
    found = actions.apply(register_import=send(), by=reviewer)
    rows = Pledge.objects.order_by("agency__name").values_list(
        "agency__name", "state", "edition", "pledged_on", "completed_on", "commitments", "authority_confirmed",
        "coordinator_email", "is_from_files", "verified_by", "agency__verified_name", "agency__sworn",
    )  # fmt: skip
    belton, perry = rows
    assert belton == (
        "Belton Police Department", "active", "2022", date(2024, 1, 31), None, [], False, "", True, reviewer.pk,
        "Belton Police Department", None,
    )  # fmt: skip
    assert perry == (
        "Perry Police Department", "completed", "2016", date(2019, 5, 14), date(2020, 6, 1), [], False, "bo@perry.example",
        True, reviewer.pk, "Perry Police Department", None,
    )  # fmt: skip
    assert not Completion.objects.exists()
    assert [*ImportedAgency.objects.values_list("line", "notes")] == [("2", "Called twice"), ("3", "")]
    assert (found.state, found.figures["new"], found.figures["refused"]) == ("applied", 2, 1)


def test_each_agency_has_an_entry_in_a_trail_that_holds(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    AgencyFactory.create()
    found = send()
    with django_assert_max_num_queries(40):
        actions.apply(register_import=found, by=Actor.SYSTEM)
    entries = Entry.objects.filter(verb="pledges.recorded_from_files").order_by("id")
    assert [entry.details for entry in entries] == [
        {"pledged_on": "2019-05-14", "edition": "2016", "completed_on": "2020-06-01"},
        {"pledged_on": "2024-01-31", "edition": "2022", "completed_on": None},
    ]
    assert verify().is_whole


def test_overdue_agencies_get_no_reminder_until_the_iacp_releases_them() -> None:
    actions.apply(register_import=send(one({"Pledged on": "2019-05-14"})), by=Actor.SYSTEM)
    pledge = Pledge.objects.get()
    assert pledge.reminders_held
    overdue_on = date(2022, 5, 15)
    assert [*reminders_due(overdue_on)] == []
    pledges.release_reminders(pledge=pledge, by=ReviewerFactory.create())
    assert [occasion for _pledge, occasion, _on in reminders_due(overdue_on)] == ["overdue"]
    assert Entry.objects.filter(verb="pledges.reminders_released").count() == 1


def test_an_agency_with_time_left_is_reminded_like_any_other() -> None:
    actions.apply(register_import=send(one({"Pledged on": "2026-01-31"})), by=Actor.SYSTEM)
    assert not Pledge.objects.get().reminders_held


def test_nothing_is_imported_while_a_question_is_open() -> None:
    found = send(f"{LIST}Toronto Police,Toronto,Ontario,2019-05-14,,Hm,,\n")
    with pytest.raises(Refused):
        actions.apply(register_import=found, by=Actor.SYSTEM)
    assert not Agency.objects.exists()
    found = actions.answer(register_import=found, answers={"status:hm": "pledged"}, by=Actor.SYSTEM)
    actions.apply(register_import=found, by=Actor.SYSTEM)
    assert Agency.objects.count() == 3


def test_a_file_is_imported_once() -> None:
    found = send()
    actions.apply(register_import=found, by=Actor.SYSTEM)
    with pytest.raises(Conflict):
        actions.apply(register_import=found, by=Actor.SYSTEM)
    with pytest.raises(Conflict):
        actions.discard(register_import=found, by=Actor.SYSTEM)
    assert Agency.objects.count() == 2


def test_the_same_file_again_is_alike_and_imports_nothing() -> None:
    actions.apply(register_import=send(), by=Actor.SYSTEM)
    again = send()
    assert (again.figures["new"], again.figures["alike"]) == (0, 2)
    with pytest.raises(Refused):
        actions.apply(register_import=again, by=Actor.SYSTEM)


def test_an_answer_of_another_since_the_page_was_opened_is_told() -> None:
    found = send()
    seen = found.version
    actions.answer(register_import=found, answers={"column:0:G": "notes"}, by=Actor.SYSTEM)
    with pytest.raises(Stale):
        actions.apply(register_import=found, by=Actor.SYSTEM, version=seen)


@pytest.mark.parametrize("step", ["upload", "answer", "apply", "undo", "discard"])
def test_only_reviewers_import(step: str) -> None:
    found, editor = send(), EditorFactory.create()
    call: dict[str, Callable[[], object]] = {
        "upload": lambda: send(by=editor),
        "answer": lambda: actions.answer(register_import=found, answers={}, by=editor),
        "apply": lambda: actions.apply(register_import=found, by=editor),
        "undo": lambda: actions.undo(register_import=found, by=editor),
        "discard": lambda: actions.discard(register_import=found, by=editor),
    }
    with pytest.raises(NotAllowed):
        call[step]()


def test_who_is_named_as_coordinator_imports_it_not() -> None:
    reviewer = ReviewerFactory.create(email="bo@perry.example")
    with pytest.raises(Refused, match="2"):
        actions.apply(register_import=send(), by=reviewer)
    assert not Agency.objects.exists()


def test_undoing_leaves_nothing_but_the_trail() -> None:
    reviewer, other = ReviewerFactory.create(), AgencyFactory.create()
    found = actions.apply(register_import=send(), by=reviewer)
    found = actions.undo(register_import=found, by=reviewer)
    assert found.state == "undone"
    assert [*Agency.objects.all()] == [other]
    assert not Pledge.objects.exists()
    assert Entry.objects.filter(verb="pledges.record_removed").count() == 2
    assert verify().is_whole


def test_an_import_stays_once_an_invitation_was_accepted() -> None:
    reviewer = ReviewerFactory.create()
    found = actions.apply(register_import=send(), by=reviewer)
    MembershipFactory.create(agency=Agency.objects.get(name="Perry Police Department"))
    with pytest.raises(Conflict):
        actions.undo(register_import=found, by=reviewer)
    assert (Agency.objects.count(), Membership.objects.count()) == (2, 1)


def run(tmp_path: Path, text: str, *options: str) -> tuple[dict[str, Any], int]:
    path, out, code = tmp_path / "list.csv", StringIO(), 0
    path.write_text(text, encoding="utf-8")
    try:
        call_command("import_register", str(path), "--json", *options, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return json.loads(out.getvalue()), code


def test_the_command_tells_in_json_and_writes_nothing_in_a_dry_run(tmp_path: Path) -> None:
    found, code = run(tmp_path, f"{LIST}Perry PD,Perry,GA,2019-05-14,,Pledged,,\n", "--dry-run")
    assert code == 1
    assert {name: found[name] for name in ("new", "pledged", "certified", "questions")} == {
        "new": 2, "pledged": 1, "certified": 1, "questions": [],
    }  # fmt: skip
    ((beside,),) = [one["with"] for one in found["alike"] if one["line"] == 5]
    assert (beside["name"], beside["key"], beside["why"]) == ("Perry Police Department", "2", "same_name")
    (refused,) = found["refused"]
    assert (refused["line"], refused["heading"], refused["value"]) == (4, "Pledged on", "soon")
    assert refused["reason"].startswith("“soon” isn't a day")
    assert not Agency.objects.exists()
    assert not RegisterImport.objects.exists()


def test_the_command_imports_and_gives_the_other_rows_back(tmp_path: Path) -> None:
    back = tmp_path / "back.csv"
    _found, code = run(tmp_path, LIST, "--refused", str(back))
    assert (code, Agency.objects.count()) == (1, 2)
    lines = back.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == f"{HEADINGS},Email,Notes,Line,Why it was refused"
    assert lines[1].startswith(
        "Boise Police Department,Boise,ID,soon,,Pledged,,,4,\"Pledged on: “soon” isn't a day"
    )
    corrected = back.read_text(encoding="utf-8-sig").replace("soon", "2020-01-31", 1)
    assert run(tmp_path, corrected)[1] == 0
    assert Agency.objects.count() == 3


def test_a_clean_file_is_imported_without_anything_left(tmp_path: Path) -> None:
    found, code = run(tmp_path, one({}))
    assert (found["new"], found["refused"], code, Agency.objects.count()) == (1, [], 0, 1)


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"status:hm": "pledged"}')
    found, code = run(tmp_path, one({"Status": "Hm"}), "--answers", str(answers))
    assert (found["new"], code, Agency.objects.count()) == (1, 0, 1)


def test_a_file_that_is_no_list_ends_with_two(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as error:
        run(tmp_path, "a,b\n1,2\n", "--dry-run")
    assert error.value.returncode == 2


def test_the_reference_list_is_loaded_whole_and_again(tmp_path: Path) -> None:
    load_reference(rows=[ReferenceAgency(ori="GA9999999", name="Gone", kind="other", region="US-GA")])
    path, out = tmp_path / "list.csv", StringIO()
    path.write_text(
        "ori,name,type,county,state,latitude,longitude\n"
        "NB0010000,Adams County Sheriff's Office,County,ADAMS,NB,40.5,-98.5\n"
        "GA0760100,Perry Police Department,City,HOUSTON,GA,,\n"
        "BAD,Nowhere,City,X,GA,,\n"
    )
    call_command("load_reference", str(path), stdout=out)
    assert [*ReferenceAgency.objects.values_list("ori", "kind", "region", "county", "latitude")] == [
        ("GA0760100", "municipal", "US-GA", "Houston", None),
        ("NB0010000", "sheriff", "US-NE", "Adams", 40.5),
    ]
    assert out.getvalue() == "2 agencies loaded, 1 rows left out.\n"


def test_a_list_without_its_columns_leaves_the_last_one(tmp_path: Path) -> None:
    load_reference(rows=[ReferenceAgency(ori="GA9999999", name="Here", kind="other", region="US-GA")])
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError):
        call_command("load_reference", str(path))
    assert ReferenceAgency.objects.count() == 1


def test_an_agency_that_came_in_since_the_comparison_isnt_imported_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the comparison and the lock: the file is compared again."""
    found, compare = send(), queries.outcome

    def and_someone_pledges(register_import: RegisterImport) -> Any:
        outcome = compare(register_import)
        if not Agency.objects.exists():
            AgencyFactory.create(name="Perry Police Department", region="US-GA", city="Perry")
        return outcome

    monkeypatch.setattr(queries, "outcome", and_someone_pledges)
    actions.apply(register_import=found, by=Actor.SYSTEM)
    assert sorted(Agency.objects.values_list("name", flat=True)) == [
        "Belton Police Department",
        "Perry Police Department",
    ]


def test_after_90_days_the_file_is_deleted_and_the_agencies_stay(client: Client) -> None:
    applied, left_open, young = (
        send(),
        send(f"{HEADINGS}\nMacon Police Department,Macon,GA,2024-01-31,,Pledged\n"),
        send(f"{HEADINGS}\nHope Police Department,Hope,AR,2024-01-31,,Pledged\n"),
    )
    actions.apply(register_import=applied, by=ReviewerFactory.create())
    for found, days in ((applied, 91), (left_open, 91), (young, 89)):
        RegisterImport.objects.filter(pk=found.pk).update(updated_at=timezone.now() - timedelta(days=days))

    assert [delete_expired(is_hourly=False)["register_import.files"] for _time in range(2)] == [2, 0]

    rows = RegisterImport.objects.order_by("pk").values_list("state", "file", "refused_rows", "answers")
    young.refresh_from_db()
    assert list(rows) == [
        ("applied", None, None, {}),
        ("discarded", None, None, {}),
        ("open", young.file_id, None, young.answers),
    ]
    assert Agency.objects.count() == 2
    entries = Entry.objects.filter(verb="register_import.file_deleted", actor_ref=None)
    assert sorted(entries.values_list("subject", flat=True)) == [
        f"register_import.RegisterImport:{found.pk}" for found in (applied, left_open)
    ]
    client.force_login(ReviewerFactory.create())
    for found in (applied, left_open):
        page = client.get(reverse("register_import:job", args=[found.public_id]))
        assert (page.status_code, "deleted after 90 days" in page.content.decode()) == (200, True)
        with pytest.raises(Conflict):
            queries.outcome(found_again(found))
    actions.undo(register_import=found_again(applied), by=ReviewerFactory.create())
    assert Agency.objects.count() == 0


def found_again(found: RegisterImport) -> RegisterImport:
    return RegisterImport.objects.get(pk=found.pk)
