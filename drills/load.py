"""Work that goes on while something happens: leads who add policies with files, one after the other."""

import threading
import time
from collections.abc import Sequence
from types import TracebackType

from drills.portal import Answer, Visitor
from tests.files.samples import pdf

PATIENCE_SECONDS = 120


class Writers:
    """Each visitor, in a thread of their own, adds a policy with a file of its own as soon as the last is answered."""

    def __init__(self, visitors: Sequence[Visitor], *, pause_seconds: float = 0.0) -> None:
        self.answers: list[Answer] = []
        self._pause_seconds = pause_seconds
        self._end = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=[number, visitor])
            for number, visitor in enumerate(visitors)
        ]

    @property
    def done(self) -> int:
        """How many policies were added."""
        return sum(answer.status == 302 for answer in self.answers)

    def wait_for(self, more: int) -> None:
        """Return when so many more policies have been added."""
        wanted, deadline = self.done + more, time.monotonic() + PATIENCE_SECONDS
        while self.done < wanted:
            if time.monotonic() > deadline:
                raise AssertionError(f"Nobody gets on: {[answer.status for answer in self.answers]}")
            time.sleep(0.05)

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _work(self, number: int, visitor: Visitor) -> None:
        count = 0
        while not self._end.wait(self._pause_seconds):
            count += 1
            self.answers.append(add_policy(visitor, f"Order {number}-{count}"))


def add_policy(visitor: Visitor, title: str) -> Answer:
    """Add a policy with a PDF that nobody else has."""

    def name(document: object) -> None:
        document.docinfo["/Title"] = title  # type: ignore[attr-defined]

    fields = {"title": title, "adopted_on": "2023-02-01", "has_purpose": "on", "has_response": "on"}
    return visitor.post("/my/policies/add/", fields, {"file": ("policy.pdf", pdf(name))})
