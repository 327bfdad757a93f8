"""Keeping and reading stored files. The only module that knows where the bytes are."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from files.models import StoredFile

INCOMING = "incoming-"


def keep(chunks: Iterable[bytes], *, media_type: str) -> StoredFile:
    """Store a content once and return its row.

    The bytes are on disk, under their hash, before the row is written, so that no row is without its file; a file without a
    row (the transaction was rolled back) is harmless and is found again by its hash. Raises OSError when the disk is full,
    leaving nothing behind. What a killed process left half-written is removed by ``files.cleanup``.
    """
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    handle, name = tempfile.mkstemp(prefix=INCOMING, dir=root)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        target = path_of(digest.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(target)
        _sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)
    return StoredFile.objects.get_or_create(
        sha256=digest.hexdigest(), defaults={"size": size, "media_type": media_type}
    )[0]


def keep_bytes(content: bytes, *, media_type: str) -> StoredFile:
    """Store a content that is already in memory."""
    return keep([content], media_type=media_type)


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash are, or would be."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes, open for reading. FileNotFoundError when the disk has lost them."""
    return path_of(stored.sha256).open("rb")


def read(stored: StoredFile) -> bytes:
    """The whole content."""
    return path_of(stored.sha256).read_bytes()


def read_by_hash(names: Iterable[str]) -> dict[str, bytes]:
    """The contents with these hashes, by hash. FileNotFoundError when the disk has lost one."""
    return {name: path_of(name).read_bytes() for name in names}


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


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
