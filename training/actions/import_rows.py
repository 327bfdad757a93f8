"""The row of an import: locking it, and letting go of what its files said."""

from django.utils.translation import gettext as _

from common.problems import Conflict
from training.models import RosterImport
from training.roster_import.answers import Shapes

CSV_TYPE = "text/csv"


def locked(found: RosterImport, *states: str) -> RosterImport:
    """The import's row, locked in the caller's transaction; Conflict when it isn't in one of ``states`` any more."""
    row = RosterImport.objects.select_related("agency").select_for_update(of=("self",)).get(pk=found.pk)
    if row.state not in states:
        raise Conflict(_("This import has moved on since you opened the page."))
    return row


def forget_content(row: RosterImport) -> None:
    """Let go of the files, which may name people, and of what was seen in them. The row is the caller's to save.

    ``manage.py sweep_files`` removes the bytes that nobody points to any more.
    """
    row.files.update(file=None)
    row.refused_rows = None
    row.before = {}
    row.shape = {}
    row.problems = []
    row.summary.pop("examples", None)


def shapes_of(row: RosterImport) -> Shapes:
    """The tables that were found, by file and index."""
    return {(table["file"], table["index"]): table for table in row.shape.get("tables", ())}
