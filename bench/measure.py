"""Measuring two things against each other, and printing what came of it."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 15


def alternately(*sides: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The best time of each side in seconds, measured in turn so that noise hits all alike."""
    best = [float("inf")] * len(sides)
    for side in sides:
        side()
    gc.collect()
    gc.disable()
    try:
        for _round in range(rounds):
            for number, side in enumerate(sides):
                begun = time.perf_counter()
                side()
                best[number] = min(best[number], time.perf_counter() - begun)
    finally:
        gc.enable()
    return best


def statements(side: Callable[[], object]) -> int:
    """How many SQL statements a side takes, without the beginnings and ends of transactions."""
    with CaptureQueriesContext(connection) as captured:
        side()
    return sum(not entry["sql"].startswith(("BEGIN", "COMMIT")) for entry in captured.captured_queries)


@contextmanager
def heading(words: str) -> Iterator[None]:
    """A part of the report."""
    say(f"\n{words}\n{'-' * len(words)}")
    yield


def row(what: str, *, ours: float, peer: float, against: str, goal: str, note: str = "") -> None:
    """One line: the ratio, what of, and the goal."""
    say(f"  {what:<46} {ours / peer:6.2f} x  {against:<36} goal {goal:<8} {ours * 1000:9.2f} ms {note}")


def say(words: str) -> None:
    """Print at once, however the output is piped."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
