"""Put faults into the code, one at a time, and count those that no test notices: ``python -m tools.mutate``.

The faults are those that cost most where they go unnoticed: an argument of a query dropped, a refusal or an entry of the
trail deleted, a comparison flipped, a condition negated. Without arguments the files that were changed since ``main`` are
tried; ``--all`` tries the critical parts. The code is copied first: the checkout isn't touched.

    python -m tools.mutate outbox/dispatch.py --sample 20
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tools.programs import ROOT

# Where a fault that goes unnoticed does harm: the rule, what feeds it, what decides, what is sent and what is recorded.
CRITICAL = (
    "compliance/*.py", "*/actions.py", "*/actions/*.py", "training/figures.py", "training/queries/*.py",
    "roster_import/reading/*.py", "roster_import/storing/*.py", "pledges/*.py", "pledges/queries/*.py", "agencies/queries.py",
    "agencies/ties.py", "outbox/*.py", "audit/*.py", "common/tokens.py", "files/store.py",
)  # fmt: skip
# Queries that say the wrong rows when one of their arguments is lost.
QUERIES = {
    "filter",
    "exclude",
    "get",
    "get_or_create",
    "update_or_create",
    "aggregate",
    "annotate",
    "order_by",
    "Q",
}
# Calls whose loss is a loss of safety or of memory.
DUTIES = {
    "record",
    "require",
    "require_version",
    "enqueue",
    "send",
    "save",
    "delete",
    "update",
    "full_clean",
    "deny",
}
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
# What the set-up made and git doesn't know.
MADE = (".venv", "node_modules", "static/vendor")
NOT_TRIED = {"tests", "tools", "drills", "bench", "demonstration", "onemind"}
# Tests outside an app's own folder that hold what the app promises to others.
EVERYWHERE: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("accounts", "agencies", "common", "reviews"), ("tests/security", "tests/journeys")
)
EVERYWHERE |= {
    "compliance": ("tests/training", "tests/pledges"),
    "pledges": ("tests/reviews", "tests/documents", "tests/directory"),
    "training": ("tests/pledges", "tests/roster_import"),
    "audit": ("tests/accounts", "tests/agencies", "tests/documents"),
    "outbox": ("tests/accounts", "tests/documents"),
}
# A fault may make a test wait for ever. A test process that takes so long has noticed.
LONGEST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of one file: from one character to another (0 is the first), what stands there then, and a name for it."""

    path: Path
    line: int
    start: int
    end: int
    text: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name}"

    def put_into(self, source: str) -> str:
        """The source with the fault in it."""
        return source[: self.start] + self.text + source[self.end :]


def faults(path: Path) -> list[Fault]:
    """All faults that can be put into a file, given from the project's root, in the order of its lines."""
    source = (ROOT / path).read_text(encoding="utf-8")
    found = []
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.expr | ast.stmt)]
    for node in nodes:
        for text, name in _faults_of(node):
            start, end = _characters(node, source)
            found.append(Fault(path, source.count("\n", 0, start) + 1, start, end, text, name))
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.text))


def _faults_of(node: ast.expr | ast.stmt) -> Iterator[tuple[str, str]]:
    """What may stand in a node's place, each with a name."""
    said = " ".join(ast.unparse(node).split())[:70]
    match node:
        case ast.Raise():
            yield "pass", f"deleted: {said}"
        case ast.Expr(value=ast.Call() as call) if _called(call) in DUTIES:
            yield "pass", f"deleted: {said}"
        case ast.Call() if _called(node) in QUERIES:
            yield from _without_an_argument(node)
        case ast.Compare(ops=[operator], left=left, comparators=comparators) if type(operator) in FLIPPED:
            flipped = ast.Compare(left, [FLIPPED[type(operator)]()], comparators)
            yield f"({ast.unparse(flipped)})", f"flipped: {said}"
        case ast.BoolOp(op=operator, values=values):
            contrary = ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
            yield f"({ast.unparse(contrary)})", f"and for or, or for and: {said}"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"({ast.unparse(operand)})", f"negated: {said}"
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            yield f"({ast.unparse(ast.IfExp(test, otherwise, body))})", f"negated: {said}"


def _without_an_argument(call: ast.Call) -> Iterator[tuple[str, str]]:
    for argument in call.args:
        rest = ast.Call(call.func, [one for one in call.args if one is not argument], call.keywords)
        yield ast.unparse(rest), f"dropped from {_called(call)}: {ast.unparse(argument)[:60]}"
    for keyword in call.keywords:
        rest = ast.Call(call.func, call.args, [one for one in call.keywords if one is not keyword])
        yield ast.unparse(rest), f"dropped from {_called(call)}: {ast.unparse(keyword)[:60]}"


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _characters(node: ast.expr | ast.stmt, source: str) -> tuple[int, int]:
    """Where a node's text begins and ends; ``ast`` counts lines, and bytes within a line."""
    lines = source.splitlines(keepends=True)

    def character(line: int, column: int) -> int:
        return len("".join(lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())

    return character(node.lineno, node.col_offset), character(node.end_lineno or 0, node.end_col_offset or 0)


class Copy:
    """A copy of the code, in which one fault after the other is tried."""

    def __init__(self, folder: Path) -> None:
        """Copy what git knows, and link what the set-up made."""
        self.folder = folder
        known = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        for name in filter(None, known.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        for name in MADE:
            if (ROOT / name).exists() and not (folder / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).symlink_to(ROOT / name)

    def notices(self, fault: Fault) -> bool:
        """Whether a test fails with this fault in the code: first those nearest to the file, then its app's, then the rest."""
        file = self.folder / fault.path
        source = file.read_text(encoding="utf-8")
        file.write_text(fault.put_into(source), encoding="utf-8")
        try:
            return any(self._fails(tests) for tests in _tests_of(fault.path))
        finally:
            file.write_text(source, encoding="utf-8")

    def _fails(self, tests: list[str]) -> bool:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "ONEMIND_VAR": str(self.folder / "var")}
        try:
            ended = subprocess.run(
                [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:xdist", "-m", "not browser", *tests],
                cwd=self.folder, env=environment, timeout=LONGEST_SECONDS, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return True
        return ended.returncode != 0


def _tests_of(path: Path) -> list[list[str]]:
    """The tests that look at a file, in the order in which they are tried: by its name, its app's, others."""
    app = Path("tests", *path.parts[:-1][:1])
    named = sorted(app.rglob(f"test_{path.stem}*.py")) if app.is_dir() else []
    rounds = [[str(one) for one in named], [str(app)] if (ROOT / app).is_dir() else []]
    return [one for one in [*rounds, list(EVERYWHERE.get(path.parts[0], ()))] if one]


def changed(since: str) -> list[Path]:
    """The Python files that differ from a commit and hold neither tests nor migrations."""
    said = subprocess.run(
        ["git", "diff", "--name-only", "--diff-filter=d", since],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [Path(name) for name in said.stdout.splitlines() if name.endswith(".py")]
    return [path for path in paths if path.parts[0] not in NOT_TRIED and "migrations" not in path.parts]


def critical() -> list[Path]:
    """The files whose faults do most harm."""
    return [path.relative_to(ROOT) for pattern in CRITICAL for path in sorted(ROOT.glob(pattern))]


def main() -> None:
    """Try the faults, say of each that goes unnoticed where it is, and end with the share that is noticed."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutate", description="Count the faults that no test notices."
    )
    parser.add_argument("files", nargs="*", type=Path, help="files to try, from the project's root")
    parser.add_argument("--all", action="store_true", help="try the critical parts")
    parser.add_argument("--since", default="main", help="try what was changed since this commit (main)")
    parser.add_argument("--sample", type=int, help="try so many faults, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    paths = asked.files or (critical() if asked.all else changed(asked.since))
    found = [fault for path in paths for fault in faults(path)]
    if asked.sample is not None and asked.sample < len(found):
        found = sorted(random.Random(asked.seed).sample(found, asked.sample), key=str)  # noqa: S311
    unnoticed = list(_try(found, asked.jobs))
    noticed = len(found) - len(unnoticed)
    if found:
        print(f"{noticed} of {len(found)} faults were noticed ({noticed / len(found):.0%}).")
    for fault in sorted(unnoticed, key=str):
        print(f"  unnoticed: {fault}")


def _try(found: list[Fault], jobs: int) -> Iterator[Fault]:
    """Try all faults, several at a time, and give those that no test notices."""
    with tempfile.TemporaryDirectory(prefix="faults-") as top:
        free: Queue[Copy] = Queue()
        for number in range(jobs):
            free.put(Copy(Path(top, str(number))))

        def goes_unnoticed(fault: Fault) -> bool:
            copy = free.get()
            try:
                return not copy.notices(fault)
            finally:
                free.put(copy)

        with ThreadPoolExecutor(jobs) as pool:
            for number, (fault, missed) in enumerate(
                zip(found, pool.map(goes_unnoticed, found), strict=True), 1
            ):
                print(
                    f"{number:4} of {len(found)}  {'UNNOTICED' if missed else 'noticed':9}  {fault}",
                    flush=True,
                )
                if missed:
                    yield fault


if __name__ == "__main__":
    main()
