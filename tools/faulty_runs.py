"""A pytest plugin that runs tests once, then again over faults in the running code: ``tools.mutate`` starts it.

A process that starts for each fault spends its time on starting. Here the code stays loaded: a first run, without a fault,
notes which tests come past each fault's lines; then a child process for each fault has the fault in its functions, and runs
those tests, the quickest first, until one fails. The database is a file, which is put back after each child.

``FAULTS`` names a file with the faults (pickled), ``FAULTS_FOUND`` one that gets a line of JSON for each: its number and
``noticed``, ``unnoticed``, ``unreached`` (no test comes past it) or ``outside`` (it stands in no function's body).
"""

import ast
import functools
import gc
import json
import os
import pickle
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from django.db import connection, connections

from tools.faults import ROOT, Fault
from tools.faulty_copy import FAILS

# A fault may make a test wait for ever: so many times its usual seconds, and a few more, are a failure.
PATIENCE = 10
LEAST_SECONDS = 20
# The numbers of the faults that the code has come past, in the first run.
SEEN: set[int] = set()
# What a code object has beside its instructions that makes it another function.
SAME = ("co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars")


class _Nothing:
    """What comes after each test: nothing, so that only what belongs to the whole run stays set up."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[Any]:
        return [self.session]


def noting(path: Path, faults: dict[int, Fault]) -> ast.Module:
    """A file's code that notes, before the statement that a fault stands in, that it comes past it."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    before: dict[ast.stmt, list[int]] = defaultdict(list)
    for number, fault in faults.items():
        around = [
            one for one in statements if one.lineno <= fault.line and (one.end_lineno or 0) >= fault.lines[-1]
        ]
        # Later ones are further in.
        before[min(reversed(around), key=lambda one: (one.end_lineno or 0) - one.lineno)].append(number)
    for node in list(ast.walk(tree)):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, [each for one in block for each in (*map(_note, before[one]), one)])
    return ast.fix_missing_locations(tree)


def _note(number: int) -> ast.stmt:
    return ast.parse(f"__import__({__name__!r}, fromlist=['SEEN']).SEEN.add({number})").body[0]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the tests once, then those that pass over each fault."""
    faults: list[Fault] = pickle.loads(Path(os.environ["FAULTS"]).read_bytes())  # noqa: S301
    found = Path(os.environ["FAULTS_FOUND"])
    nothing = _Nothing(session)
    with _noted(faults):
        passed, seconds = _first_run(session.items, nothing)
    database = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    kept = database.with_suffix(".kept")
    if database.is_file():
        shutil.copyfile(database, kept)
    for number, fault in enumerate(faults):
        items = sorted(passed[number], key=lambda item: seconds[item])
        changes = dict(
            in_functions(fault.path, fault.put_into((ROOT / fault.path).read_text(encoding="utf-8")))
        )
        if not changes:
            said = "outside"
        elif not items:
            said = "unreached"
        else:
            said = "noticed" if _fails(items, changes, nothing, seconds) else "unnoticed"
            _put_back(kept, database)
        with found.open("a") as file:
            file.write(json.dumps([number, said, len(items)]) + "\n")
    session._setupstate.teardown_exact(None)
    return True


@contextmanager
def _noted(faults: list[Fault]) -> Iterator[None]:
    """Within, the code notes what it comes past."""
    of_file: dict[Path, dict[int, Fault]] = defaultdict(dict)
    for number, fault in enumerate(faults):
        of_file[fault.path][number] = fault
    changes = {
        sound: other
        for path, those in of_file.items()
        for sound, other in in_functions(path, noting(path, those))
    }
    _change(changes)
    yield
    _change({other: sound for sound, other in changes.items()})


def _first_run(
    items: list[pytest.Item], nothing: Any
) -> tuple[dict[int, list[pytest.Item]], dict[pytest.Item, float]]:
    """Which of the tests that pass come past each fault, and how long each of them takes."""
    passed: dict[int, list[pytest.Item]] = defaultdict(list)
    seconds = {}
    for item in items:
        SEEN.clear()
        started = time.monotonic()
        reports = runtestprotocol(item, log=False, nextitem=nothing)
        seconds[item] = time.monotonic() - started
        if any(report.failed for report in reports):
            print(f"\n{FAILS}{item.nodeid}", flush=True)
        elif not any(report.skipped for report in reports):
            for number in SEEN:
                passed[number].append(item)
    return passed, seconds


def in_functions(path: Path, other: str | ast.Module) -> Iterator[tuple[CodeType, CodeType]]:
    """The functions of a file that differ from those of ``other``: as they are, and as there. None where none does."""
    name = str(ROOT / path)
    sound = compile((ROOT / path).read_text(encoding="utf-8"), name, "exec")
    pairs = zip(_functions(sound), _functions(compile(other, name, "exec")), strict=False)
    for one, another in pairs:
        if not _same(one, another):
            yield from _with_inner(one, another)


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The outermost functions of a module or class body."""
    for inner in _inner(code):
        # A class body's names are no fast locals.
        if inner.co_flags & 0x2:
            yield inner
        else:
            yield from _functions(inner)


def _with_inner(one: CodeType, other: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    yield one, other
    for inner, its_other in zip(_inner(one), _inner(other), strict=False):
        if not _same(inner, its_other) and inner.co_name == its_other.co_name:
            yield from _with_inner(inner, its_other)


def _inner(code: CodeType) -> list[CodeType]:
    return [const for const in code.co_consts if isinstance(const, CodeType)]


def _same(one: CodeType, other: CodeType) -> bool:
    """Whether two functions do the same, wherever their lines are."""
    plain = [[const for const in code.co_consts if not isinstance(const, CodeType)] for code in (one, other)]
    inner = [_inner(one), _inner(other)]
    return (
        all(getattr(one, name) == getattr(other, name) for name in SAME)
        and repr(plain[0]) == repr(plain[1])
        and len(inner[0]) == len(inner[1])
        and all(map(_same, *inner))
    )


def _fails(
    items: list[pytest.Item], changes: dict[CodeType, CodeType], nothing: Any, seconds: dict[Any, float]
) -> bool:
    """Whether one of these tests fails with these functions changed: looked at in a child process."""
    ends_at = time.monotonic() + LEAST_SECONDS + PATIENCE * sum(seconds[item] for item in items)
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            _change(changes)
            failed = any(
                report.failed
                for item in items
                for report in runtestprotocol(item, log=False, nextitem=nothing)
            )
        except BaseException:
            failed = True
        os._exit(1 if failed else 0)
    while time.monotonic() < ends_at:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status != 0
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return True


def _change(changes: dict[CodeType, CodeType]) -> None:
    """Give every function that was made of one code the other, and forget what functions remember."""
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType):
            other = changes.get(thing.__code__)
            if other is not None:
                thing.__code__ = other
        elif isinstance(thing, functools._lru_cache_wrapper):
            code = getattr(thing.__wrapped__, "__code__", None)
            if code is not None and code.co_filename.startswith(str(ROOT)):
                thing.cache_clear()


def _put_back(kept: Path, database: Path) -> None:
    if kept.is_file():
        for end in ("-wal", "-shm", "-journal"):
            database.with_name(database.name + end).unlink(missing_ok=True)
        shutil.copyfile(kept, database)
