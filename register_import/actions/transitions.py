"""Before anything is imported: the file is sent, its questions are answered, or it is discarded. Purged when it is old."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import By, person
from audit import trail
from audit.versions import save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from files import store
from files.names import clean_name
from register_import import queries
from register_import.models import RegisterImport
from register_import.permissions import require

_LONGEST = 200


def upload(*, name: str, content: Iterable[bytes], by: By) -> RegisterImport:
    """Keep a file with agencies, and return its import, OPEN. Nothing is imported yet.

    NotAllowed unless ``by`` may import agencies; `Unreadable` when the file has no list of agencies. In order: stores the
    file, writes the import, records it.
    """
    require(by)
    file = store.keep(content, media_type="application/octet-stream")
    found = RegisterImport(file=file, name=clean_name(name)[:_LONGEST], created_by=person(by))
    # Before the transaction: reading a long list takes seconds, and a database ends a transaction that does nothing for long.
    found.figures = queries.figures(queries.outcome(found))
    with transaction.atomic():
        found.save(force_insert=True)
        trail.record("register_import.sent", by=person(by), subject=found)
        return found


def answer(*, register_import: RegisterImport, answers: Mapping[str, str], by: By) -> RegisterImport:
    """Answer questions about the file, an empty answer taking back an earlier one; returns the import as it now is.

    Conflict once it was imported or discarded. In order: writes the answers.
    """
    require(by)
    with transaction.atomic():
        found = locked(register_import)
        require_open(found)
        found.answers = {name: said for name, said in {**found.answers, **answers}.items() if said}
        found.figures = queries.figures(queries.outcome(found))
        save_next(found, "answers", "figures")
        return found


def discard(*, register_import: RegisterImport, by: By) -> None:
    """Give up a file that wasn't imported. Conflict once it was. In order: writes it, records it."""
    require(by)
    with transaction.atomic():
        found = locked(register_import)
        require_open(found)
        found.state = RegisterImport.State.DISCARDED
        save_next(found, "state")
        trail.record("register_import.discarded", by=person(by), subject=found)


@open_to(OpenTo.PART)
def locked(register_import: RegisterImport) -> RegisterImport:
    """The import as it now is, held until the end of the transaction."""
    return (
        RegisterImport.objects.select_for_update(of=("self",))
        .select_related("file")
        .get(pk=register_import.pk)
    )


@open_to(OpenTo.PART)
def require_open(register_import: RegisterImport) -> None:
    """Conflict unless the file waits to be imported."""
    if register_import.state != RegisterImport.State.OPEN:
        raise Conflict(_("This file was already imported or discarded."))


# Until then staff can look up what the list said, and which rows stayed out.
KEPT = timedelta(days=90)


@open_to(OpenTo.SYSTEM)
def purge_files(*, now: datetime) -> int:
    """Delete what imports hold of their files KEPT after they were last touched; return how many.

    The agencies that came in stay, and an import can still be undone. One that was never finished is discarded. In order,
    for each: writes the import, records it. The bytes go with the cleanup of files.
    """
    old = RegisterImport.objects.filter(file__isnull=False, updated_at__lt=now - KEPT)
    count = 0
    for each in list(old):
        with transaction.atomic():
            found = locked(each)
            if found.version != each.version:
                continue
            if found.state == RegisterImport.State.OPEN:
                found.state = RegisterImport.State.DISCARDED
            found.file = found.refused_rows = None
            found.answers = {}
            save_next(found, "state", "file", "refused_rows", "answers")
            trail.record("register_import.file_deleted", by=None, subject=found)
            count += 1
    return count
