"""Celery's queue where there is no Redis: a folder on disk, in which a message is one file.

Only renaming moves a message, and renaming is whole or not at all: a message that is put is written beside, synced, and
renamed to ``….ready``; of all who want it, one renames it to ``….taken``; acknowledging it removes the file. So none is
read half-written, read twice, or lost with the process that died over it: who next consumes the queue makes what was taken ready
again. That is right for one consumer a folder at a time, which is how the first look runs, and a task may run twice.

Kombu's own transport for files opens a message before it locks and writes it, and moves it across file systems: readers
found messages empty. Remote control and events need messages for all, and aren't to be had here.
"""

import json
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import virtual

logger = logging.getLogger(__name__)

_NEW, _READY, _TAKEN, _UNREADABLE = ".new", ".ready", ".taken", ".unreadable"
# Who writes a message has renamed it long before; what is older was left by a process that was killed.
_ABANDONED_SECONDS = 60


class QoS(virtual.QoS):  # type: ignore[misc]
    """What a consumer has in hand. A message that is done with is removed from the disk, too."""

    def ack(self, delivery_tag: str) -> None:
        super().ack(delivery_tag)
        self.channel.remove(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        super().reject(delivery_tag, requeue)
        if not requeue:
            self.channel.remove(delivery_tag)


class Channel(virtual.Channel):  # type: ignore[misc]
    """A channel on the folder that the connection's option ``folder`` names; each queue has a folder in there."""

    QoS = QoS
    supports_fanout = False
    # Where events go, which no one here consumes.
    deadletter_queue = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._taken: dict[str, Path] = {}

    def basic_consume(
        self, queue: str, no_ack: bool, callback: Callable[[Any], Any], consumer_tag: str, **options: Any
    ) -> None:
        """Begin to consume a queue, with what an earlier consumer took and didn't get done."""

        def done_at_once(message: virtual.Message) -> Any:
            self.remove(message.delivery_tag)
            return callback(message)

        for path in self._files(queue, _TAKEN):
            path.rename(path.with_suffix(_READY))
        for path in self._files(queue, _NEW):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                    path.unlink()
        super().basic_consume(queue, no_ack, done_at_once if no_ack else callback, consumer_tag, **options)

    def basic_get(self, queue: str, no_ack: bool = False, **options: Any) -> Any:
        message = super().basic_get(queue, no_ack=no_ack, **options)
        if message is not None and no_ack:
            self.remove(message.delivery_tag)
        return message

    def remove(self, delivery_tag: str) -> None:
        """Forget a message that was taken here, and is done with."""
        path = self._taken.pop(delivery_tag, None)
        if path is not None:
            path.unlink(missing_ok=True)

    def _lookup(self, exchange: str, routing_key: str, default: str | None = None) -> list[str]:
        queues: list[str] = super()._lookup(exchange, routing_key, default)
        if not queues and self.typeof(exchange).type == "direct":
            # Kombu drops what leads nowhere without a word.
            raise ChannelError(f"No queue is bound to {exchange!r} by {routing_key!r}.")
        return queues

    def _put(self, queue: str, message: dict[str, Any], **_options: Any) -> None:
        folder = self._folder(queue)
        folder.mkdir(parents=True, exist_ok=True)
        # By time, so that they are taken in the order in which they came.
        new = folder / f"{time.time_ns():020}-{message['properties']['delivery_tag']}{_NEW}"
        with new.open("xb") as file:
            file.write(json.dumps(message).encode())
            file.flush()
            os.fsync(file.fileno())
        new.rename(new.with_suffix(_READY))

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for ready in self._files(queue, _READY):
            taken = ready.with_suffix(_TAKEN)
            try:
                ready.rename(taken)
            except FileNotFoundError:
                continue  # Another was quicker.
            try:
                message: dict[str, Any] = json.loads(taken.read_bytes())
                self._taken[message["properties"]["delivery_tag"]] = taken
            except (ValueError, KeyError, TypeError):
                # Only a damaged disk does this. It is kept to be looked at, and doesn't keep the others waiting.
                logger.exception("The queued message %s can't be read", taken.name)
                taken.rename(taken.with_suffix(_UNREADABLE))
                continue
            return message
        raise Empty

    def _restore(self, message: virtual.Message) -> None:
        """Give back a message that was taken here and not done."""
        path = self._taken.pop(message.delivery_tag, None)
        if path is not None:
            path.rename(path.with_suffix(_READY))

    def _size(self, queue: str) -> int:
        return len(self._files(queue, _READY))

    def _purge(self, queue: str) -> int:
        ready = self._files(queue, _READY)
        for path in ready:
            path.unlink(missing_ok=True)
        return len(ready)

    def _has_queue(self, queue: str, **_options: Any) -> bool:
        return self._folder(queue).is_dir()

    def _files(self, queue: str, suffix: str) -> list[Path]:
        folder = self._folder(queue)
        with suppress(FileNotFoundError):
            return [folder / name for name in sorted(os.listdir(folder)) if name.endswith(suffix)]
        return []

    def _folder(self, queue: str) -> Path:
        return Path(self.connection.client.transport_options["folder"]) / queue.replace(os.sep, "_")


class Transport(virtual.Transport):  # type: ignore[misc]
    """The queue as kombu finds it: ``broker_transport = "onemind.queue:Transport"``."""

    Channel = Channel
    driver_type = driver_name = "folder"
    global_state = virtual.BrokerState()

    def __init__(self, client: Any, **options: Any) -> None:
        super().__init__(client, **options)
        self.state = self.global_state

    def driver_version(self) -> str:
        """Kombu asks; there is no driver."""
        return "none"
