"""The first look's queue: nothing is lost, read twice or read half-written, even if a process dies over it."""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection, Exchange, Queue
from kombu.exceptions import ChannelError
from kombu.simple import SimpleQueue

TRANSPORT = "onemind.queue:Transport"
WRITERS, READERS, MESSAGES = 2, 2, 1_500
PATIENCE_SECONDS = 120
_processes = multiprocessing.get_context("spawn")


@contextmanager
def opened(folder: Path, name: str = "trial") -> Iterator[SimpleQueue]:
    options = {"folder": str(folder), "polling_interval": 0.001}
    with (
        Connection("localhost", transport=TRANSPORT, transport_options=options) as connection,
        connection.SimpleQueue(name) as queue,
    ):
        yield queue


def write(folder: Path, writer: int) -> None:
    with opened(folder) as queue:
        for number in range(MESSAGES):
            queue.put([writer, number])


def read(folder: Path, found: Any) -> None:
    """Read until told to end; what was read goes back at once, so that nothing of it is lost with this process."""
    with opened(folder) as queue:
        while True:
            try:
                message = queue.get(timeout=2)
            except Empty:
                found.put(None)
                continue
            if message.payload == "end":
                message.ack()
                return
            found.put(message.payload)
            message.ack()


def hold(folder: Path, held: Any) -> None:
    """Read two messages, acknowledge the first, and keep the second in hand."""
    with opened(folder) as queue:
        queue.get(timeout=PATIENCE_SECONDS).ack()
        held.put(queue.get(timeout=PATIENCE_SECONDS).payload)
        signal.pause()


def started(work: Any, *arguments: Any) -> SpawnProcess:
    process = _processes.Process(target=work, args=arguments)
    process.start()
    return process


def test_every_message_is_read_once_and_whole(tmp_path: Path) -> None:
    found = _processes.Queue()
    # Readers that begin to consume put back what an earlier one took: they begin before anything is there.
    readers = [started(read, tmp_path, found) for _ in range(READERS)]
    assert [found.get(timeout=PATIENCE_SECONDS) for _ in readers] == [None] * READERS
    writers = [started(write, tmp_path, writer) for writer in range(WRITERS)]
    counted: Counter[tuple[int, ...]] = Counter()
    while counted.total() < WRITERS * MESSAGES:
        if (message := found.get(timeout=PATIENCE_SECONDS)) is not None:
            counted[tuple(message)] += 1
    for process in writers:
        process.join(PATIENCE_SECONDS)
    with opened(tmp_path) as queue:
        for _ in readers:
            queue.put("end")
    for process in readers:
        process.join(PATIENCE_SECONDS)

    assert [process.exitcode for process in (*readers, *writers)] == [0] * (READERS + WRITERS)
    assert counted == {(writer, number): 1 for writer in range(WRITERS) for number in range(MESSAGES)}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_killed_reader_had_in_hand_comes_back_and_what_it_had_done_does_not(tmp_path: Path) -> None:
    with opened(tmp_path) as queue:
        for number in range(3):
            queue.put(number)
    held = _processes.Queue()
    reader = started(hold, tmp_path, held)
    assert held.get(timeout=PATIENCE_SECONDS) == 1
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGKILL)
    reader.join(PATIENCE_SECONDS)

    assert drained(tmp_path) == [1, 2]
    assert drained(tmp_path) == []


def test_what_is_being_written_is_not_read_and_what_is_damaged_keeps_nothing_waiting(tmp_path: Path) -> None:
    with opened(tmp_path) as queue:
        queue.put("first")
        (ready,) = (tmp_path / "trial").iterdir()
        ready.with_name(f"0-writing{'.new'}").write_text("")
        ready.with_name(f"0-damaged{ready.suffix}").write_text('{"body"')
        queue.put("second")

    assert drained(tmp_path) == ["first", "second"]
    assert {path.name for path in (tmp_path / "trial").iterdir()} == {"0-writing.new", "0-damaged.unreadable"}


def test_a_message_that_is_given_back_is_the_next(tmp_path: Path) -> None:
    with opened(tmp_path) as queue:
        queue.put("first")
        queue.put("second")
        queue.get(timeout=1).requeue()
        assert [queue.get(timeout=1).payload for _ in range(2)] == ["first", "second"]

    assert drained(tmp_path) == ["first", "second"]


def test_a_message_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as queue:
        channel = queue.channel
        channel.exchange_declare("lonely", "direct")
        with pytest.raises(ChannelError, match="nowhere"):
            channel.basic_publish(channel.prepare_message("one"), "lonely", "nowhere")


def test_a_queue_can_be_counted_and_emptied(tmp_path: Path) -> None:
    with opened(tmp_path) as queue:
        for number in range(3):
            queue.put(number)
        assert (queue.qsize(), queue.clear(), queue.qsize()) == (3, 3, 0)


def test_reading_without_acknowledging_removes_the_message(tmp_path: Path) -> None:
    exchange = Exchange("trial", "direct")
    with opened(tmp_path) as queue:
        queue.put("one")
        bound = Queue("trial", exchange, "trial")(queue.channel)
        message = bound.get(no_ack=True)
        assert message is not None
        assert message.payload == "one"

    assert drained(tmp_path) == []


def drained(folder: Path) -> list[Any]:
    """What a new reader finds, all of it acknowledged."""
    found = []
    with opened(folder) as queue:
        while True:
            try:
                message = queue.get(timeout=0.2)
            except Empty:
                return found
            found.append(message.payload)
            message.ack()
