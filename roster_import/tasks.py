"""What happens in the background: reading, comparing and importing files."""

from outbox.registry import gives_up, handles
from roster_import.actions import jobs


@handles("training.import_read")
def import_read(import_id: int) -> None:
    """Look at uploaded files."""
    jobs.read(import_id=import_id)


@handles("training.import_plan")
def import_plan(import_id: int) -> None:
    """Make the dry run."""
    jobs.prepare(import_id=import_id)


@handles("training.import_apply")
def import_apply(import_id: int, by_id: int | None) -> None:
    """Import what was confirmed."""
    jobs.apply(import_id=import_id, by_id=by_id)


@gives_up("training.import_read", "training.import_plan", "training.import_apply")
def import_given_up(import_id: int, by_id: int | None = None) -> None:
    """Say on the import that it can't be finished."""
    jobs.give_up(import_id=import_id)
