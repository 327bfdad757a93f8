"""Lists as CSV and Excel: what the page shows, and nothing that a spreadsheet would calculate."""

import csv
import io
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from agencies.models import Agency
from common.spreadsheets import defused
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.training import CourseFactory, OfferingFactory, OfficerFactory, RecordFactory
from roster_import.actions import import_files
from tests.clients import agency_page
from tests.roster_import.samples import yes
from training.models import Course, Officer
from training.officer_ids import plain

pytestmark = pytest.mark.django_db
PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "  =1+1",
    "＝1+1",
    "\r=1",
]


def rows_of(response: Any, kind: str) -> list[list[str]]:
    """A download as rows of texts. A formula in a workbook stays one: it isn't calculated here."""
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if kind == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def export(client: Client, name: str, kind: str, **query: str) -> list[list[str]]:
    return rows_of(client.get(agency_page(f"training:{name}_export", args=[kind]), query), kind)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate a cell."""
    return cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_text_leaves_as_a_formula(client: Client, agency: Agency, kind: str, payload: str) -> None:
    officer = OfficerFactory.create(agency=agency, ref=payload, name=payload, rank=payload)
    course = CourseFactory.create(code="PAYLOAD", title=payload, track="none")
    offering = OfferingFactory.create(agency=agency, course=course, reference=payload)
    RecordFactory.create(
        officer=officer, course=course, offering=offering, session=payload, certificate_number=payload
    )
    mhfa = CourseFactory.create(code="MHFA")
    RecordFactory.create(officer=officer, course=mhfa, completed_on="2020-01-01")
    for name in ("officers", "records", "lapsing"):
        rows = export(client, name, kind)
        assert len(rows) > 1
        assert [cell for row in rows for cell in row if is_formula(cell)] == []
        assert any(cell.startswith("'") for row in rows[1:] for cell in row)


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if text.isprintable()])
def test_defused_text_is_itself_again_when_it_is_brought_back(payload: str) -> None:
    assert plain(defused(payload)) == payload.strip()


@pytest.mark.parametrize("number", ["-3", "+4.5", "-0.25"])
def test_numbers_stay_numbers(number: str) -> None:
    assert defused(number) == number


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_officers_as_listed_with_what_they_need(client: Client, agency: Agency, kind: str) -> None:
    trained = OfficerFactory.create(agency=agency, ref="P1", name="Ana", rank="Sgt")
    RecordFactory.create(officer=trained)
    OfficerFactory.create(agency=agency, ref="P2", name="Bo", rank="", hired_on=None)
    OfficerFactory.create(agency=AgencyFactory.create(), ref="FOREIGN")
    rows = export(client, "officers", kind)
    assert rows[0] == [
        "Officer ID",
        "Name",
        "Rank",
        "Sworn",
        "Hired on",
        "Left on",
        "On leave since",
        "Crisis intervention",
        "First aid",
        "Pledge",
        "Still needs",
    ]
    need = "Mental Health First Aid, or crisis-intervention training"
    assert rows[1:] == [
        ["P1", "Ana", "Sgt", "Yes", "2015-03-01", "", "", "Trained", "Not trained", "Covered", ""],
        ["P2", "Bo", "", "Yes", "", "", "", "Not trained", "Not trained", "Needs training", need],
    ]
    assert [row[0] for row in export(client, "officers", kind, training="needs_training")[1:]] == ["P2"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_records_as_filtered(client: Client, agency: Agency, kind: str) -> None:
    officer = OfficerFactory.create(agency=agency, ref="P1")
    RecordFactory.create(officer=officer, completed_on="2024-03-01", delivery="recorded")
    RecordFactory.create(officer=officer, completed_on="2023-03-01")
    RecordFactory.create()
    rows = export(client, "records", kind, delivery="recorded")
    assert rows[1:] == [
        ["P1", Course.objects.get(code="CIT").title, "2024-03-01", "40", "Completed", "Recorded", "", "", "", ""]
    ]  # fmt: skip
    assert len(export(client, "records", kind)) == 3


def test_what_was_exported_is_unchanged_when_it_is_brought_back(client: Client, agency: Agency) -> None:
    officer = OfficerFactory.create(agency=agency, ref="P1", name="Ana", rank="-acting")
    RecordFactory.create(officer=officer, completed_on="2024-03-01")
    files = {}
    for name in ("officers", "records"):
        response = client.get(agency_page(f"training:{name}_export", args=["csv"]))
        assert isinstance(response, StreamingHttpResponse)
        files[name] = b"".join(response.streaming_content)  # type: ignore[arg-type]
    found = import_files(agency=agency, files=files, by=None, say=yes, today=officer.created_at.date())
    assert found.problems == []
    assert (found.summary["officers"], found.summary["records"]) == (
        {"new": 0, "changed": 0, "unchanged": 1},
        {"new": 0, "changed": 0, "unchanged": 1},
    )
    assert Officer.objects.get(agency=agency).rank == "-acting"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ids_and_names_that_look_like_formulas_come_back_unchanged(
    client: Client, agency: Agency, kind: str
) -> None:
    for ref in ("P0", "=A1", "-12A", "+x", "@home"):
        OfficerFactory.create(agency=agency, ref=ref, name=ref, rank=ref)
    response = client.get(agency_page("training:officers_export", args=[kind]))
    assert isinstance(response, StreamingHttpResponse)

    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    again = import_files(
        agency=agency, files={"officers": content}, by=None, say=yes, today=timezone.localdate()
    )

    assert (again.problems, again.summary["officers"]) == ([], {"new": 0, "changed": 0, "unchanged": 5})


@pytest.mark.parametrize(
    ("typed", "kept"), [("12.0", "12"), ("'77", "77"), ('="0042"', "0042"), ("12.5", "12.5")]
)
def test_who_was_entered_by_hand_is_the_same_when_the_export_comes_back(
    client: Client, agency: Agency, typed: str, kept: str
) -> None:
    OfficerFactory.create(agency=agency, ref="P0")
    client.post(agency_page("training:officer_add"), {"ref": typed, "is_sworn": "yes"})
    response = client.get(agency_page("training:officers_export", args=["csv"]))
    assert isinstance(response, StreamingHttpResponse)

    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    again = import_files(
        agency=agency, files={"officers": content}, by=None, say=yes, today=timezone.localdate()
    )

    assert sorted(Officer.objects.values_list("ref", flat=True)) == sorted(["P0", kept])
    assert again.summary["officers"] == {"new": 0, "changed": 0, "unchanged": 2}


def test_export_is_private_and_kept_nowhere(client: Client, agency: Agency) -> None:
    response = client.get(agency_page("training:officers_export", args=["csv"]))
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="officers-')


def test_list_to_print_holds_everybody_and_no_form(client: Client, agency: Agency) -> None:
    OfficerFactory.create_batch(60, agency=agency)
    page = client.get(agency_page("training:officers"), {"print": "1"})
    assert len(page.context["lines"]) == 60
    assert 'class="filters"' not in page.content.decode()
