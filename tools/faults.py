"""The faults that ``tools.mutate`` puts into a file: what each replaces, and by what."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.programs import ROOT

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


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of one file: from one character to another (0 is the first), what stands there then, and a name for it."""

    path: Path
    line: int
    start: int
    end: int
    text: str
    name: str
    # The last line of what the fault replaces.
    until: int = 0

    @property
    def lines(self) -> range:
        """The lines of what the fault replaces."""
        return range(self.line, max(self.line, self.until) + 1)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name}"

    @property
    def key(self) -> str:
        """How ``tools/mutants.yml`` names it: without the line, which moves."""
        return f"{self.path}: {self.name}"

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
            line = source.count("\n", 0, start) + 1
            found.append(Fault(path, line, start, end, text, name, node.end_lineno or line))
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
