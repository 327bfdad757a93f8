"""Who acts besides people with an account. Said explicitly, so that an action never takes a missing person for permission."""

from enum import StrEnum
from typing import TypeAlias

from accounts.models import User


class Actor(StrEnum):
    """Someone without an account: a job, a schedule or a command; and who holds the link mailed to a pledge's coordinator."""

    SYSTEM = "system"
    COORDINATOR = "coordinator"


By: TypeAlias = User | Actor


def person(by: By | None) -> User | None:
    """The person among those who act, for the trail and for rows that name one; None for all others."""
    return by if isinstance(by, User) else None
