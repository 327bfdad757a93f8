"""Delete uploaded rosters after a while: they name people."""

from datetime import datetime, timedelta

from django.db import transaction

from audit import trail
from common.open_actions import OpenTo, open_to
from training.actions.retention import empty
from training.models import RosterImport

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
