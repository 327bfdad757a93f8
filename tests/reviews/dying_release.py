"""A process that releases a batch and dies by ``kill -9``: ``python -m tests.reviews.dying_release BATCH USER POINT``.

It dies just after it has sent the second statement that begins with POINT: in the midst of the batch.
"""

import os
import signal
import sys
from typing import Any

import django


def main(batch_id: int, user_id: int, point: str) -> None:
    """Release until the point."""
    from django.db import connection

    from accounts.models import User
    from reviews import actions
    from reviews.models import Batch

    seen = 0

    def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        result = execute(sql, params, many, context)
        seen += sql.startswith(point)
        if seen == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(die):
        actions.release_batch(batch=Batch.objects.get(pk=batch_id), by=User.objects.get(pk=user_id))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
