"""``manage.py preview_import``: one JSON object, exit status 0, 1 or 2, and nothing written."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.training import OfficerFactory
from tests.roster_import.samples import ROSTER, table
from tests.roster_import.test_files import FILES, TYPICAL
from training.models import Officer, RosterImport, TrainingRecord

pytestmark = pytest.mark.django_db
CLEAN = [ROSTER[0], *ROSTER[1:]]


def told(*arguments: str) -> tuple[dict[str, Any], int]:
    """What is printed, and the exit status."""
    out = StringIO()
    try:
        call_command("preview_import", *arguments, "--as-of", "2026-06-01", stdout=out)
    except SystemExit as exit_:
        return json.loads(out.getvalue()), int(str(exit_.code))
    return json.loads(out.getvalue()), 0


def test_clean_roster_leaves_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(table(CLEAN))
    found, status = told(str(path))
    assert (status, found["figures"]) == (0, {"sworn": 2, "cit": 0, "covered": 0})
    assert set(found) == {"columns", "questions", "refused", "unused", "records", "figures"}
    assert found["columns"][0] == {
        "file": "roster.csv", "sheet": "", "heading": "Badge #", "read as": "officer", "read_as": "officer",
    }  # fmt: skip


def test_open_questions_and_refused_cells_are_told_and_answered(tmp_path: Path) -> None:
    path = str(FILES / "09-one-bad-cell-drops-the-officer.csv")
    found, status = told(path)
    assert (status, found["figures"]) == (1, None)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(TYPICAL))
    found, status = told(path, "--answers", str(answers))
    assert (status, found["questions"], len(found["refused"])) == (1, [], 1)
    assert {key: found["refused"][0][key] for key in ("file", "sheet", "line", "heading", "value")} == {
        "file": "09-one-bad-cell-drops-the-officer.csv", "sheet": "", "line": 4, "heading": "MHFA",
        "value": "N/A - on leave",
    }  # fmt: skip
    answers.write_text(json.dumps({**TYPICAL, found["refused"][0]["id"]: "2025-05-16"}))
    assert told(path, "--answers", str(answers))[1] == 0


def test_nothing_is_written(tmp_path: Path) -> None:
    agency = AgencyFactory.create(sworn=None)
    OfficerFactory.create(agency=agency, ref="P001", name="Ana Diaz", is_sworn=True)
    path = tmp_path / "roster.csv"
    path.write_text(table(CLEAN))
    found, status = told(str(path), "--agency", agency.public_id)
    assert (status, found["figures"]["sworn"]) == (0, 2)
    assert (Agency.objects.count(), Officer.objects.count()) == (1, 1)
    assert (TrainingRecord.objects.count(), RosterImport.objects.count()) == (0, 0)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", None])
def test_file_that_cannot_be_read_is_status_2(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        told(str(path))
    assert refused.value.returncode == 2
