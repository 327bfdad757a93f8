"""Keeping files: once, whole or not at all; and the janitor."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver
from pytest_django import Settings

from files import store
from files.cleanup import Leftovers, clean_up
from files.models import StoredFile
from files.store import Verdict, verify
from rehearsal.factories.files import stored_file
from rehearsal.factories.partnerships import PartnershipFactory

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Path:
    """A store of its own for each test."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    return Path(settings.FILES_ROOT)


def on_disk(root: Path) -> list[Path]:
    """Every file in the store."""
    return sorted(path for path in root.rglob("*") if path.is_file())


def age(path: Path, seconds: float) -> None:
    """Make a file look as old as that."""
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.mark.django_db
def test_keep_stores_the_same_bytes_once(root: Path) -> None:
    first = store.keep([b"Memorandum", b" of understanding"], media_type="application/pdf")
    second = store.keep_bytes(b"Memorandum of understanding", media_type="application/pdf")

    assert (first, first.size) == (second, 27)
    assert on_disk(root) == [store.path_of(first.sha256)]
    assert store.read(first) == b"Memorandum of understanding"
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_keep_repairs_a_content_that_the_disk_has_lost(root: Path) -> None:
    stored = stored_file()
    store.path_of(stored.sha256).unlink()

    assert stored_file() == stored
    assert len(on_disk(root)) == 1


@pytest.mark.django_db
def test_keep_leaves_nothing_when_a_write_fails_midway(root: Path) -> None:
    """The operating system refuses to write more than a megabyte, as it does on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            store.keep([b"x" * 600_000] * 3, media_type="application/pdf")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert (on_disk(root), StoredFile.objects.count()) == ([], 0)


@pytest.fixture
def small_disk(root: Path) -> Iterator[Path]:
    """A file system of two megabytes, where this user may mount one."""
    root.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(root)], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip("Mounting a small file system takes root; the test above covers a write that fails.")
    yield root
    subprocess.run(["umount", str(root)], check=True)


@pytest.mark.django_db
def test_keep_on_a_full_disk_leaves_nothing_and_works_again_afterwards(small_disk: Path) -> None:
    kept = store.keep_bytes(b"y" * 1_500_000, media_type="application/pdf")
    for _ in range(3):
        with pytest.raises(OSError, match="No space left on device"):
            store.keep([b"x" * 300_000] * 3, media_type="application/pdf")
    assert on_disk(small_disk) == [store.path_of(kept.sha256)]

    store.path_of(kept.sha256).unlink()
    again = store.keep([b"x" * 300_000] * 3, media_type="application/pdf")

    assert (again.size, StoredFile.objects.count()) == (900_000, 2)


@pytest.mark.django_db
def test_keep_in_a_transaction_that_is_rolled_back_leaves_a_file_and_no_row(root: Path) -> None:
    with transaction.atomic():
        stored_file()
        transaction.set_rollback(True)

    assert (len(on_disk(root)), StoredFile.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_keep_by_twenty_at_once_is_one_row() -> None:
    failed: list[Exception] = []

    def work() -> None:
        try:
            stored_file(b"the same")
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (failed, StoredFile.objects.count()) == ([], 1)


def test_store_is_not_served_under_any_address(root: Path, settings: Settings) -> None:
    """No route answers for media files, and the store is outside of what WhiteNoise serves."""
    routes = [str(entry.pattern) for entry in get_resolver().url_patterns if isinstance(entry, URLResolver)]

    assert not any("media" in route or "files" in route for route in routes)
    assert not root.is_relative_to(settings.STATIC_ROOT)
    assert not any(root.is_relative_to(folder) for folder in settings.STATICFILES_DIRS)


@pytest.mark.django_db
def test_sweep_finds_what_nobody_needs_and_leaves_the_rest(root: Path) -> None:
    used = PartnershipFactory.create(mou=stored_file(b"used")).mou
    unused, young = stored_file(b"unused"), stored_file(b"young")
    lost = stored_file(b"lost")
    store.path_of(lost.sha256).unlink()
    interrupted, writing = root / "incoming-old", root / "incoming-new"
    requested, requesting = (root.parent / "uploads" / f"tmp{n}.upload.pdf" for n in (1, 2))
    for path in (interrupted, writing, requested, requesting):
        path.write_bytes(b"half")
    unknown = store.path_of("ab" * 32)
    unknown.parent.mkdir(parents=True)
    unknown.write_bytes(b"rolled back")
    for path in (interrupted, requested, unknown, *(store.path_of(one.sha256) for one in (used, unused))):
        age(path, DAY + 60)
    found = Leftovers((interrupted, requested), (unknown,), (unused.sha256,), (lost.sha256,))

    assert clean_up(older_than_seconds=DAY, remove=False) == found
    assert len(on_disk(root)) == 6
    assert StoredFile.objects.count() == 4

    assert clean_up(older_than_seconds=DAY, remove=True) == found
    assert on_disk(root) == sorted([writing, *(store.path_of(one.sha256) for one in (used, young))])
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {used.pk, young.pk, lost.pk}

    assert list(requesting.parent.iterdir()) == [requesting]
    assert clean_up(older_than_seconds=DAY, remove=True) == Leftovers((), (), (), (lost.sha256,))


@pytest.mark.django_db
def test_sweep_spares_what_was_uploaded_again(root: Path) -> None:
    stored = stored_file()
    age(store.path_of(stored.sha256), 2 * DAY)
    stored_file()

    assert clean_up(older_than_seconds=DAY, remove=True).unused == ()
    assert store.read(stored) != b""


@pytest.mark.django_db
def test_sweep_files_reports_and_removes_only_when_told(root: Path) -> None:
    age(store.path_of(stored_file().sha256), 2 * DAY)
    said = StringIO()

    call_command("sweep_files", stdout=said)
    assert "1 stored files that nothing points to: found" in said.getvalue()
    assert StoredFile.objects.count() == 1

    call_command("sweep_files", remove=True, stdout=said)
    assert "1 stored files that nothing points to: removed" in said.getvalue()
    assert (StoredFile.objects.count(), on_disk(root)) == (0, [])


@pytest.mark.django_db
def test_verify_files_names_what_is_missing_and_what_is_damaged() -> None:
    whole, missing, damaged = (stored_file(content) for content in (b"whole", b"missing", b"damaged"))
    store.path_of(missing.sha256).unlink()
    store.path_of(damaged.sha256).write_bytes(b"damagee")
    errors = StringIO()

    with pytest.raises(CommandError, match=r"^2 of 3 stored files are missing or damaged"):
        call_command("verify_files", stderr=errors)
    assert errors.getvalue() == f"Missing: {missing.sha256}\nDamaged: {damaged.sha256}\n"

    for content in (b"missing", b"damaged"):
        stored_file(content)
    said = StringIO()
    call_command("verify_files", stdout=said)
    assert said.getvalue() == "3 stored files, all there and whole.\n"
    assert verify() == Verdict(3, (), ())
    assert store.read(whole) == b"whole"


@pytest.mark.django_db
def test_sweep_files_fails_when_a_stored_file_is_missing() -> None:
    stored = stored_file()
    store.path_of(stored.sha256).unlink()
    errors = StringIO()

    with pytest.raises(CommandError, match="1 stored files are missing"):
        call_command("sweep_files", stdout=StringIO(), stderr=errors)
    assert stored.sha256 in errors.getvalue()


def test_sweep_files_will_not_touch_what_a_form_may_still_carry() -> None:
    with pytest.raises(CommandError, match="13 hours"):
        call_command("sweep_files", older_than=1.0)
