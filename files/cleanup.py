"""Clean up: find what an interrupted upload left on disk, and stored files that nothing points to any more."""

import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from files.models import StoredFile
from files.store import INCOMING, path_of


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What was found, as paths or hashes. ``lost`` are rows whose bytes are gone: these are never removed.

    ``incoming`` are what was half-written in the store, and what a request that was killed had taken in.
    """

    incoming: tuple[Path, ...]
    unknown: tuple[Path, ...]
    unused: tuple[str, ...]
    lost: tuple[str, ...]


def clean_up(*, older_than_seconds: float, remove: bool) -> Leftovers:
    """Find (and with ``remove`` delete) what no one needs and no one touched for ``older_than_seconds``.

    Age is that of the file on disk, which every upload of the same bytes renews: what a form still carries from one try to
    the next, or a transaction is about to point to, is young. The database has the last word on what is in use: its foreign
    keys refuse to let such a row go.
    """
    before = time.time() - older_than_seconds
    root = Path(settings.FILES_ROOT)
    known = dict(StoredFile.objects.values_list("sha256", "pk"))
    half = [
        *sorted(root.glob(f"{INCOMING}*")),
        *sorted(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")),
    ]
    incoming = [path for path in half if _is_older(path, before)]
    on_disk = {path.name: path for path in sorted(root.glob("??/??/*"))}
    unknown = [path for name, path in on_disk.items() if name not in known and _is_older(path, before)]
    unused = [
        name for name in _without_a_reference() if name in on_disk and _drop(name, before, remove=remove)
    ]
    if remove:
        for path in incoming:
            path.unlink(missing_ok=True)
        for path in unknown:
            _unlink(path, before)
    lost = sorted(set(known) - set(on_disk))
    return Leftovers(tuple(incoming), tuple(unknown), tuple(unused), tuple(lost))


def _without_a_reference() -> list[str]:
    """Contents that no row of any table points to now, sorted."""
    relations = [relation.name for relation in StoredFile._meta.related_objects]
    free = StoredFile.objects.filter(**{f"{name}__isnull": True for name in relations})
    return list(free.order_by("sha256").values_list("sha256", flat=True))


def _drop(sha256: str, before: float, *, remove: bool) -> bool:
    """Whether nothing points to this content and it is old. The row is deleted to find out; without ``remove``, undone."""
    path = path_of(sha256)
    with transaction.atomic():
        stored = StoredFile.objects.select_for_update().filter(sha256=sha256).first()
        if stored is None or not _is_older(path, before):
            return False
        try:
            with transaction.atomic():
                stored.delete()
        except (ProtectedError, RestrictedError):
            return False
        # Someone may have sent the same bytes just now: then the file on disk is new, and the row stays.
        if not remove or not _is_older(path, before):
            transaction.set_rollback(True)
    # Only after the commit, so that no row is ever without its file.
    return not remove or _unlink(path, before)


def _unlink(path: Path, before: float) -> bool:
    """Delete an old file. It is moved aside and looked at once more: an upload may have renewed it in between."""
    aside = Path(settings.FILES_ROOT) / f"{INCOMING}removed-{path.name}"
    try:
        path.replace(aside)
    except FileNotFoundError:
        return False
    if _is_older(aside, before):
        aside.unlink()
        return True
    aside.replace(path)
    return False


def _is_older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False
