"""Every action asks for its permission itself, or says why it asks no one."""

import ast

import pytest

from common.open_actions import OpenTo
from tests.security.action_rules import ROOT, Action, actions_in, every_action, files

ACTIONS = every_action()


def test_actions_are_found() -> None:
    apps = {action.module.partition(".")[0] for action in ACTIONS}
    assert apps >= set(
        "accounts agencies campaign documents partnerships pledges policies reviews training".split()
    )
    assert len(ACTIONS) > 120


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.path)
def test_action_asks_for_a_permission_or_is_marked_as_open(action: Action) -> None:
    assert action.asks or action.open_to in OpenTo.__members__, f"{action.path} checks no one"


@pytest.mark.parametrize(
    "action", [action for action in ACTIONS if action.open_to], ids=lambda action: action.path
)
def test_action_that_no_person_calls_is_called_by_no_page(action: Action) -> None:
    if action.open_to not in {OpenTo.SYSTEM.name, OpenTo.PART.name}:
        pytest.skip("open to people")
    package, _dot, module = action.module.rpartition(".")
    pages = [*files("/views"), *files("/admin"), *files("/forms")]
    callers = [
        path
        for path in pages
        if _calls((ROOT / path).read_text(), action.name, {package, action.module}, module)
    ]
    assert callers == []


def _calls(source: str, name: str, modules: set[str], module: str) -> bool:
    """Whether the source names ``name`` of one of the modules, however it was imported."""
    aliases = set()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for imported in node.names:
                if node.module in modules and imported.name == name:
                    return True
                if f"{node.module}.{imported.name}" in modules:
                    aliases.add(imported.asname or imported.name)
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == name
        and isinstance(node.value, ast.Name)
        and node.value.id in aliases
        for node in ast.walk(tree)
    )


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ("    row.save()", False),
        ("    _write(row)", False),
        ("    require(by, Capability.PROFILE_EDIT, row)", True),
        ("    with atomic():\n        permissions.require(by, X, row)", True),
        ("    locked = _lock(row, by)", True),
    ],
)
def test_the_rule_sees_an_action_that_checks_no_one(body: str, asks: bool) -> None:
    helpers = "def _write(row):\n    row.save()\ndef _lock(row, by):\n    require_may_review(by, row)\n"
    (action,) = actions_in(f"{helpers}def change(*, row, by):\n{body}\n")
    assert (action.asks, action.open_to) == (asks, None)


def test_the_rule_sees_a_page_that_calls_a_part() -> None:
    modules = {"agencies.actions", "agencies.actions.agency"}
    assert _calls("from agencies import actions\nactions.lock_agency(1)", "lock_agency", modules, "locking")
    assert _calls("from agencies.actions.agency import lock_agency", "lock_agency", modules, "locking")
    assert not _calls(
        "from pledges import actions\nactions.lock_agency(1)", "lock_agency", modules, "locking"
    )
