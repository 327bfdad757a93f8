"""How long stored files are kept that nothing points to."""

from datetime import datetime, timedelta

from common.retention import Rule, register
from files.cleanup import clean_up

# A form carries an upload for up to twelve hours from one try to the next.
KEPT = timedelta(days=1)


def remove_unused(_now: datetime) -> int:
    """Remove the bytes that nothing points to any more, a day after they were last sent: such as those of an old roster.

    Files are kept once under their hash: what another row points to stays.
    """
    return len(clean_up(older_than_seconds=KEPT.total_seconds(), remove=True).unused)


register(
    Rule(
        name="files.unused",
        what="stored files that nothing points to, such as those of an old import",
        kept=lambda: KEPT,
        delete=remove_unused,
    )
)
