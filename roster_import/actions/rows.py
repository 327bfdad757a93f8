"""The row of an import: locking it and moving it on."""

from django.utils.translation import gettext as _

from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from training.lifecycles import IMPORT, ImportTransition
from training.models import RosterImport

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


def _closed(_state: str) -> Conflict:
    return Conflict(_("This import has changed since you opened the page."))
