"""What the inspection of a file comes to."""


class Refusal(Exception):
    """The file isn't taken. ``problem`` is a code; ``files.checking`` has the words."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
