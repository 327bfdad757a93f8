"""Running ``files.inspection`` on a file: in a process of its own that can be killed, without this process's environment."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.conf import settings

SECONDS = 20
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Inspected:
    """``problem`` is a code or None; ``content`` an open file with what to keep, when the content was made again.

    ``kind`` is what it is then, empty for what it was; ``notes`` are codes of what was done that a person should know.
    """

    problem: str | None
    content: IO[bytes] | None = None
    kind: str = ""
    notes: tuple[str, ...] = ()


def inspect(source: IO[bytes], kind: str, *, seconds: float = SECONDS) -> Inspected:
    """Have a file looked at. ``source`` is a real file (with a descriptor), ``kind`` one of the allowed ones.

    The child limits its own memory and processor time; ``seconds`` is the limit by the clock. A child that was killed
    or ran out of memory comes back as the problem ``too_heavy``, never as an exception. OSError when there is no room
    for a temporary file.
    """
    source.seek(0)
    answer = tempfile.TemporaryFile()  # noqa: SIM115 - may become the content that is handed on
    try:
        child = subprocess.run(  # noqa: S603 - our own module, the kind from our own table
            [sys.executable, "-m", "files.inspection", kind],
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        answer.close()
        return Inspected("too_heavy")
    return _read(answer) if child.returncode == 0 else _too_heavy(answer)


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of an open file, piece by piece."""
    while chunk := file.read(_CHUNK):
        yield chunk


def _read(answer: IO[bytes]) -> Inspected:
    answer.seek(0)
    try:
        told = json.loads(answer.readline(1000))
        problem, kind, notes = told["problem"], str(told["kind"]), tuple(map(str, told["notes"]))
    except (ValueError, KeyError, TypeError):
        return _too_heavy(answer)
    if problem is not None or not answer.read(1):
        answer.close()
        return Inspected(problem)
    return Inspected(None, _rest(answer), kind, notes)


def _rest(answer: IO[bytes]) -> IO[bytes]:
    """What follows the first line, as a file of its own."""
    answer.seek(0)
    answer.readline()
    rest = tempfile.TemporaryFile()  # noqa: SIM115 - handed on
    for chunk in chunks(answer):
        rest.write(chunk)
    answer.close()
    rest.seek(0)
    return rest


def _too_heavy(answer: IO[bytes]) -> Inspected:
    answer.close()
    return Inspected("too_heavy")
