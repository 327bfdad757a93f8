"""What an import promises, over generated files: shown is what is written, however it was read; undone it never was."""

from datetime import date
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from rehearsal.factories.accounts import UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from roster_import.actions import import_files, jobs
from roster_import.actions import transitions as actions
from roster_import.storing import pipeline, plan, staging
from tests.roster_import.incoming import Incoming, staged_whole
from tests.roster_import.samples import table, yes
from training.models import RosterImport

TODAY = date(2026, 6, 1)
PROPERTY = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

ROSTER_HEADINGS = ["Badge #", "Officer Name", "Rank", "Hire Date", "Separation Date", "Sworn"]
RECORD_HEADINGS = [
    "Employee ID",
    "Course Title",
    "Completion Date",
    "Hours",
    "Status",
    "Delivery",
    "Certificate Number",
    "Class Number",
    "Expiration Date",
]
refs = st.sampled_from(["P1", "P2", "P3", "P4", "007"])
days = st.sampled_from(["", "2020-01-01", "2021-05-05", "2022-12-31"])
roster_rows = st.lists(
    st.tuples(
        refs, st.sampled_from(["", "Ana Diaz"]), st.sampled_from(["", "Officer", "Chief"]), days, days,
        st.sampled_from(["", "Yes", "No"]),
    ),
    max_size=7,
)  # fmt: skip
record_rows = st.lists(
    st.tuples(
        refs, st.sampled_from(["CIT", "MHFA"]), st.sampled_from(["2021-05-05", "2022-12-31", "not a day"]),
        st.sampled_from(["8", "40", "13.5"]), st.sampled_from(["", "Completed", "Failed"]),
        st.sampled_from(["", "Classroom", "Webinar"]), st.sampled_from(["", "C1", "C2"]),
        st.sampled_from(["", "A"]), st.sampled_from(["", "2023-01-01", "2021-01-01"]),
    ),
    max_size=7,
)  # fmt: skip
# The same rows again and again is what agencies send: so a second file repeats much of the first.
several = st.tuples(roster_rows, record_rows, roster_rows, record_rows, st.booleans())


class Snapshot(NamedTuple):
    """Everything an import may write, by what it is and not by its number."""

    officers: dict[Any, Any]
    records: dict[Any, Any]
    offerings: set[Any]


def snapshot(agency: Agency) -> Snapshot:
    officers = agency.officers.values_list(
        "ref", "name", "rank", "is_sworn", "hired_on", "separated_on", "on_leave_since"
    )
    records = agency.training_records.values_list(
        "officer__ref", "course__code", "completed_on", "session", "offering__reference",
        "hours", "status", "delivery", "expires_on", "certificate_number",
    )  # fmt: skip
    return Snapshot(
        {row[0]: row[1:] for row in officers},
        {row[:5]: row[5:] for row in records},
        set(agency.offerings.values_list("course__code", "reference")),
    )


def changes(before: dict[Any, Any], after: dict[Any, Any]) -> dict[str, int]:
    """How many there are now that weren't, and how many say something else."""
    assert before.keys() <= after.keys()
    return {
        "new": len(after.keys() - before.keys()),
        "changed": sum(before[key] != after[key] for key in before),
    }


def written(summary: dict[str, Any]) -> dict[str, int]:
    return {key: summary[key] for key in ("new", "changed")}


def contents(roster: list[Any], records: list[Any]) -> dict[str, bytes]:
    files = {
        "roster.csv": table([ROSTER_HEADINGS, ("P0", "Nobody", "Officer", "2020-01-01", "", "Yes"), *roster])
    }
    if records:
        files["records.csv"] = table([RECORD_HEADINGS, *records])
    return {name: text.encode() for name, text in files.items()}


def stored_before(agency: Agency, roster: list[Any], records: list[Any]) -> None:
    import_files(agency=agency, files=contents(roster, records), by=None, say=yes, today=TODAY)


@PROPERTY
@given(rows=several)
def test_reading_past_what_is_stored_finds_the_same_as_weighing_every_row(db: None, rows: Any) -> None:
    """Rows that are stored already are counted without being staged: figures, problems and what is written don't differ."""
    roster, records, more_roster, more_records, repeated = rows
    with transaction.atomic():
        agency = AgencyFactory.create()
        stored_before(agency, roster, records)
        if repeated:
            more_roster, more_records = roster + more_roster, records + more_records
        incoming = Incoming(agency, contents(more_roster, more_records).values())
        found = []
        for stage in (pipeline.stage, staged_whole):
            with staging.tables():
                staged = stage(
                    incoming.files, incoming.mapping, agency=agency, catalogue=incoming.catalogue, today=TODAY
                )
                found.append(
                    (staged.to_data(), list(plan.problems()), list(plan.differences(agency)),
                     plan.examples(agency), plan.digest(agency, staged))
                )  # fmt: skip
        assert found[0] == found[1]
        transaction.set_rollback(True)


@PROPERTY
@given(rows=several)
def test_what_is_written_is_what_was_planned(db: None, rows: Any) -> None:
    roster, records, more_roster, more_records, repeated = rows
    with transaction.atomic():
        agency = AgencyFactory.create()
        stored_before(agency, roster, records)
        if repeated:
            more_roster, more_records = roster + more_roster, records + more_records
        files = contents(more_roster, more_records)
        incoming = Incoming(agency, files.values())
        with staging.tables():
            planned = pipeline.stage(
                incoming.files, incoming.mapping, agency=agency, catalogue=incoming.catalogue, today=TODAY
            )
            shown = [list(map(str, row)) for row in plan.differences(agency)]
        before = snapshot(agency)
        found = import_files(agency=agency, files=files, by=None, say=yes, today=TODAY)
        after = snapshot(agency)
        assert {**found.summary, "digest": ""} == {**planned.to_data(), "digest": ""}
        assert changes(before.officers, after.officers) == written(found.summary["officers"])
        assert changes(before.records, after.records) == written(found.summary["records"])
        assert len(shown) == sum(
            sum(written(found.summary[kind]).values()) for kind in ("officers", "records")
        )
        # Every row that was shown is there now, with the values that were shown.
        for _verdict, _line, ref, course, *values in shown:
            if course == "None":
                assert list(map(as_shown, after.officers[ref])) == list(map(as_shown, values[8:]))
        transaction.set_rollback(True)


def as_shown(value: Any) -> str:
    """A value as text, whether a database keeps truth as a number or not."""
    return {"True": "1", "False": "0"}.get(str(value), str(value))


@PROPERTY
@given(rows=several)
def test_brought_in_twice_changes_nothing_the_second_time(db: None, rows: Any) -> None:
    roster, records, *_rest = rows
    with transaction.atomic():
        agency = AgencyFactory.create()
        first = import_files(agency=agency, files=contents(roster, records), by=None, say=yes, today=TODAY)
        before = snapshot(agency)
        again = import_files(agency=agency, files=contents(roster, records), by=None, say=yes, today=TODAY)
        assert snapshot(agency) == before
        for kind in ("officers", "records"):
            assert again.summary[kind] == {"new": 0, "changed": 0, "unchanged": first.summary[kind]["new"]}
        transaction.set_rollback(True)


@PROPERTY
@given(rows=several)
def test_undone_everything_is_as_it_was(db: None, rows: Any) -> None:
    roster, records, more_roster, more_records, repeated = rows
    with transaction.atomic():
        agency = AgencyFactory.create()
        stored_before(agency, roster, records)
        before = snapshot(agency)
        if repeated:
            more_roster, more_records = roster + more_roster, records + more_records
        found = import_files(
            agency=agency, files=contents(more_roster, more_records), by=None, say=yes, today=TODAY
        )
        actions.undo(roster_import=found, by=MembershipFactory.create(agency=agency).user)
        assert snapshot(agency) == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("share", [0, 1])
def test_rows_that_only_repeat_are_counted_the_same_stored_or_not(db: None, share: int) -> None:
    agency = AgencyFactory.create()
    roster = [("P1", "Ana Diaz", "Chief", "2020-01-01", "", "Yes")]
    record = ("P1", "CIT", "2021-05-05", "40", "Completed", "Classroom", "C1", "", "")
    if share:
        stored_before(agency, roster, [record])
    found = import_files(
        agency=agency, files=contents(roster * 3, [record, record, record]), by=None, say=yes, today=TODAY
    )
    assert (found.summary["repeated"], found.summary["refused"]) == (2, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_import_of_someone_who_may_no_longer_change_records_is_refused(known: bool) -> None:
    found = RosterImport.objects.create(agency=AgencyFactory.create(), state=RosterImport.State.CONFIRMED)
    jobs.apply(import_id=found.pk, by_id=UserFactory.create().pk if known else None)
    found.refresh_from_db()
    assert (found.state, "may not change" in found.message) == (RosterImport.State.REFUSED, True)
