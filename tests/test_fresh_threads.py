"""What threads share is whole before any of them sees it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A font that threads read piece by piece showed in every even round.
ROUNDS = 8


def test_eight_threads_on_a_fresh_process_get_what_one_gets() -> None:
    """Fails, too, for a new cache that takes arguments and has none in ``tests/fresh_threads.py``."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fresh_threads", str(ROUNDS)],
        cwd=ROOT, env=kept, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.endswith("without arguments here: none\nAll rounds agree.\n")
