"""What the inspection of a file comes to."""

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
