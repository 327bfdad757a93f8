"""A worker whose papers are drawn from PAPERS_ROOT, where a test puts a pipe in the place of the seal.

Reading a pipe waits until someone writes into it: so a test knows that the worker is in the middle of drawing a
certificate, and it stays there for as long as the test wants.
"""

import os
from pathlib import Path

from rehearsal.worker_settings import *  # noqa: F403

BASE_DIR = Path(os.environ["PAPERS_ROOT"])
