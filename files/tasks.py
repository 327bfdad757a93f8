"""What beat has the files app do."""

from celery import shared_task

from files.sweep import sweep

# A form carries an upload for up to twelve hours from one try to the next.
OLDER_THAN_SECONDS = 24 * 60 * 60


@shared_task(ignore_result=True)
def remove_unused() -> None:
    """Remove the bytes that nothing points to any more, a day after they were last sent: such as a roster's that was let go.

    Files are kept once under their hash: what another row points to stays. Any time, and twice, is right.
    """
    sweep(older_than_seconds=OLDER_THAN_SECONDS, remove=True)
