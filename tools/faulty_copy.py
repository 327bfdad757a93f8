"""A copy of the code, in which ``tools.mutate`` tries its faults, so that the checkout isn't touched."""

import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.faults import ROOT, Fault

# What the set-up made and git doesn't know.
MADE = (".venv", "node_modules", "static/vendor", "var/test-databases")
# Tests outside an app's own folder that hold what the app promises to others.
ACTIONS = "tests/actions"
EVERYWHERE: dict[str, tuple[str, ...]] = {
    "compliance": ("tests/training/test_figures.py",),
    "audit": (ACTIONS,),
    "outbox": (ACTIONS,),
    "common": ("tests/security/test_one_time_links.py", "tests/agencies/test_invitation.py"),
}
# A fault may make a test wait for ever. A test process that takes so long has noticed.
FAILS = "fails without a fault: "
LONGEST_SECONDS = 300
PYTEST = [
    sys.executable,
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "-m",
    "not browser",
]


def try_all(faults: list[Fault]) -> Iterator[tuple[Fault, str]]:
    """Try faults, those of one app together, and say of each whether it was ``noticed``."""
    rooms: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        rooms.setdefault(tests_of(fault.path), []).append(fault)
    for tests, those in rooms.items():
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            copy = Copy(Path(folder))
            for fault, said in copy.run(those, tests):
                if said == "outside":
                    said = "noticed" if copy.notices(fault, tests) else "unnoticed"
                yield fault, said


def tests_of(path: Path) -> tuple[str, ...]:
    """The folders with the tests of a file's app, and of others who rely on it."""
    rooms = [f"tests/{part}" for part in path.parts[:-1] if (ROOT / "tests" / part / "__init__.py").is_file()]
    others = [*EVERYWHERE.get(path.parts[0], ()), *([ACTIONS] if "actions" in str(path) else [])]
    return tuple(dict.fromkeys([*(rooms[-1:]), *(one for one in others if (ROOT / one).exists())]))


class Copy:
    """What git knows, copied, with a repository of its own (tests ask git for the files), and what the set-up made, linked."""

    def __init__(self, folder: Path) -> None:
        """Copy and link."""
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        for command in (["init", "-q"], ["add", "-A"]):
            subprocess.run(["git", *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for name in MADE:
            if (ROOT / name).exists() and not (folder / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).symlink_to((ROOT / name).resolve())

    def run(self, faults: list[Fault], tests: tuple[str, ...]) -> Iterator[tuple[Fault, str]]:
        """Try faults one after another in a process that has the code loaded, and say what became of each."""
        given, found = self.folder / "var/faults", self.folder / "var/found"
        given.parent.mkdir(exist_ok=True)
        given.write_bytes(pickle.dumps(faults))
        found.touch()
        names = {"FAULTS": str(given), "FAULTS_FOUND": str(found)}
        with (self.folder / "var/tests.log").open("w") as log:
            process = subprocess.Popen(
                [*PYTEST, "-s", "-p", "tools.faulty_runs", *tests],
                cwd=self.folder, env={**self._environment(), **names},
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
            with found.open() as lines:
                told = 0
                while told < len(faults):
                    ended = process.poll() is not None
                    for line in lines:
                        number, said, _tests = json.loads(line)
                        told += 1
                        yield faults[number], said
                    if ended:
                        break
                    time.sleep(0.5)
            process.wait()
        said = (self.folder / "var/tests.log").read_text(errors="replace")
        for line in said.splitlines():
            if line.startswith(FAILS):
                print(line, file=sys.stderr)
        if told < len(faults):
            raise RuntimeError(f"{said[-2000:]}\nthe tests {tests} ended before all faults were tried")

    def notices(self, fault: Fault, tests: tuple[str, ...]) -> bool:
        """Whether a test fails with this fault in the file: the code is loaded again, which takes its time."""
        file = self.folder / fault.path
        source = file.read_text(encoding="utf-8")
        file.write_text(fault.put_into(source), encoding="utf-8")
        try:
            ended = subprocess.run(
                [*PYTEST, "-x", *tests], cwd=self.folder, env=self._environment(), timeout=LONGEST_SECONDS, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return True
        finally:
            file.write_text(source, encoding="utf-8")
        return ended.returncode != 0

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "ONEMIND_VAR": str(self.folder / "var/run")}
