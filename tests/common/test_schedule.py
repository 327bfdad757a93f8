"""Beat starts whatever has become of its notes."""

import pickle
import shelve
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from onemind.celery import app
from onemind.schedule import Scheduler

OURS = set(settings.CELERY_BEAT_SCHEDULE)
Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "empty": lambda content: b"",
    "zeroes": lambda content: b"\0" * len(content),
    "half": lambda content: content[: len(content) // 2],
    "turned": lambda content: content[::-1],
    "garbage": lambda content: b"\x80\x05garbage." * 200,
    "another's": lambda content: b"{}",
}


def notes_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def stored(folder: Path) -> dict[str, datetime]:
    """When each of our tasks ran last, after beat has noted it down."""
    scheduler = Scheduler(app=app, schedule_filename=str(folder / "beat-schedule"))
    ran = {name: entry.last_run_at for name, entry in scheduler.schedule.items() if name in OURS}
    scheduler.close()
    return ran


def test_beat_is_told_to_use_it() -> None:
    assert app.conf.beat_scheduler == "onemind.schedule:Scheduler"


def test_notes_are_kept_from_one_start_to_the_next(tmp_path: Path) -> None:
    first = stored(tmp_path)

    assert set(first) == OURS
    assert stored(tmp_path) == first


@pytest.mark.parametrize("which", [0, 1, 2, None])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_beat_starts_with_notes_that_are_damaged(tmp_path: Path, damage: Damage, which: int | None) -> None:
    stored(tmp_path)
    files = notes_in(tmp_path)
    for path in files if which is None else files[which : which + 1]:
        path.write_bytes(damage(path.read_bytes()))

    assert set(stored(tmp_path)) == OURS
    # What it noted then is there at the next start.
    assert stored(tmp_path) == stored(tmp_path)


@pytest.mark.parametrize(
    "entry", [b"", b"\x80\x05.", b"cno_such_module\nThing\n.", pickle.dumps(timedelta(1))]
)
def test_beat_starts_with_an_entry_that_can_not_be_read(tmp_path: Path, entry: bytes) -> None:
    stored(tmp_path)
    with shelve.open(str(tmp_path / "beat-schedule")) as notes:  # noqa: S301 - our own
        notes.dict[b"entries"] = entry

    assert set(stored(tmp_path)) == OURS
