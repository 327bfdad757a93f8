"""Work that goes on while something happens: visitors who ask again and again, each in a thread of their own."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from types import TracebackType

import pikepdf

from drills.findings import Findings
from drills.portal import Answer, Visitor
from rehearsal.samples import pdf

PATIENCE_SECONDS = 120
DONE = {200, 302}


class Traffic:
    """Does each of the works over and over, in this order within a thread, with a pause after each."""

    def __init__(self, *threads: Sequence[Callable[[], Answer]], pause_seconds: float = 0.0) -> None:
        self.answers: list[Answer] = []
        self._pause_seconds = pause_seconds
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=[works]) for works in threads]

    def wait_for(self, more: int) -> None:
        """Return when so many more requests have been answered well."""
        wanted, deadline = self._well() + more, time.monotonic() + PATIENCE_SECONDS
        while self._well() < wanted:
            if time.monotonic() > deadline:
                raise AssertionError(f"Nobody gets on: {statuses(self.answers)}")
            time.sleep(0.05)

    def __enter__(self) -> "Traffic":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _well(self) -> int:
        return sum(answer.status in DONE for answer in self.answers)

    def _work(self, works: Sequence[Callable[[], Answer]]) -> None:
        while True:
            for work in works:
                self.answers.append(work())
                if self._end.wait(self._pause_seconds):
                    return


def statuses(answers: Sequence[Answer]) -> str:
    """How often each status was answered: ``200: 31, 503: 2``. 0 is no answer at all."""
    counted = Counter(answer.status for answer in answers)
    return ", ".join(f"{status}: {count}" for status, count in sorted(counted.items()))


def nothing_lost(findings: Findings, answers: Sequence[Answer], *, added: int, unsure: int) -> None:
    """Compare the policies that are there with what people were told. ``unsure`` is the status after which one may be there."""
    told = sum(answer.status == 302 for answer in answers)
    maybe = sum(answer.status == unsure for answer in answers)
    findings.saw("policies that were added, and that people were told so of", f"{added}, {told}")
    findings.require("everything that was said to be saved is there", holds=told <= added <= told + maybe)


def add_policy(visitor: Visitor, *, pad: int = 0) -> Answer:
    """Add a policy with a PDF that no one else has, and that is larger by ``pad`` bytes than the smallest."""
    title = f"Order {secrets.token_hex(6)}"

    def fill(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = title
        document.Root.Padding = document.make_stream(secrets.token_bytes(pad))

    fields = {"title": title, "adopted_on": "2023-02-01", "has_purpose": "on", "has_response": "on"}
    return visitor.post("policies/add/", fields, {"file": ("policy.pdf", pdf(fill))})
