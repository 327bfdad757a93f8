"""Large uploads while a request is read: on a disk that is full, nothing is left of them."""

import resource
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import RequestFactory
from pytest_django import Settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder of temporary files of this test's own."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_a_large_upload_is_a_temporary_file_until_it_is_closed(folder: Path) -> None:
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("roster.csv", b"x" * 4_000_000)})

    upload = request.FILES["file"]
    assert isinstance(upload, TemporaryUploadedFile)
    assert [path.stat().st_size for path in folder.iterdir()] == [4_000_000]

    upload.close()
    assert list(folder.iterdir()) == []


def test_an_upload_that_can_not_be_written_leaves_no_file(folder: Path) -> None:
    """The operating system refuses to write more than a megabyte, as it does on a disk that is full."""
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("roster.csv", b"x" * 4_000_000)})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(OSError, match="File too large") as failed:
            _ = request.FILES
        # While the error is still held, and with it everything that was on its way.
        assert (failed.value.errno, list(folder.iterdir())) == (27, [])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
