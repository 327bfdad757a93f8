"""The row of an import: locking it."""

from django.utils.translation import gettext as _

from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from training.models import RosterImport

CSV_TYPE = "text/csv"


@open_to(OpenTo.PART)
def locked(found: RosterImport, *states: str) -> RosterImport:
    """The import's row, locked in the caller's transaction; Conflict when it isn't in one of ``states`` any more."""
    row = RosterImport.objects.select_related("agency").select_for_update(of=("self",)).get(pk=found.pk)
    if row.state not in states:
        raise Conflict(_("This import has moved on since you opened the page."))
    return row
