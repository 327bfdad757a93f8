"""Every verb that the code records has words, and none is spoken of that no one records."""

import ast
from pathlib import Path

from audit.labels import labeled

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "accounts agencies partnerships policies training pledges documents reviews directory campaign register_import worklist"
).split()


def recorded() -> set[str]:
    """The literal verbs in the calls of ``trail.record`` and ``security.note``.

    A verb that is put together shows as what it begins with.
    """
    verbs = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and ast.unparse(node.func) in {"trail.record", "record", "security.note"}
                    and node.args
                ):
                    verb = node.args[0]
                    if isinstance(verb, ast.Constant) and isinstance(verb.value, str):
                        # An app's own wrapper of the writer puts the app's name before it.
                        verbs.add(verb.value if "." in verb.value else f"{app}.{verb.value}")
    return verbs


def test_every_recorded_verb_has_words() -> None:
    assert recorded() - labeled() == set()


def test_the_search_finds_verbs() -> None:
    assert {"agencies.invited", "accounts.renamed"} <= recorded()


def test_verbs_are_app_dot_thing_done() -> None:
    assert {
        verb
        for verb in labeled()
        if not verb.startswith("tests.") and verb.split(".")[0] not in {*APPS, "audit", "outbox"}
    } == set()
