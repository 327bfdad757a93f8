"""The long steps of an import, in the background: reading, comparing, importing. Each may run twice."""

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
from agencies.actions.agency import lock_agency
from agencies.permissions import Capability, may
from agencies.time_zones import today_of
from audit import trail
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from files import sandbox, store
from files.models import StoredFile
from roster_import import facts, queries
from roster_import.actions.transitions import CSV_TYPE, moved
from roster_import.facts import Reading, Source
from roster_import.reading import guess
from roster_import.reading.problems import Unreadable
from roster_import.reading.remembered import memory_with
from roster_import.storing import plan, reconcile, refused_rows, staging, writing
from training.actions.retention import purge_content
from training.lifecycles import IMPORT, IN_PROGRESS, ImportTransition
from training.models import ImportMemory, RosterImport
from training.queries import choices

State = RosterImport.State
PROBLEMS_KEPT = 100
_CHANGED = "The roster has changed since you saw the comparison. Look at it again."


@open_to(OpenTo.SYSTEM)
def read(*, import_id: int) -> None:
    """Read the files of an upload. Harmless when done already.

    Side effects: the import shows its open questions, or the comparison where nothing is open, or why it is refused.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state == State.UPLOADED:
        _prepare(found, was=State.UPLOADED)


@open_to(OpenTo.SYSTEM)
def prepare(*, import_id: int) -> None:
    """Read the files again with the answers given so far. Writes nothing but the import's own row.

    Side effects: as of `read`; where nothing is open, the rows that can't be taken as a file.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state == State.PLANNING:
        _prepare(found, was=State.PLANNING)


def apply(*, import_id: int, by_id: int | None) -> None:
    """Import what was confirmed, all of it or nothing; if the roster has changed since the comparison, show a new one.

    The person who confirmed it, by the number kept then, must still be allowed to change records; else it is refused.
    Side effects: officers, classes and records; what was answered is remembered; the import's row;
    ``training.import_applied`` on the trail.
    """
    found = RosterImport.objects.select_related("agency").get(pk=import_id)
    if found.state != State.CONFIRMED:
        return
    by = User.objects.filter(pk=by_id).first() if by_id is not None else None
    if not may(by, Capability.TRAINING_EDIT, found.agency):
        words = _("The person who confirmed this import may not change the agency's records any more.")
        _refuse(found, Refused(words))
        return
    with ExitStack() as stack, staging.tables():
        try:
            source = _source(found, stack)
            if reconcile.has_renames(source.answers):
                done = _apply_with_renames(found, source, by=by)
            else:
                done = _apply(
                    found,
                    source,
                    facts.read(source, agency=found.agency, today=today_of(found.agency)),
                    by=by,
                )
        except Unreadable as refused:
            _refuse(found, refused)
            return
        except IntegrityError:
            # Another request stored the same rows between the comparison and the writing: compare again.
            done = False
    if not done:
        _prepare(found, was=State.CONFIRMED, message=_(_CHANGED))


@open_to(OpenTo.SYSTEM)
def give_up(*, import_id: int) -> None:
    """Refuse an import that can't be finished, whatever the reason; nothing when it doesn't wait for a worker any more.

    Side effects: as of a file that can't be read. Nothing was written: each step writes all or nothing.
    """
    found = RosterImport.objects.get(pk=import_id)
    if found.state in IN_PROGRESS:
        words = _(
            "Something went wrong on our side, also when we tried again. Save the file as CSV UTF-8 and"
            " send it again. If this message returns, write to us."
        )
        _refuse(found, Refused(words))


def _apply(found: RosterImport, source: Source, reading: Reading, *, by: User | None) -> bool:
    with transaction.atomic():
        row = moved(found, ImportTransition.APPLY)
        lock_agency(found.agency_id)
        if reading.questions or _digest_now(row, reading) != row.digest:
            return False
        write(row, reading, by=by)
        remember(row, source)
    return True


def _apply_with_renames(found: RosterImport, source: Source, *, by: User | None) -> bool:
    """Where an ID goes to another person, the rows are compared after that, in the transaction that writes them."""
    with transaction.atomic():
        row = moved(found, ImportTransition.APPLY)
        lock_agency(found.agency_id)
        reading = facts.read(source, agency=found.agency, today=today_of(found.agency))
        if reading.questions or plan.digest(found.agency, reading.plan) != row.digest:
            transaction.set_rollback(True)
            return False
        write(row, reading, by=by)
        remember(row, source)
    return True


def _prepare(found: RosterImport, *, was: str, message: str = "") -> None:
    with ExitStack() as stack, staging.tables():
        try:
            source = _source(found, stack)
            with transaction.atomic() if reconcile.has_renames(source.answers) else ExitStack():
                transition, changes = _changes(found, source, stack)
                if reconcile.has_renames(source.answers):
                    transaction.set_rollback(True)
        except Unreadable as refused:
            _refuse(found, refused)
            return
    with transaction.atomic():
        row = moved(found, transition, was=was)
        for name, value in changes.items():
            setattr(row, name, value)
        row.message = message
        row.progress = 100
        row.save()


def _changes(
    found: RosterImport, source: Source, stack: ExitStack
) -> tuple[ImportTransition, dict[str, Any]]:
    """What the reading makes of the import, and what it changes in its row."""
    agency = found.agency
    today = today_of(agency)
    reading = facts.read(source, agency=agency, today=today, progress=_progress_of(found, source))
    if agency.pseudonymous:
        _forget_names(source)
    if not source.columns.mapping.tables:
        raise Unreadable(
            _("No column has officer IDs or names. Name one “Officer ID”, and send the file again.")
        )
    cells = facts.refused_cells(reading, source, PROBLEMS_KEPT)
    shape = {
        "tables": [{"file": file, "index": index, **shape} for file, index, shape in source.shapes],
        "columns": [asdict(column) for column in reading.columns],
        "questions": [question.to_data() for question in reading.questions],
        "unused": reading.unused,
        "titles": reading.left_out,
    }
    changes: dict[str, Any] = {"shape": shape, "mapping": reading.mapping.to_data(), "problems": cells}
    if reading.questions:
        return ImportTransition.ASK, {**changes, "digest": ""}
    staged = reading.plan
    staged.digest = plan.digest(agency, staged)
    before = facts.figures_of(agency, today)
    after = facts.figures_after(reading, agency=agency, roster_import=found, today=today)
    summary = {
        **staged.to_data(),
        "before": before,
        "after": after,
        "needed": facts.needed(agency, after["sworn"], today),
        "needed_before": facts.needed(agency, before["sworn"], today),
        "missing": reading.missing,
        "refusals": facts.refused_counts(reading),
        "examples": plan.examples(agency),
        "reasons": plan.reasons() if staged.refused else [],
    }
    return ImportTransition.SHOW, {
        **changes,
        "summary": summary,
        "digest": staged.digest,
        "refused_rows": _refused_file(source, reading, stack, agency.pseudonymous)
        if staged.refused
        else None,
    }


def _source(found: RosterImport, stack: ExitStack) -> Source:
    return facts.look_at(
        _opened(found, stack),
        [entry.name for entry in found.files.all()],
        agency=found.agency,
        catalogue=choices(found.agency),
        answers=found.mapping.get("answers", {}),
        memory=queries.memory(found.agency).values,
    )


def _progress_of(found: RosterImport, source: Source) -> Callable[[int], None]:
    """Note how far the reading is, in tenths: a page that asks sees it move, and few statements are spent on it."""
    total = sum(shape["rows"] for _file, _index, shape in source.shapes) or 1
    noted = 0

    def progress(rows: int) -> None:
        nonlocal noted
        percent = min(90, rows * 90 // total)
        if percent >= noted + 10:
            noted = percent
            RosterImport.objects.filter(pk=found.pk).update(progress=percent)

    return progress


def _digest_now(found: RosterImport, reading: Reading) -> str:
    """The comparison again, under the lock, on what is stored now."""
    plan.compare(found.agency, reading.plan)
    plan.count_problems(reading.plan)
    return plan.digest(found.agency, reading.plan)


@open_to(OpenTo.PART)
def write(found: RosterImport, reading: Reading, *, by: User | None) -> None:
    """Write what was staged, in the caller's transaction; ``found``, which is applied, is saved once."""
    now = timezone.now()
    staged = reading.plan
    found.before = writing.before(found.agency, staged)
    if reading.withdrawn:
        found.before["withdrawn"] = writing.kept(reading.withdrawn)
    if reading.renamed:
        found.before["renamed"] = reading.renamed
    found.applied_at = now
    found.progress = 100
    found.mapping = reading.mapping.to_data()
    found.summary = {**found.summary, **staged.to_data()}
    found.save()
    if found.agency.pseudonymous:
        # The files may name people, and aren't needed any more; what they held can be undone without them.
        found.files.update(file=None)
    facts.write(reading, agency=found.agency, roster_import=found)
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
def remember(found: RosterImport, source: Source) -> None:
    """Keep what was answered for the agency's next file: only now, because only now it is confirmed."""
    memory = queries.memory(found.agency)
    values = memory_with(memory.values, source.shapes, source.answers, source.columns.mapping.tables)
    if values != memory.values:
        ImportMemory.objects.update_or_create(agency=found.agency, defaults={"values": values})


def _refused_file(source: Source, reading: Reading, stack: ExitStack, mapped_only: bool) -> StoredFile:
    """The refused rows as they came, with line and reason behind, as a file to correct and import again."""
    content = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    text = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
    refused_rows.write(text, source.files, reading.mapping, mapped_only=mapped_only)
    text.flush()
    content.seek(0)
    return store.keep(sandbox.chunks(content), media_type=CSV_TYPE)


def _refuse(found: RosterImport, reason: Refused) -> None:
    with transaction.atomic():
        row = RosterImport.objects.select_for_update(of=("self",)).select_related("agency").get(pk=found.pk)
        if ImportTransition.REFUSE not in IMPORT.open_from(row.state):
            # It was discarded meanwhile.
            return
        row.state = IMPORT.after(State(row.state), ImportTransition.REFUSE)
        row.message = str(reason.message)[:600]
        purge_content(row)
        row.save()
        trail.record("training.import_refused", by=None, subject=row, agency=row.agency)


def _opened(found: RosterImport, stack: ExitStack) -> list[IO[bytes]]:
    opened: list[IO[bytes]] = []
    for entry in found.files.select_related("file"):
        if entry.file is None:
            raise Unreadable(_("The file is no longer here. Send it again."))
        opened.append(stack.enter_context(store.open_file(entry.file)))
    return opened


def _forget_names(source: Source) -> None:
    """Drop what a column that seems to hold names was seen to hold."""
    for _file, _index, shape in source.shapes:
        for index in guess.columns_with_names(shape):
            shape["columns"][index].update(examples=[], values=None, heading="", doubtful=[])
