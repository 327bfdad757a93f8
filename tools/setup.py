"""Gets a machine ready: ``python3 -m tools.setup run`` for the portal, ``… check`` for the linters and the fast tests,
``… test`` for all tests, ``… drills`` for the drills, ``… messages`` for translating.

Needs nothing but Python 3.11 and, where something is missing, apt. Each step looks first whether its work is done, so
a second run takes a moment and never calls apt. Imports no installed package: it runs before there are any.
"""

import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from tools import debian, programs
from tools.console import say, stop, succeeds, works

ROOT = programs.ROOT
ENVIRONMENT = ROOT / ".venv"
PYTHON = str(ENVIRONMENT / "bin" / "python")
LOCKS = ROOT / "tools" / "locks"
MINIMUM = (3, 11)

# Pango lays out the papers; without the last one WeasyPrint still works, but some five times slower.
PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def main() -> None:
    """Prepare what the argument names: ``run``, ``check``, ``test``, ``drills`` or ``messages``."""
    purpose = sys.argv[1] if len(sys.argv) == 2 else ""
    if purpose not in {"run", "check", "test", "drills", "messages"}:
        stop("Say what to prepare for: run, check, test, drills or messages.")
    if sys.version_info < MINIMUM:
        stop(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
            f"If another one is installed, name it: make {purpose} PYTHON=python3.12"
        )
    os.chdir(ROOT)
    make_environment()
    install_requirements("requirements.txt" if purpose == "run" else "requirements-dev.txt")
    install_pango()
    copy_assets()
    if purpose in {"test", "drills"}:
        install_test_programs()
    if purpose == "drills":
        install_rsync()
    if purpose == "messages":
        install_gettext()


def make_environment() -> None:
    """Make ``.venv`` with this Python, unless it is there and works."""
    if works([PYTHON, "-c", ""]):
        return
    say("Making the Python environment .venv")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    uv = shutil.which("uv")
    packages = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]
    if not _has_venv() and not uv and not debian.install(packages, reason="Python's own venv is missing"):
        _stop_for(
            packages, "This Python can't make an environment: Debian keeps its venv in a package of its own."
        )
    if _has_venv():
        made = succeeds([sys.executable, "-m", "venv", str(ENVIRONMENT)])
    else:
        made = succeeds([uv or "uv", "venv", "--seed", "--python", sys.executable, str(ENVIRONMENT)])
    if not made:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        stop("The environment .venv could not be made; the reason is above.")


def install_requirements(name: str) -> None:
    """Install what the lock file ``name`` holds, each downloaded file checked against its hash."""
    # The development lock holds everything that the other one does, at the same versions.
    if any(_done(lock, lock, "requirements.txt") for lock in {name, "requirements-dev.txt"}):
        return
    uv = find_uv()
    say(f"Installing the Python packages of {name}")
    flags = ["--quiet", "--require-hashes", "-r", name]
    if not (uv and succeeds([uv, "pip", "install", "--python", PYTHON, *flags])):
        say("… with pip, which takes longer")
        if not succeeds([PYTHON, "-m", "pip", "install", *flags]):
            stop(
                f"The packages of {name} could not be installed; the reason is above. Can a package index be reached?"
            )
    _mark_done(name, name, "requirements.txt")


def install_pango() -> None:
    """Install the libraries that render the papers, unless they load already."""
    missing = [package for library, package in PANGO.items() if not _loads(library)]
    if missing and not debian.install(missing, reason="letters and certificates are rendered with Pango"):
        _stop_for(missing, "Letters and certificates can't be rendered without Pango.")


def copy_assets() -> None:
    """Bring Bootstrap, the fonts, the maps and the places of ZIP codes into ``static/vendor/``, unless they are there."""
    sources = ["package-lock.json", "requirements.txt", "tools/assets.py", "tools/maps.py", "tools/zips.py"]
    wanted = [
        ROOT / "static/vendor/bootstrap/css/bootstrap.min.css",
        ROOT / "static/vendor/maps/regions.json",
        ROOT / "static/vendor/places/zips.txt",
        ROOT / "node_modules/axe-core/axe.min.js",
    ]
    if _done("assets", *sources) and all(path.exists() for path in wanted):
        return
    npm = programs.npm() or _install_npm()
    say("Fetching Bootstrap and the fonts with npm")
    # npm starts node by its name.
    path = f"{Path(npm[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if not succeeds(command, environment={**os.environ, "PATH": path}):
        stop("npm could not fetch the front-end packages; the reason is above. Can its registry be reached?")
    say("Copying them into static/vendor")
    if not succeeds([PYTHON, "-m", "tools.assets"]):
        stop("The front-end packages do not hold what is expected; the reason is above.")
    _mark_done("assets", *sources)


def install_test_programs() -> None:
    """Install Chromium, PostgreSQL, Redis and Poppler for the tests, where they are missing."""
    needed: list[tuple[Callable[[], object], str, str]] = [
        (programs.chromium, "chromium", ""),
        # Playwright's own Node is linked against it.
        (lambda: _loads("libatomic.so.1"), "libatomic1", ""),
        (programs.postgresql_bin, "postgresql", "postgres"),
        (programs.redis_server, "redis-server", "redis"),
        (programs.poppler, "poppler-utils", ""),
    ]
    missing = [(find, package, lock) for find, package, lock in needed if not find()]
    if missing:
        debian.install([package for _, package, _ in missing], reason="the tests drive the real ones")
    for find, _, lock in missing:
        if lock and not find():
            install_lock(lock)
    if lacking := [package for find, package, _ in missing if not find()]:
        _stop_for(lacking, f"The tests need {', '.join(lacking)}; `make test-fast` does without.")


def install_rsync() -> None:
    """Install the program that copies the files of a backup, unless it is there."""
    if not shutil.which("rsync") and not debian.install(["rsync"], reason="files are backed up with it"):
        _stop_for(["rsync"], "The drills need rsync.")


def install_gettext() -> None:
    """Install the program that collects and compiles the sentences to translate, unless it is there."""
    if not shutil.which("msgfmt") and not debian.install(
        ["gettext"], reason="translations are compiled with it"
    ):
        _stop_for(["gettext"], "Translating needs gettext.")


def find_uv() -> str | None:
    """The quick installer: the one on the PATH, or one that pip brings into the environment; None if neither."""
    own = ENVIRONMENT / "bin" / "uv"
    return shutil.which("uv") or (str(own) if own.exists() or install_lock("uv") else None)


def install_lock(name: str) -> bool:
    """Install a helper program into the environment from its own small lock in ``tools/locks``; whether that worked."""
    say(f"Installing the helper {name} into the environment")
    lock = str(LOCKS / f"{name}.txt")
    return succeeds([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])


def _install_npm() -> list[str]:
    """npm out of a wheel, or else Debian's, which is far larger."""
    if not install_lock("node"):
        debian.install(["nodejs", "npm"], reason="npm fetches the front-end packages")
    return programs.npm() or _stop_for(
        ["nodejs", "npm"], "npm is needed once, to fetch the front-end packages."
    )


def _stop_for(packages: list[str], why: str) -> NoReturn:
    stop(
        f"{why} Install what is missing with\n\n    {debian.by_hand(packages)}\n\n"
        "(or by your system's own means) and run the same command again."
    )


def _has_venv() -> bool:
    """Whether ``python -m venv`` can work; Debian splits ensurepip off."""
    return works([sys.executable, "-c", "import venv, ensurepip"])


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _done(step: str, *sources: str) -> bool:
    """Whether ``step`` has been done with these files as they are now."""
    stamp = ENVIRONMENT / f"done-{step}"
    return stamp.exists() and stamp.read_text() == _fingerprint(*sources)


def _mark_done(step: str, *sources: str) -> None:
    (ENVIRONMENT / f"done-{step}").write_text(_fingerprint(*sources))


def _fingerprint(*sources: str) -> str:
    return hashlib.sha256(b"\0".join((ROOT / source).read_bytes() for source in sources)).hexdigest()


if __name__ == "__main__":
    main()
