"""What gunicorn is told beyond its command line: its log of requests must not hold the keys in their addresses."""

import gc
import logging
from typing import Any

from common.redaction import KeysInPaths


def on_starting(server: Any) -> None:
    """Before the first worker is made, so that all have it."""
    logging.getLogger("gunicorn.access").addFilter(KeysInPaths())


def post_worker_init(worker: Any) -> None:
    """What a worker has loaded at its start stays for good: it isn't looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
