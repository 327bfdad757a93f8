"""Saying that an action asks for no one's permission, and why it needn't.

Every action asks ``require`` of ``agencies.permissions`` or ``accounts.permissions``. The few that can't say so by this
decorator; a test lists every action and fails for one that does neither.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

Action = TypeVar("Action", bound=Callable[..., object])


class OpenTo(StrEnum):
    """Why an action has no one's permission to ask for."""

    EVERYONE = "a public form sends it: everyone may, and what guards the form guards it"
    LINK = "who holds a mailed link may: the link is looked up, and is the permission"
    OWNER = "a person does it to their own account or row, and the action compares them"
    SYSTEM = "no person calls it: a job, a schedule or a command does"
    READING = "it only reads, for a page whose visitor was let in"
    PART = "it is a part of another action, which has asked"


def open_to(who: OpenTo) -> Callable[[Action], Action]:
    """Mark an action that asks for no permission; changes nothing about what it does."""

    def marked(action: Action) -> Action:
        action.open_to = who  # type: ignore[attr-defined]
        return action

    return marked
