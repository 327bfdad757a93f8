"""Bringing in rosters and records: each step of an import is one action; the long ones run in the background."""

import io
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import date
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from audit import trail
from common.problems import Conflict, Refused
from files import sandbox, store
from files.models import StoredFile
from outbox.post import post
from training import queries
from training.models import ImportFile, ImportMemory, RosterImport
from training.roster_import import answers, guess, pipeline, plan, refused_rows, staging, writing
from training.roster_import.columns import NAME_TARGETS
from training.roster_import.mapping import Mapping
from training.roster_import.plan import Plan
from training.roster_import.problems import Unanswered, Unreadable
from training.roster_import.shape import letter_of
from training.roster_import.values import Order

State = RosterImport.State
PROBLEMS_KEPT = 200
CSV_TYPE = "text/csv"
# While one of these is on its way another can be started, but only one at a time is applied.
_OPEN = (State.MAPPING, State.PREVIEWED, State.UPLOADED, State.PLANNING)


def upload(*, agency: Agency, by: User, files: Iterable[tuple[str, StoredFile]]) -> RosterImport:
    """Take in one or two files that are stored already, to be read in the background.

    Side effects: the import and its files; ``training.import_uploaded`` on the trail; the reading as an outbox message.
    """
    with transaction.atomic():
        found = RosterImport.objects.create(agency=agency, uploaded_by=by)
        named = [
            ImportFile(roster_import=found, position=position, file=stored, name=name)
            for position, (name, stored) in enumerate(files)
        ]
        ImportFile.objects.bulk_create(named)
        trail.record(
            "training.import_uploaded", by=by, subject=found, agency=agency, details={"files": len(named)}
        )
        post("training.import_read", key=f"{found.pk}", import_id=found.pk)
    return found


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
        queries.choices(found.agency),
        remembered=memory.columns,
        pseudonymous=found.agency.pseudonymous,
    )
    if found.agency.pseudonymous:
        _forget_names(shapes)
    with transaction.atomic():
        locked = _locked(found, State.UPLOADED)
        locked.shape = {"tables": [{"file": file, "index": index, **shape} for file, index, shape in shapes]}
        locked.mapping = mapping.to_data()
        locked.state = State.MAPPING
        locked.save(update_fields=["shape", "mapping", "state", "updated_at"])


def match(*, roster_import: RosterImport, mapping: Mapping, by: User) -> None:
    """Keep which column is what while the values are being asked about. Side effects: the import's row."""
    with transaction.atomic():
        found = _locked(roster_import, *_OPEN)
        found.mapping = _without_names(mapping, found.agency).to_data()
        found.state = State.MAPPING
        found.save(update_fields=["mapping", "state", "updated_at"])


def answer(*, roster_import: RosterImport, mapping: Mapping, by: User) -> None:
    """Take a person's answers, remember them for the agency, and have the dry run made.

    Side effects: the import is being compared; the agency's memory; ``training.import_matched`` on the trail; the
    comparison as an outbox message.
    """
    with transaction.atomic():
        found = _locked(roster_import, *_OPEN)
        mapping = _without_names(mapping, found.agency)
        found.mapping = mapping.to_data()
        found.state = State.PLANNING
        found.rounds += 1
        found.progress = 0
        found.message = ""
        found.save(update_fields=["mapping", "state", "rounds", "progress", "message", "updated_at"])
        columns, values = answers.memory_of(shapes_of(found), mapping)
        memory, _new = ImportMemory.objects.select_for_update().get_or_create(agency=found.agency)
        memory.columns = {**memory.columns, **columns}
        memory.values = {
            **values,
            **{
                key: {**memory.values.get(key, {}), **values[key]}
                for key in ("courses", "status", "delivery", "sworn", "orders")
            },
        }
        memory.save()
        trail.record("training.import_matched", by=by, subject=found, agency=found.agency)
        post("training.import_plan", key=f"{found.pk}:{found.rounds}", import_id=found.pk)


def prepare(*, import_id: int) -> None:
    """Make the dry run: compare every row with what is stored. Writes nothing but the import's own row.

    Side effects: the import shows its figures, examples and problems and waits for a yes; the refused rows as a file.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state != State.PLANNING:
        return
    _plan(found, was=State.PLANNING)


def confirm(*, roster_import: RosterImport, digest: str, by: User) -> None:
    """Say yes to the dry run that was shown. Conflict when another one has been made since.

    Side effects: the import is being brought in; ``training.import_confirmed`` on the trail; the writing as an outbox
    message.
    """
    with transaction.atomic():
        found = _locked(roster_import, State.PREVIEWED)
        if not digest or found.digest != digest:
            raise Conflict(
                _("The comparison was made again since you opened this page. Look at it once more.")
            )
        found.state = State.CONFIRMED
        found.progress = 0
        found.save(update_fields=["state", "progress", "updated_at"])
        trail.record("training.import_confirmed", by=by, subject=found, agency=found.agency)
        post("training.import_apply", key=f"{found.pk}:{found.rounds}", import_id=found.pk, by_id=by.pk)


def apply(*, import_id: int, by_id: int | None) -> None:
    """Bring in a confirmed import, all of it or nothing; if the roster has changed since the dry run, show a new one.

    Side effects: officers, classes and records; the import's row; ``training.import_applied`` on the trail.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state != State.CONFIRMED:
        return
    by = User.objects.filter(pk=by_id).first()
    with ExitStack() as stack, staging.tables():
        try:
            staged = _stage(found, stack)
        except Unreadable as refused:
            _refuse(found, refused)
            return
        try:
            with transaction.atomic():
                locked = _locked(found, State.CONFIRMED)
                Agency.objects.select_for_update(of=("self",)).get(pk=found.agency_id)
                if _digest_now(locked, staged) == locked.digest:
                    _write(locked, staged, by=by)
                    return
        except IntegrityError:
            # Somebody stored the same rows between the comparison and the writing: compare again.
            pass
    _plan(
        found,
        was=State.CONFIRMED,
        message=_("The roster has changed since you saw the comparison. Look at it once more."),
    )


def discard(*, roster_import: RosterImport, by: User) -> None:
    """Give an import up before it is brought in. Side effects: its row and files; on the trail."""
    with transaction.atomic():
        found = _locked(roster_import, *_OPEN, State.REFUSED)
        found.state = State.DISCARDED
        _forget_content(found)
        found.save()
        trail.record("training.import_discarded", by=by, subject=found, agency=found.agency)


def undo(*, roster_import: RosterImport, by: User) -> None:
    """Take a whole import back: what it added goes, what it changed is as it was. Refused once something builds on it.

    Side effects: officers, classes and records; the import's row; ``training.import_undone`` on the trail.
    """
    with transaction.atomic():
        found = _locked(roster_import, State.APPLIED)
        if writing.is_built_upon(found):
            raise Refused(
                _(
                    "Something that this import brought in was changed, used or locked since, so it can't be taken back whole."
                )
            )
        now = timezone.now()
        writing.take_back(found, at=now)
        found.state = State.UNDONE
        found.undone_at = now
        _forget_content(found)
        found.save()
        trail.record("training.import_undone", by=by, subject=found, agency=found.agency)


def bring_in(
    *,
    agency: Agency,
    files: dict[str, bytes],
    by: User | None,
    order: Order | None = None,
    hours_of_course: bool = False,
    whole: bool = False,
    today: date | None = None,
) -> RosterImport:
    """Bring in one or two files at once, without a person: for commands and demonstrations.

    Columns are matched by their headings, courses by their whole title or code; the caller speaks for the person who
    would say yes. Rows that can't be taken are left out and listed in ``problems`` of the import that is returned (its
    ``summary`` has the figures); with ``whole``, one such row refuses all. Importing the same file twice changes nothing.

    Raises `Unreadable` or `Unanswered` (both `Refused`): day and month can't be told apart and no ``order`` was given, or
    no column is an officer's ID. Side effects: officers, classes and records; an import in the agency's history;
    ``training.import_applied`` on the trail.
    """
    today = today or timezone.localdate()
    catalogue = queries.choices(agency)
    with ExitStack() as stack:
        opened = [_temporary(content, stack) for content in files.values()]
        shapes = list(pipeline.shapes_of(opened))
        mapping = guess.guess(shapes, catalogue, pseudonymous=agency.pseudonymous)
        if not mapping.tables:
            raise Unanswered(_("No column is an officer's ID. Name one “Officer ID”."))
        asked = answers.questions(_by_place(shapes), mapping, catalogue, {})
        if asked.orders and order is None:
            raise Unanswered(
                _(
                    "Whether day or month comes first can't be told from the dates. Say which, or write 2024-02-29."
                )
            )
        mapping = replace(answers.answered(mapping, asked, order=order), hours_of_course=hours_of_course)
        stack.enter_context(staging.tables())
        staged = pipeline.stage(opened, mapping, agency=agency, catalogue=catalogue, today=today)
        if whole and staged.refused:
            first = next(plan.problems(1))
            raise Refused(
                _("%(count)s rows can't be taken; the first is line %(line)s: %(reason)s")
                % {"count": staged.refused, "line": first.line, "reason": first.reason}
            )
        with transaction.atomic():
            found = RosterImport.objects.create(
                agency=agency, state=State.CONFIRMED, uploaded_by=by, mapping=mapping.to_data()
            )
            ImportFile.objects.bulk_create(
                ImportFile(roster_import=found, position=position, name=name)
                for position, name in enumerate(files)
            )
            found.problems = _problems(mapping)
            _write(found, staged, by=by)
    return found


def shapes_of(roster_import: RosterImport) -> answers.Shapes:
    """The tables that were found, by file and index."""
    return {(table["file"], table["index"]): table for table in roster_import.shape.get("tables", ())}


def _by_place(shapes: Iterable[tuple[int, int, dict[str, Any]]]) -> answers.Shapes:
    return {(file, index): shape for file, index, shape in shapes}


def _plan(found: RosterImport, *, was: str, message: str = "") -> None:
    with ExitStack() as stack, staging.tables():
        try:
            staged = _stage(found, stack)
        except Unreadable as refused:
            _refuse(found, refused)
            return
        staged.digest = plan.digest(found.agency, staged)
        mapping = Mapping.from_data(found.mapping)
        refused = _refused_file(found, mapping, stack) if staged.refused else None
        with transaction.atomic():
            locked = _locked(found, was)
            locked.state = State.PREVIEWED
            locked.summary = {**staged.to_data(), "examples": plan.examples(found.agency)}
            locked.problems = _problems(mapping)
            locked.digest = staged.digest
            locked.refused_rows = refused
            locked.message = message
            locked.progress = 100
            locked.save()


def _stage(found: RosterImport, stack: ExitStack) -> Plan:
    mapping = Mapping.from_data(found.mapping)
    return pipeline.stage(
        _opened(found, stack),
        mapping,
        agency=found.agency,
        catalogue=queries.choices(found.agency),
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


def _write(found: RosterImport, staged: Plan, *, by: User | None) -> None:
    now = timezone.now()
    found.before = writing.write(found.agency, staged, roster_import=found, at=now)
    found.state = State.APPLIED
    found.applied_at = now
    found.progress = 100
    found.summary = {**staged.to_data(), "examples": found.summary.get("examples", {})}
    found.save()
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


def _problems(mapping: Mapping) -> list[dict[str, Any]]:
    """The first problems, as JSON: table, line, the column's letter, and the reason."""
    found = []
    for problem in plan.problems(PROBLEMS_KEPT):
        table = mapping.tables[problem.table]
        found.append(
            {
                "table": problem.table,
                "line": problem.line,
                "column": "" if problem.column is None else letter_of(table.first_column + problem.column),
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
        locked = RosterImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
        locked.state = State.REFUSED
        locked.message = str(reason.message)[:600]
        _forget_content(locked)
        locked.save()


def _forget_content(found: RosterImport) -> None:
    """Let go of the files, which may name people; ``manage.py sweep_files`` removes what nobody points to."""
    found.files.update(file=None)
    found.refused_rows = None
    found.before = {}
    found.shape = {}
    found.summary.pop("examples", None)


def _locked(found: RosterImport, *states: str) -> RosterImport:
    """The import's row, locked; Conflict when it has moved on."""
    locked = RosterImport.objects.select_related("agency").select_for_update(of=("self",)).get(pk=found.pk)
    if locked.state not in states:
        raise Conflict(_("This import has moved on since you opened the page."))
    return locked


def _opened(found: RosterImport, stack: ExitStack) -> list[IO[bytes]]:
    opened = []
    for entry in found.files.select_related("file"):
        if entry.file is None:
            raise Unreadable(_("The file is no longer here. Send it again."))
        opened.append(stack.enter_context(store.open_file(entry.file)))
    return opened


def _temporary(content: bytes, stack: ExitStack) -> IO[bytes]:
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    file.write(content)
    file.flush()
    return file


def _without_names(mapping: Mapping, agency: Agency) -> Mapping:
    """Where the roster is pseudonymous no name is read, whatever was chosen."""
    if not agency.pseudonymous:
        return mapping
    tables = tuple(
        replace(table, columns={at: key for at, key in table.columns.items() if key not in NAME_TARGETS})
        for table in mapping.tables
    )
    return replace(mapping, tables=tables)


def _forget_names(shapes: list[tuple[int, int, dict[str, Any]]]) -> None:
    """Drop what a column that seems to hold names was seen to hold."""
    for _file, _index, shape in shapes:
        for index in guess.columns_with_names(shape):
            shape["columns"][index].update(examples=[], values=None, heading="")
