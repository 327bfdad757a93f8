"""Every action, run beside a neighbor in the same state: nothing of the neighbor changes, and what it writes is in the table."""

import importlib
from pathlib import Path

import pytest

from common.open_actions import OpenTo
from tests.actions.stage import ROWS, Row, run
from tests.security.action_rules import every_action

# Each module beside this one puts its actions into the table.
for _module in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    if not _module.stem.startswith("test_"):
        importlib.import_module(f"tests.actions.{_module.stem}")

pytestmark = pytest.mark.django_db


def test_every_action_is_in_the_table() -> None:
    """All but parts of other actions, which are run with these."""
    actions = {action.path for action in every_action() if action.open_to != OpenTo.PART.name}
    assert set(ROWS) == actions


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_action_leaves_the_neighbor_alone_and_writes_what_the_table_says(row: Row) -> None:
    ran = run(row)
    assert (ran.touched, tuple(ran.writes)) == ([], row.writes)
