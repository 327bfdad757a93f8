"""Importing rosters and records: each transition of an import is one action; the long ones run in the background."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from files import store
from outbox.post import post
from roster_import import queries
from roster_import.reading.questions import Answers
from roster_import.storing import writing
from training.actions.retention import empty, purge_content
from training.lifecycles import IMPORT, ImportTransition
from training.models import ImportFile, RosterImport

CSV_TYPE = "text/csv"


@open_to(OpenTo.PART)
def moved(found: RosterImport, transition: ImportTransition, *, was: str = "") -> RosterImport:
    """The import's row, locked in the caller's transaction, in the state after ``transition``, unsaved.

    Conflict when the transition isn't open any more, or the row isn't in the state ``was``.
    """
    row = RosterImport.objects.select_related("agency").select_for_update(of=("self",)).get(pk=found.pk)
    if was and row.state != was:
        raise _closed(row.state)
    IMPORT.move(row, transition, closed=_closed)
    return row


def upload(*, agency: Agency, by: User, files: Iterable[tuple[str, Iterable[bytes]]]) -> RosterImport:
    """Take in one or two files, given as their names and contents, to be read in the background.

    Refused when there is no room for them. Side effects: the files; the import; ``training.import_uploaded`` on the
    trail; the reading as an outbox message.
    """
    require(by, Capability.TRAINING_EDIT, agency)
    try:
        kept = [(name, store.keep(chunks, media_type=CSV_TYPE)) for name, chunks in files]
    except OSError:
        raise Refused(
            _("The file can't be stored at the moment. Please try again in a few minutes.")
        ) from None
    with transaction.atomic():
        found = RosterImport.objects.create(agency=agency, uploaded_by=by)
        ImportFile.objects.bulk_create(
            ImportFile(roster_import=found, position=position, file=stored, name=name)
            for position, (name, stored) in enumerate(kept)
        )
        trail.record(
            "training.import_uploaded", by=by, subject=found, agency=agency, details={"files": len(kept)}
        )
        post("training.import_read", key=f"{found.pk}", import_id=found.pk)
    return found


def answer(*, roster_import: RosterImport, answers: Answers, by: User) -> None:
    """Take a person's answers and have the files read again with them.

    Side effects: the import is being compared; ``training.import_matched`` on the trail; the reading as an outbox message.
    """
    with transaction.atomic():
        found = moved(roster_import, ImportTransition.ANSWER)
        require(by, Capability.TRAINING_EDIT, found.agency)
        found.mapping = {**found.mapping, "answers": {**found.mapping.get("answers", {}), **answers}}
        found.rounds += 1
        found.progress = 0
        found.message = ""
        found.save(update_fields=["mapping", "state", "rounds", "progress", "message", "updated_at"])
        trail.record(
            "training.import_matched",
            by=by,
            subject=found,
            agency=found.agency,
            details={"answers": len(answers)},
        )
        post("training.import_plan", key=f"{found.pk}:{found.rounds}", import_id=found.pk)


def confirm(*, roster_import: RosterImport, digest: str, by: User) -> None:
    """Say yes to the dry run that was shown. Conflict when another one has been made since.

    Side effects: the import is being applied; ``training.import_confirmed`` on the trail; the writing as an outbox
    message.
    """
    with transaction.atomic():
        found = moved(roster_import, ImportTransition.CONFIRM)
        require(by, Capability.TRAINING_EDIT, found.agency)
        if not digest or found.digest != digest:
            raise Conflict(_("The comparison was made again since you opened this page. Check it again."))
        found.rounds += 1
        found.progress = 0
        found.save(update_fields=["state", "rounds", "progress", "updated_at"])
        trail.record("training.import_confirmed", by=by, subject=found, agency=found.agency)
        post("training.import_apply", key=f"{found.pk}:{found.rounds}", import_id=found.pk, by_id=by.pk)


def discard(*, roster_import: RosterImport, by: User) -> None:
    """Give an import up before it is applied. Side effects: its row and files; on the trail."""
    with transaction.atomic():
        found = moved(roster_import, ImportTransition.DISCARD)
        require(by, Capability.TRAINING_EDIT, found.agency)
        purge_content(found)
        found.save()
        trail.record("training.import_discarded", by=by, subject=found, agency=found.agency)


def undo(*, roster_import: RosterImport, by: User) -> None:
    """Undo a whole import: what it added goes, what it changed is as it was. Refused once something builds on it.

    Side effects: officers, classes and records; the import's row; ``training.import_undone`` on the trail.
    """
    with transaction.atomic():
        found = moved(roster_import, ImportTransition.UNDO)
        require(by, Capability.TRAINING_EDIT, found.agency)
        if later := queries.later_import(found):
            raise Refused(
                _("“%(name)s” was imported after this one. Undo that import first.") % {"name": later.name}
            )
        if writing.is_built_upon(found):
            raise Refused(
                _(
                    "Something that this import added was changed, used or locked since, so it can't be undone."
                )
            )
        now = timezone.now()
        writing.undo(found, at=now)
        found.undone_at = now
        purge_content(found)
        found.save()
        trail.record("training.import_undone", by=by, subject=found, agency=found.agency)


# How long the files of an import are kept once it is over; until then it can be undone.
KEPT_DAYS = 30
_OVER = (RosterImport.State.APPLIED, RosterImport.State.PREVIEWED, RosterImport.State.MAPPING)


@open_to(OpenTo.SYSTEM)
def purge_imports(*, now: datetime) -> int:
    """Delete the files and rows that imports remember, thirty days after they were last touched; returns how many.

    An import that no one confirmed is discarded. Side effects: the imports' rows; ``training.import_purged`` on
    the trail for each. The bytes go with the cleanup of files.
    """
    old = RosterImport.objects.filter(state__in=_OVER, updated_at__lt=now - timedelta(days=KEPT_DAYS))
    count = 0
    for number in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            row = RosterImport.objects.select_for_update(of=("self",)).select_related("agency").get(pk=number)
            if not row.files.filter(file__isnull=False).exists() and not row.before and not row.shape:
                continue
            empty(row)
            trail.record("training.import_purged", by=None, subject=row, agency=row.agency)
            count += 1
    return count


def _closed(_state: str) -> Conflict:
    return Conflict(_("This import has changed since you opened the page."))
