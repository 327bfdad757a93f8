"""What happens in the background: reading, comparing and bringing in files."""

from outbox.registry import handles
from training.actions import import_jobs


@handles("training.import_read")
def import_read(import_id: int) -> None:
    """Look at uploaded files."""
    import_jobs.read(import_id=import_id)


@handles("training.import_plan")
def import_plan(import_id: int) -> None:
    """Make the dry run."""
    import_jobs.prepare(import_id=import_id)


@handles("training.import_apply")
def import_apply(import_id: int, by_id: int | None) -> None:
    """Bring in what was confirmed."""
    import_jobs.apply(import_id=import_id, by_id=by_id)
