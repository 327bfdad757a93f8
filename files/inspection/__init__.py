"""Looking into an uploaded file, in a process of its own: ``python -m files.inspection KIND < FILE``.

Nothing in this package imports Django or the rest of the portal. ``files.sandbox`` starts it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """What is kept instead of what was sent. ``kind`` is what it is now, empty for what it was; ``notes`` say what was done."""

    content: bytes
    kind: str = ""
    notes: tuple[str, ...] = ()


class Refusal(Exception):
    """The file isn't taken. ``problem`` is a code; ``files.checking`` has the words."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
