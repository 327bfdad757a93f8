"""Purging uploaded lists of agencies: they name people."""

from datetime import datetime, timedelta

from django.db import transaction

from audit import trail
from audit.versions import save_next
from common.open_actions import OpenTo, open_to
from register_import.actions.steps import locked
from register_import.models import RegisterImport

# Until then staff can look up what the list said, and which rows stayed out.
KEPT = timedelta(days=90)


@open_to(OpenTo.SYSTEM)
def purge_files(*, now: datetime) -> int:
    """Delete what imports hold of their files KEPT after they were last touched; return how many.

    The agencies that came in stay, and an import can still be undone. One that was never finished is discarded. In order,
    for each: writes the import, records it. The bytes go with the sweep of files.
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
