"""What gunicorn is told beyond its command line: which headers it believes, and what its log of requests leaves out."""

import gc
import logging
from typing import Any

from common.redaction import KeysInPaths

# No header of a request says where the portal lies: gunicorn would take SCRIPT_NAME and PATH_INFO from anyone on this
# machine, and every link of the pages that are kept for the next visitor would lead where the header said.
forwarder_headers = ""
# A line says which page was asked for, not what for: neither the query nor the page before (its Referer).
access_log_format = '%(h)s %(l)s %(u)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s "%(a)s"'


def on_starting(server: Any) -> None:
    """Before the first worker is made, so that all have it."""
    logging.getLogger("gunicorn.access").addFilter(KeysInPaths())


def post_worker_init(worker: Any) -> None:
    """What a worker has loaded at its start stays for good: it isn't looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
