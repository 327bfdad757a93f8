"""The long steps of an import, in the background: reading, comparing, bringing in. Each may run twice."""

import io
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.actions.locking import lock_agency
from agencies.permissions import Capability, may
from audit import trail
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from files import sandbox, store
from files.models import StoredFile
from roster_import import queries
from roster_import.actions.rows import CSV_TYPE, locked, shapes_of
from roster_import.reading import guess
from roster_import.reading.mapping import Mapping
from roster_import.reading.problems import Unreadable
from roster_import.reading.shape import letter_of
from roster_import.storing import pipeline, plan, refused_rows, staging, writing
from roster_import.storing.plan import Plan
from training.actions.forgetting import forget_content
from training.models import RosterImport
from training.queries import choices

State = RosterImport.State
PROBLEMS_KEPT = 100


@open_to(OpenTo.SYSTEM)
def read(*, import_id: int) -> None:
    """Look at the files of an upload: headings, columns, values; and guess a mapping. Harmless when done already.

    Side effects: the import waits for its columns to be matched, or is refused with the reason.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state != State.UPLOADED:
        return
    with ExitStack() as stack:
        try:
            shapes = list(pipeline.shapes_of(_opened(found, stack)))
        except Unreadable as refused:
            _refuse(found, refused)
            return
    memory = queries.memory(found.agency)
    mapping = guess.guess(
        shapes,
        choices(found.agency),
        remembered=memory.columns,
        pseudonymous=found.agency.pseudonymous,
        shown=True,
    )
    if found.agency.pseudonymous:
        _forget_names(shapes)
    with transaction.atomic():
        row = locked(found, State.UPLOADED)
        row.shape = {"tables": [{"file": file, "index": index, **shape} for file, index, shape in shapes]}
        row.mapping = mapping.to_data()
        row.state = State.MAPPING
        row.save(update_fields=["shape", "mapping", "state", "updated_at"])


@open_to(OpenTo.SYSTEM)
def prepare(*, import_id: int) -> None:
    """Make the dry run: compare every row with what is stored. Writes nothing but the import's own row.

    Side effects: the import shows its figures, examples and problems and waits for a yes; the refused rows as a file.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state != State.PLANNING:
        return
    _plan(found, was=State.PLANNING)


def apply(*, import_id: int, by_id: int | None) -> None:
    """Bring in a confirmed import, all of it or nothing; if the roster has changed since the dry run, show a new one.

    The person who confirmed it, by the number kept then, must still be allowed to change records; else it is refused.
    Side effects: officers, classes and records; the import's row; ``training.import_applied`` on the trail.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state != State.CONFIRMED:
        return
    by = User.objects.filter(pk=by_id).first() if by_id is not None else None
    if not may(by, Capability.TRAINING_EDIT, found.agency):
        _refuse(
            found,
            Refused(_("The person who confirmed this import may not change the agency's records any more.")),
        )
        return
    with ExitStack() as stack, staging.tables():
        try:
            staged = _stage(found, stack)
        except Unreadable as refused:
            _refuse(found, refused)
            return
        try:
            with transaction.atomic():
                row = locked(found, State.CONFIRMED)
                lock_agency(found.agency_id)
                if _digest_now(row, staged) == row.digest:
                    write(row, staged, by=by)
                    return
        except IntegrityError:
            # Somebody stored the same rows between the comparison and the writing: compare again.
            pass
    _plan(
        found,
        was=State.CONFIRMED,
        message=_("The roster has changed since you saw the comparison. Look at it once more."),
    )


@open_to(OpenTo.SYSTEM)
def give_up(*, import_id: int) -> None:
    """Refuse an import that can't be finished, whatever the reason; nothing when it doesn't wait for a worker any more.

    Side effects: as of a file that can't be read. Nothing was written: each step writes all or nothing.
    """
    found = RosterImport.objects.get(pk=import_id)
    if found.state in {State.UPLOADED, State.PLANNING, State.CONFIRMED}:
        words = _(
            "Something went wrong on our side, and trying again did not help. Send the file once more, saved as CSV UTF-8. "
            "If this appears again, write to us."
        )
        _refuse(found, Refused(words))


def _plan(found: RosterImport, *, was: str, message: str = "") -> None:
    with ExitStack() as stack, staging.tables():
        try:
            staged = _stage(found, stack)
        except Unreadable as refused:
            _refuse(found, refused)
            return
        staged.digest = plan.digest(found.agency, staged)
        mapping = Mapping.from_data(found.mapping)
        rows_to_mend = _refused_file(found, mapping, stack) if staged.refused else None
        with transaction.atomic():
            row = locked(found, was)
            row.state = State.PREVIEWED
            row.summary = {
                **staged.to_data(),
                "examples": plan.examples(found.agency),
                "reasons": plan.reasons() if staged.refused else [],
            }
            row.problems = problems_of(mapping)
            row.digest = staged.digest
            row.refused_rows = rows_to_mend
            row.message = message
            row.progress = 100
            row.save()


def _stage(found: RosterImport, stack: ExitStack) -> Plan:
    mapping = Mapping.from_data(found.mapping)
    return pipeline.stage(
        _opened(found, stack),
        mapping,
        agency=found.agency,
        catalogue=choices(found.agency),
        today=timezone.localdate(),
        progress=_progress_of(found, mapping),
    )


def _progress_of(found: RosterImport, mapping: Mapping) -> Callable[[int], None]:
    """Note how far the reading is, in tenths: a page that asks sees it move, and few statements are spent on it."""
    shapes = shapes_of(found)
    total = sum(shapes[table.file, table.index]["rows"] for table in mapping.tables) or 1
    noted = 0

    def progress(rows: int) -> None:
        nonlocal noted
        percent = min(90, rows * 90 // total)
        if percent >= noted + 10:
            noted = percent
            RosterImport.objects.filter(pk=found.pk).update(progress=percent)

    return progress


def _digest_now(found: RosterImport, staged: Plan) -> str:
    """The comparison again, under the lock, on what is stored now."""
    plan.compare(found.agency, staged)
    plan.count_problems(staged)
    return plan.digest(found.agency, staged)


@open_to(OpenTo.PART)
def write(found: RosterImport, staged: Plan, *, by: User | None) -> None:
    """Write what was staged, in the caller's transaction; ``found`` is saved in the state it then has, once."""
    now = timezone.now()
    found.before = writing.before(found.agency, staged)
    found.state = State.APPLIED
    found.applied_at = now
    found.progress = 100
    found.summary = {**found.summary, **staged.to_data()}
    found.save()
    if found.agency.pseudonymous:
        # The files may name people, and aren't needed any more; what they held can be taken back without them.
        found.files.update(file=None)
    writing.write(found.agency, staged, roster_import=found, at=now)
    trail.record(
        "training.import_applied",
        by=by,
        subject=found,
        agency=found.agency,
        details={
            "officers": asdict(staged.officers),
            "records": asdict(staged.records),
            "refused": staged.refused,
        },
    )


@open_to(OpenTo.PART)
def problems_of(mapping: Mapping) -> list[dict[str, Any]]:
    """The first problems, as JSON: table, line, the column's letter, and the reason."""
    found = []
    for problem in plan.problems(PROBLEMS_KEPT):
        table = mapping.tables[problem.table]
        column = table.column_of(problem.about) if problem.column is None else problem.column
        found.append(
            {
                "table": problem.table,
                "line": problem.line,
                "column": "" if column is None else letter_of(table.first_column + column),
                "reason": problem.reason,
            }
        )
    return found


def _refused_file(found: RosterImport, mapping: Mapping, stack: ExitStack) -> StoredFile:
    """The refused rows as they came, with line and reason in front, as a file to mend and bring back."""
    content = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    text = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
    refused_rows.write(text, _opened(found, stack), mapping, mapped_only=found.agency.pseudonymous)
    text.flush()
    content.seek(0)
    return store.keep(sandbox.chunks(content), media_type=CSV_TYPE)


def _refuse(found: RosterImport, reason: Refused) -> None:
    with transaction.atomic():
        row = RosterImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
        row.state = State.REFUSED
        row.message = str(reason.message)[:600]
        forget_content(row)
        row.save()


def _opened(found: RosterImport, stack: ExitStack) -> list[IO[bytes]]:
    opened: list[IO[bytes]] = []
    for entry in found.files.select_related("file"):
        if entry.file is None:
            raise Unreadable(_("The file is no longer here. Send it again."))
        opened.append(stack.enter_context(store.open_file(entry.file)))
    return opened


def _forget_names(shapes: list[tuple[int, int, dict[str, Any]]]) -> None:
    """Drop what a column that seems to hold names was seen to hold."""
    for _file, _index, shape in shapes:
        for index in guess.columns_with_names(shape):
            shape["columns"][index].update(examples=[], values=None, heading="")
