"""A hundred files that something is wrong with: each gets a clear message, and nothing is half written."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Agency
from common.problems import Refused
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.training import OfficerFactory
from roster_import.actions import import_files
from tests.clients import agency_page
from tests.roster_import.malformed import MENDED, ODD, PARTLY, SAID, UNREADABLE
from tests.roster_import.samples import yes
from training.models import Officer, RosterImport, TrainingRecord

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


# Nothing of these is refused: they are asked about, or said otherwise.
ASKED = {
    "a status nobody knows", "sworn perhaps", "a course nobody knows", "somebody unknown", "left before hired", "no hours",
    "an officer of another agency", "the ID in small letters", "a NUL in a course", "a NUL in a yes",
    "formulas in a workbook",
}  # fmt: skip
REFUSED = [name for name in PARTLY if name not in ASKED]


def test_what_is_said_is_said_of_a_file_that_is_there() -> None:
    assert (set(SAID) - set(UNREADABLE), set(MENDED) - set(REFUSED)) == (set(), set())


def test_there_are_a_hundred() -> None:
    assert len(UNREADABLE) + len(PARTLY) + len(ODD) >= 100


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_is_refused_with_words(client: Client, agency: Agency, name: str) -> None:
    response = client.post(
        agency_page("roster_import:index"), {"file": SimpleUploadedFile("roster.csv", UNREADABLE[name])}
    )
    if response.status_code == 200:
        assert response.context["form"].errors["file"]
    else:
        deliver_due()
        found = RosterImport.objects.get()
        assert (found.state, bool(found.message)) == (RosterImport.State.REFUSED, True)
        assert not Message.objects.exclude(last_error="").exists()
        page = client.get(agency_page("roster_import:job", args=[found.public_id]))
        assert (page.status_code, "Traceback" in page.content.decode()) == (200, False)
    assert (Officer.objects.count(), TrainingRecord.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", [*PARTLY, *ODD])
def test_odd_file_is_read_and_its_columns_are_shown(client: Client, agency: Agency, name: str) -> None:
    """What is kept of it while a person is asked must be what the database takes, on PostgreSQL too."""
    content = (PARTLY | ODD)[name][0]
    response = client.post(
        agency_page("roster_import:index"), {"file": SimpleUploadedFile("roster.csv", content)}
    )
    assert response.status_code == 302
    deliver_due()
    found = RosterImport.objects.get()
    assert found.state in {RosterImport.State.MAPPING, RosterImport.State.PREVIEWED}
    assert list(Message.objects.exclude(last_error="")) == []
    assert client.get(agency_page("roster_import:columns", args=[found.public_id])).status_code == 200


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_brought_in_by_a_command_is_refused_and_what_to_do_is_said(
    agency: Agency, name: str
) -> None:
    with pytest.raises(Refused) as refusal:
        import_files(agency=agency, files={"roster": UNREADABLE[name]}, by=None, say=yes, today=TODAY)
    said = str(refusal.value)
    assert said
    assert [words for words in SAID.get(name, ()) if words not in said] == []
    assert (Officer.objects.count(), RosterImport.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", REFUSED)
def test_bad_rows_are_refused_by_line_in_words_and_the_rest_comes_in(agency: Agency, name: str) -> None:
    content, lines, officers, records = PARTLY[name]
    OfficerFactory.create(agency=agency, ref="KNOWN")
    OfficerFactory.create(ref="FOREIGN")
    found = import_files(agency=agency, files={"file": content}, by=None, say=yes, today=TODAY)
    told = {problem["line"] for problem in found.problems}
    assert told == (lines if len(lines) <= 100 else set(sorted(lines)[:100]))
    assert found.summary["refused"] == len(lines)
    assert all(problem["reason"] for problem in found.problems)
    if name in MENDED:
        column, *said = MENDED[name]
        first = found.problems[0]
        assert (first["line"], first["column"]) == (min(lines), column)
        assert [words for words in said if words not in first["reason"]] == []
    # An officer with a cell that can't be read stays.
    assert agency.officers.exclude(ref="KNOWN").count() >= officers
    assert (agency.training_records.count(), TrainingRecord.objects.count()) == (records, records)


# That rows of every other file are refused, the test above says.
@pytest.mark.parametrize("name", ["a name that is too long", "no date", "merged cells", "every row bad"])
def test_one_bad_row_refuses_all_where_the_whole_is_wanted(agency: Agency, name: str) -> None:
    OfficerFactory.create(agency=agency, ref="KNOWN")
    with pytest.raises(Refused):
        import_files(
            agency=agency, files={"file": PARTLY[name][0]}, by=None, say=yes, today=TODAY, whole=True
        )
    assert (agency.officers.count(), TrainingRecord.objects.count(), RosterImport.objects.count()) == (
        1,
        0,
        0,
    )


@pytest.mark.parametrize("name", ODD)
def test_odd_file_is_taken_whole(agency: Agency, name: str) -> None:
    content, officers, records = ODD[name]
    found = import_files(agency=agency, files={"file": content}, by=None, say=yes, today=TODAY)
    assert found.problems == []
    assert (agency.officers.count(), agency.training_records.count()) == (officers, records)
