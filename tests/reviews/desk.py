"""What a reviewer can do, as a table, and what that may write."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from audit.models import Entry
from compliance.editions import PRACTICES
from documents.models import Document
from outbox.models import Message
from partnerships.models import Partnership
from pledges.models import Completion
from reviews import actions
from reviews.models import Decision, Review

ALL = frozenset(PRACTICES)


def approve(completion: Completion, by: User) -> Decision:
    return actions.approve(completion=completion, practices=ALL, by=by)


def send_back(completion: Completion, by: User) -> Decision:
    return actions.send_back(completion=completion, practices={"policy": "Add the pages."}, reasons="", by=by)


def claim(completion: Completion, by: User) -> Review:
    return actions.claim(completion=completion, by=by)


def release(completion: Completion, by: User) -> Review:
    return actions.release(completion=completion, by=by)


def note(completion: Completion, by: User) -> Review:
    return actions.note(completion=completion, text="Ask about the roster.", before="", by=by)


EVERY: dict[str, Callable[[Completion, User], Any]] = {
    "approve": approve,
    "send_back": send_back,
    "claim": claim,
    "release": release,
    "note": note,
}
DECISIONS = {name: EVERY[name] for name in ("approve", "send_back")}


def snapshot() -> list[Any]:
    """Everything that an action of the desk may write."""
    rows = (Completion, Review, Decision, Document, Message, Entry, Partnership)
    return [list(model.objects.order_by("pk").values()) for model in rows]  # type: ignore[attr-defined]
