"""What importing files would do, as one JSON object: for ``manage.py preview_import``. Nothing that lasts is written."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import Agency
from roster_import import facts, queries
from roster_import.reading.questions import Answers
from roster_import.storing import staging
from training.models import RosterImport, TrainingRecord
from training.queries import choices


def preview(
    files: Sequence[tuple[str, bytes]], *, agency: Agency | None, answers: Answers, as_of: date
) -> dict[str, Any]:
    """Read files in order, each onto the result of those before, and take all of it back.

    Without an agency a fresh one is assumed. Raises `Unreadable`.
    """
    found: dict[str, Any] = {
        "columns": [], "questions": [], "refused": [], "unused": [], "records": [], "figures": None,
    }  # fmt: skip
    with transaction.atomic():
        if agency is None:
            agency = Agency.objects.create(name="Preview")
        for name, content in files:
            _add(found, name, content, agency=agency, answers=answers, as_of=as_of)
        found["records"] = _records(agency)
        if not found["questions"]:
            counted = facts.figures_of(agency, as_of)
            found["figures"] = {name: counted[name] for name in ("sworn", "cit", "covered")}
        transaction.set_rollback(True)
    return found


def _add(
    found: dict[str, Any], name: str, content: bytes, *, agency: Agency, answers: Answers, as_of: date
) -> None:
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        file.write(content)
        file.flush()
        source = facts.look_at(
            [file],
            [name],
            agency=agency,
            catalogue=choices(agency),
            answers=answers,
            memory=queries.memory(agency).values,
        )
        stack.enter_context(staging.tables())
        reading = facts.read(source, agency=agency, today=as_of)
        for one in reading.columns:
            column = {"file": name, "sheet": one.sheet, "heading": one.heading}
            found["columns"].append({**column, "read as": one.read_as, "read_as": one.read_as})
        known = {one["id"] for one in found["questions"]}
        found["questions"] += [
            {**one.to_data(), "file": one.file or name} for one in reading.questions if one.id not in known
        ]
        found["refused"] += facts.refused_cells(reading, source)
        found["unused"] += [{**one, "file": one["file"] or name} for one in reading.unused]
        row = RosterImport.objects.create(
            agency=agency,
            state=RosterImport.State.APPLIED,
            mapping=reading.mapping.to_data(),
            applied_at=timezone.now(),
        )
        facts.write(reading, agency=agency, roster_import=row)


def _records(agency: Agency) -> list[dict[str, Any]]:
    rows = TrainingRecord.objects.filter(agency=agency).order_by(
        "officer__ref", "completed_on", "course__code", "pk"
    )
    return [
        {
            "officer": ref,
            "course": code,
            "hours": float(hours),
            "completed_on": day.isoformat(),
            "status": status,
        }
        for ref, code, hours, day, status in rows.values_list(
            "officer__ref", "course__code", "hours", "completed_on", "status"
        )
    ]
