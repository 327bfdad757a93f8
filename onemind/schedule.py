"""Beat's memory of what it started last, and when."""

import logging
from contextlib import suppress
from typing import Any

from celery.beat import PersistentScheduler

logger = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):
    """Celery's own, for which notes that can't be read are no reason to end: it begins new ones.

    Celery does the same for some kinds of damage. After a power cut a file can be damaged in any way, and beat would end each
    time that it is started, and with it everything that the outbox delivers. Without its notes, what has an hour of the day is
    started at that hour next.
    """

    def setup_schedule(self) -> None:
        try:
            super().setup_schedule()
        except Exception as error:
            logger.warning("Beat's notes can't be read (%s) and are begun again", type(error).__name__)
            self._drop()
            self._remove_db()
            super().setup_schedule()

    def _drop(self) -> None:
        """Close the notes without writing: what is still held of them would go over the new ones."""
        store: Any = getattr(self, "_store", None)
        self._store = None
        if store is not None:
            store.cache.clear()
            with suppress(Exception):
                store.close()
