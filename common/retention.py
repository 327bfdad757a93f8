"""Keep for a while, then delete: apps register what goes and after how long, and one job deletes it.

Each app's ``retention.py`` registers its rules; these modules are read when Django starts. docs/operations.md lists the rules.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rule:
    """``what`` is deleted once it is as old as ``kept``, which may be read from a setting.

    ``delete`` is given the time, deletes what is too old by then, and returns how many went: at any time, and twice, is
    right. It runs once a day, or every hour.
    """

    name: str
    what: str
    kept: Callable[[], timedelta]
    delete: Callable[[datetime], int]
    is_hourly: bool = False


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Add a rule. Raises ValueError for a name that another rule has."""
    if _rules.setdefault(rule.name, rule) is not rule:
        raise ValueError(f"Two rules are called {rule.name}.")


def rules() -> list[Rule]:
    """All rules, in the order of the apps."""
    return list(_rules.values())


def delete_expired(*, is_hourly: bool) -> dict[str, int]:
    """Delete what is too old by the daily rules, or by the hourly ones; returns how many went, by the rule's name.

    A rule that fails is logged and holds up no other.
    """
    now = timezone.now()
    gone: dict[str, int] = {}
    for rule in rules():
        if rule.is_hourly is is_hourly:
            try:
                gone[rule.name] = rule.delete(now)
            except Exception:
                logger.exception("What is too old wasn't deleted: %s", rule.name)
    return gone
