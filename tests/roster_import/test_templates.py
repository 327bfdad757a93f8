"""Templates to download: filled in or as they are, they come back without a question and change nothing by themselves."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from agencies.models import Agency
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.training import CourseFactory, OfferingFactory, OfficerFactory, RecordFactory
from roster_import.actions import import_files
from tests.clients import agency_page
from tests.training.test_exports import rows_of
from training.models import Officer, RosterImport, TrainingRecord

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 6, 1)
KINDS = pytest.mark.parametrize("kind", ["csv", "xlsx"])
OFFICER = ["Officer ID", "Name", "Rank", "Sworn", "Hired on", "Left on", "On leave since"]
TRAINING = ["Course", "Completed on", "Hours", "Status", "Delivery", "Class number", "Session", "Valid until"]
TRAINING = [*TRAINING, "Certificate number"]


def download(client: Client, name: str, kind: str) -> bytes:
    response: Any = client.get(agency_page(f"roster_import:{name}", args=[kind]))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def state(agency: Agency) -> tuple[list[Any], list[Any]]:
    """All that an import could change."""
    own = ("ref", "name", "rank", "is_sworn", "hired_on", "separated_on", "on_leave_since", "version")
    of_training = (
        "officer__ref", "course__code", "completed_on", "hours", "status", "delivery", "offering__reference",
        "session", "expires_on", "certificate_number", "pk",
    )  # fmt: skip
    return (
        list(Officer.objects.filter(agency=agency).order_by("ref").values_list(*own)),
        list(TrainingRecord.objects.filter(agency=agency).order_by("pk").values_list(*of_training)),
    )


def fill_roster(agency: Agency) -> None:
    """Officers and records with everything that a spreadsheet could misread."""
    cit, mhfa = CourseFactory.create(code="CIT"), CourseFactory.create(code="MHFA")
    own = CourseFactory.create(code="OWN", title="=Listening, 16 hours (online)", track="none", hours=16)
    names = ["Fox, Ann", "Mary Ann Fox", "O'Hara, Bo", "=Smith", "+1 Jones", "Jean-Luc d’Arc", "Null", "Lee"]
    refs = ["0012", "12-A", "P 007", "=A9", "-12B", "1e5", "2024-05-06", "007"]
    for number, (ref, name) in enumerate(zip(refs, names, strict=True)):
        officer = OfficerFactory.create(
            agency=agency,
            ref=ref,
            name=name,
            rank=["Chief", "", "Officer", "@home", "Retired Reserve", "Dispatcher", "Sgt.", "Civilian"][
                number
            ],
            is_sworn=number % 3 != 2,
            hired_on=None if number == 1 else date(2001 + number, 5, 4),
            separated_on=date(2025, 3, 2) if number == 4 else None,
            on_leave_since=date(2026, 1, 2) if number == 6 else None,
        )
        if number == 7:
            continue
        status = list(TrainingRecord.Status.values)[number % 6]
        delivery = list(TrainingRecord.Delivery.values)[number % 3]
        RecordFactory.create(
            officer=officer,
            course=(cit, mhfa, own)[number % 3],
            hours=("40", "8", "15.5")[number % 3],
            completed_on=date(2024, 4, 3 + number),
            status=status,
            delivery=delivery,
            certificate_number="0099" if number == 2 else "",
            expires_on=date(2027, 4, 3) if number == 1 else None,
        )
    first = Officer.objects.get(agency=agency, ref="0012")
    offering = OfferingFactory.create(agency=agency, course=mhfa, reference="007", delivery="in_person")
    for part, day in (("1", 5), ("2", 6)):
        RecordFactory.create(
            officer=first,
            course=mhfa,
            offering=offering,
            session=part,
            hours="4",
            completed_on=date(2024, 9, day),
        )


def bring_back(agency: Agency, kind: str, content: bytes) -> RosterImport:
    """Import a file. It is refused where it leaves a question open or a row can't be taken."""
    return import_files(agency=agency, files={f"back.{kind}": content}, by=None, whole=True, today=AS_OF)


def counts(new: int, unchanged: int) -> dict[str, int]:
    return {"new": new, "changed": 0, "unchanged": unchanged}


@KINDS
def test_template_with_own_officers_asks_nothing_and_changes_nothing(
    client: Client, agency: Agency, kind: str
) -> None:
    fill_roster(agency)
    before = state(agency)

    found = bring_back(agency, kind, download(client, "roster", kind))

    assert (found.state, found.problems) == (RosterImport.State.APPLIED, [])
    assert found.summary["officers"] == counts(0, 8)
    assert found.summary["records"] == counts(0, 9)
    assert state(agency) == before


@KINDS
def test_template_with_own_officers_makes_the_same_roster_elsewhere(
    client: Client, agency: Agency, kind: str
) -> None:
    fill_roster(agency)
    other = AgencyFactory.create()

    found = bring_back(other, kind, download(client, "roster", kind))

    assert (found.summary["officers"], found.summary["records"]) == (counts(8, 0), counts(9, 0))
    here, there = state(agency), state(other)
    assert there[0] == here[0]
    assert sorted(row[:-1] for row in there[1]) == sorted(row[:-1] for row in here[1])


# IDs as agencies have them, and as no one should: what calculates, looks like a sum, a heading, or nothing at all.
ODD_IDS = ["-5", "=9", "№ 8", "+7", "@x", "-", "'x", '="5"', "n/a", "Total", "Squad 3", "1.5E+3", "#12", "🚓", "=1+1", "Page 2",
           "O'Hara", "7'", "?"]  # fmt: skip


@KINDS
def test_template_brings_back_the_oddest_ids(client: Client, agency: Agency, kind: str) -> None:
    cit = CourseFactory.create(code="CIT")
    for number, ref in enumerate(ODD_IDS):
        officer = OfficerFactory.create(
            agency=agency, ref=ref, name=f"'t Hooft, {chr(97 + number)}", is_sworn=True
        )
        if number % 2:
            RecordFactory.create(officer=officer, course=cit, hours="40", certificate_number=ref)
    before = state(agency)
    content = download(client, "roster", kind)

    found = bring_back(agency, kind, content)

    assert (found.problems, found.summary["officers"]) == ([], counts(0, len(ODD_IDS)))
    assert (found.summary["records"], state(agency)) == (counts(0, len(ODD_IDS) // 2), before)
    # No cell begins so that a spreadsheet calculates it.
    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        assert [cell for cell in cells if cell[:1] in "=+-@" and cell and not cell[1:].isdigit()] == []


@KINDS
def test_empty_template_names_every_column_and_nothing_else(
    client: Client, agency: Agency, kind: str
) -> None:
    OfficerFactory.create(agency=agency)

    response = client.get(agency_page("roster_import:template", args=[kind]))

    assert rows_of(response, kind) == [[*OFFICER, *TRAINING]]
    assert response.headers["Content-Disposition"] == f'attachment; filename="onemind-template.{kind}"'


@KINDS
def test_template_of_an_agency_without_names_has_no_column_for_them(
    client: Client, agency: Agency, kind: str
) -> None:
    fill_roster(agency)
    Officer.objects.filter(agency=agency).update(name="")
    Agency.objects.filter(pk=agency.pk).update(pseudonymous=True)
    agency.refresh_from_db()
    before = state(agency)
    content = download(client, "roster", kind)

    cells = content.decode() if kind == "csv" else str(list(load_workbook(io.BytesIO(content)).active.values))
    assert "Fox" not in cells
    found = bring_back(agency, kind, content)
    assert (found.summary["officers"], found.summary["records"]) == (counts(0, 8), counts(0, 9))
    assert state(agency) == before


@KINDS
def test_template_of_an_agency_that_gives_counts_is_the_empty_one(
    client: Client, agency: Agency, kind: str
) -> None:
    Agency.objects.filter(pk=agency.pk).update(evidence_mode="counts")

    response = client.get(agency_page("roster_import:roster", args=[kind]))

    assert rows_of(response, kind) == [[*OFFICER, *TRAINING]]
    page = client.get(agency_page("roster_import:index")).content.decode()
    assert agency_page("roster_import:template", args=[kind]) in page
    assert agency_page("roster_import:roster", args=[kind]) not in page


def test_empty_template_filled_in_by_hand_is_read_without_a_question(client: Client, agency: Agency) -> None:
    for code in ("CIT", "MHFA"):
        CourseFactory.create(code=code)
    book = load_workbook(io.BytesIO(download(client, "template", "xlsx")))
    sheet = book.active
    assert sheet is not None
    cit = "Crisis Intervention Team (CIT), Memphis Model"
    own = ["0012", "Fox, Ann", "Chief", "Yes", date(2004, 6, 14), None, None]
    sheet.append([*own, cit, date(2024, 3, 8), 40, "Completed", "In person"])
    sheet.append(["0013", "Bo Hay", "Dispatcher", "No"])
    content = io.BytesIO()
    book.save(content)

    bring_back(agency, "xlsx", content.getvalue())

    assert [row[:5] for row in state(agency)[0]] == [
        ("0012", "Fox, Ann", "Chief", True, date(2004, 6, 14)),
        ("0013", "Bo Hay", "Dispatcher", False, None),
    ]
    assert [row[:5] for row in state(agency)[1]] == [
        ("0012", "CIT", date(2024, 3, 8), Decimal(40), "completed")
    ]


def test_template_holds_the_own_officers_only_in_few_statements(
    client: Client, agency: Agency, django_assert_max_num_queries: Any
) -> None:
    fill_roster(agency)
    RecordFactory.create(officer=OfficerFactory.create(ref="FOREIGN"))

    with django_assert_max_num_queries(12):
        content = download(client, "roster", "csv")

    assert b"FOREIGN" not in content
    assert content.count(b"\n") == 11
