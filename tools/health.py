"""Whether a container does its work: ``python -m tools.health web|worker|beat`` leaves with exit status 0 or 1.

Called by the health checks of ``docker-compose.yml``, inside the container that it asks about.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

WEB = "http://127.0.0.1:8000/healthz"
# Beat writes its schedule down every three minutes.
BEAT_SILENCE_SECONDS = 600


def main() -> None:
    """Ask the part that the argument names."""
    checks: dict[str, Callable[[], bool]] = {"web": web_answers, "worker": worker_answers, "beat": beat_ticks}
    part = sys.argv[1] if len(sys.argv) == 2 else ""
    if part not in checks:
        raise SystemExit(f"Name one of: {', '.join(checks)}.")
    raise SystemExit(0 if checks[part]() else 1)


def web_answers(url: str = WEB) -> bool:
    """The web server answers, when asked under a name that it accepts."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    request = urllib.request.Request(url, headers={"Host": host})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=4) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def worker_answers(timeout_seconds: int = 10) -> bool:
    """This container's worker answers a ping that goes through the queue: only Redis carries one."""
    name = f"celery@{socket.gethostname()}"
    command = [
        "celery",
        "--app",
        "onemind",
        "inspect",
        "ping",
        "--destination",
        name,
        "--timeout",
        str(timeout_seconds),
    ]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def beat_ticks(now: float | None = None) -> bool:
    """Beat has written its schedule down lately."""
    # The file's ending depends on which database Python was built with.
    written = [path.stat().st_mtime for path in Path(os.environ["ONEMIND_VAR"]).glob("beat-schedule*")]
    return bool(written) and (time.time() if now is None else now) - max(written) < BEAT_SILENCE_SECONDS


if __name__ == "__main__":
    main()
