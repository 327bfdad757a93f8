"""Reading the actions' source: which of them ask for a permission, and for which capability."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What an action may ask: those of the two permission modules, and those that an app's own permissions build on them.
ASKING = ("require", "require_staff", "may", "require_may_")


@dataclass(frozen=True, slots=True)
class Action:
    """A public function of an actions module: what it is marked open to, and the capabilities, steps and checks it asks."""

    module: str
    name: str
    open_to: str | None
    asks: bool
    capabilities: frozenset[str]

    @property
    def path(self) -> str:
        return f"{self.module}.{self.name}"


@cache
def files(pattern: str) -> tuple[str, ...]:
    """The repository's own Python files whose path holds ``pattern``, tests left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return tuple(
        path
        for path in listed
        if pattern in f"/{path}" and not path.startswith("tests/") and (ROOT / path).exists()
    )


def every_action() -> list[Action]:
    """Every action of every app."""
    found = []
    for path in (*files("/actions/"), *files("/actions.py")):
        found += actions_in((ROOT / path).read_text(), path.removesuffix(".py").replace("/", "."))
    return found


def actions_in(source: str, module: str = "sample.actions") -> list[Action]:
    """The public functions of a module's source, each with what it asks itself or through functions of its module."""
    functions = _functions(source)
    return [
        Action(module, name, _open_to(node), *_asked(name, functions, frozenset()))
        for name, node in functions.items()
        if not name.startswith("_")
    ]


def _functions(source: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


@cache
def _of_entries() -> dict[str, ast.FunctionDef]:
    """What partnerships and policies share: an action calls it as ``entries.locked``, and it asks for them."""
    return _functions((ROOT / "evidence" / "entries.py").read_text())


def _open_to(node: ast.FunctionDef) -> str | None:
    for mark in node.decorator_list:
        if (
            isinstance(mark, ast.Call)
            and _called(mark) == "open_to"
            and isinstance(mark.args[0], ast.Attribute)
        ):
            return mark.args[0].attr
    return None


def _asked(
    name: str, functions: dict[str, ast.FunctionDef], seen: frozenset[str]
) -> tuple[bool, frozenset[str]]:
    asks, capabilities = False, frozenset[str]()
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Attribute) and _name(node.value) in {"Capability", "Transition"}:
            capabilities |= {node.attr}
        if not isinstance(node, ast.Call):
            continue
        called = _called(node)
        if called.startswith(ASKING[-1]) or called in ASKING:
            asks, capabilities = True, capabilities | {called}
        elif isinstance(node.func, ast.Name) and called in functions and called not in seen | {name}:
            below = _asked(called, functions, seen | {name})
            asks, capabilities = asks or below[0], capabilities | below[1]
        elif ast.unparse(node.func) == f"entries.{called}" and called in _of_entries():
            below = _asked(called, _of_entries(), frozenset())
            asks, capabilities = asks or below[0], capabilities | below[1]
    return asks, capabilities


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
