"""A process that applies a confirmed import and dies by ``kill -9``: ``python -m tests.roster_import.dying_import ID POINT``.

It dies just after it has sent the first statement that begins with POINT.
"""

import os
import signal
import sys
from typing import Any

import django


def main(import_id: int, point: str) -> None:
    """Import until the point."""
    from django.db import connection

    from roster_import.actions import jobs
    from training.models import RosterImport

    confirmed_by = RosterImport.objects.get(pk=import_id).uploaded_by_id

    def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith(point):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(die):
        jobs.apply(import_id=import_id, by_id=confirmed_by)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), sys.argv[2])
