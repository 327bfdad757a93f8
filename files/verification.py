"""Whether every stored file is on disk and says what it said: its name is its hash."""

import hashlib
from dataclasses import dataclass

from files.models import StoredFile
from files.store import path_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many files were read, and the hashes of those that aren't there or hold something else, or can't be read."""

    checked: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def verify() -> Verdict:
    """Read every file that a row stands for, a piece at a time, and compare it with its hash."""
    checked, missing, damaged = 0, [], []
    for sha256 in StoredFile.objects.order_by("pk").values_list("sha256", flat=True).iterator():
        checked += 1
        try:
            with path_of(sha256).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            missing.append(sha256)
            continue
        except OSError:
            # The disk has it and can't read it.
            found = ""
        if found != sha256:
            damaged.append(sha256)
    return Verdict(checked, tuple(missing), tuple(damaged))
