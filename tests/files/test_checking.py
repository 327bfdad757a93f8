"""What is taken and what isn't: every file of the two collections, by its content."""

import io
import time
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image
from pytest_django import Settings

from files.checking import MEDIA_TYPES, PROBLEMS, CheckedUpload, clean_upload
from files.sandbox import inspect
from rehearsal.samples import picture, valid, xlsx
from tests.files.hostile import hostile


def check(name: str, content: bytes) -> CheckedUpload:
    """The upload as a form receives it."""
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # whatever the browser said: Django has its own ideas about names
    return clean_upload(upload)


def code_of(error: ValidationError) -> str:
    """The code of the one message."""
    return str(error.error_list[0].code)


@pytest.mark.parametrize(("what", "name", "content"), [pytest.param(*one, id=f"{one[0]}") for one in valid()])
def test_clean_upload_takes_what_agencies_send(what: str, name: str, content: bytes) -> None:
    checked = check(name, content)

    assert checked.name == name
    assert checked.media_type == MEDIA_TYPES[checked.kind]
    kept = b"".join(checked.chunks())
    assert len(kept) == checked.size
    # Documents and tables are kept as they are; of a picture, only the picture.
    assert (kept == content) or checked.kind in {"png", "jpg"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [pytest.param(*one[1:], id=f"{number} {one[0]}") for number, one in enumerate(hostile())],
)
def test_clean_upload_refuses_with_words(name: str, content: bytes, code: str) -> None:
    started = time.process_time()
    with pytest.raises(ValidationError) as refused:
        check(name, content)

    assert code in {"*", code_of(refused.value)}, code_of(refused.value)
    assert str(refused.value.messages[0]).endswith(".")
    # Our own process only hands the file on: it never works on a hostile one itself.
    assert time.process_time() - started < 1


def test_clean_upload_knows_two_hundred_hostile_and_forty_valid_files() -> None:
    assert (len(list(hostile())) >= 200, len(list(valid())) >= 40) == (True, True)


def test_every_problem_of_an_inspector_has_words() -> None:
    folder = Path(__file__).parents[2] / "files" / "inspection"
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    codes = {part.split('"')[0] for part in source.split('Refusal("')[1:]}

    assert codes - set(PROBLEMS) == set()
    assert {f"not_{kind}" for kind in MEDIA_TYPES} - set(PROBLEMS) == set()


def test_clean_upload_takes_only_the_kinds_that_the_field_allows() -> None:
    upload = SimpleUploadedFile("training.xlsx", xlsx())

    with pytest.raises(ValidationError) as refused:
        clean_upload(upload, allowed=("pdf", "png"))

    assert refused.value.messages == ["This kind of file isn't accepted. Send one of these: PDF, PNG."]


def test_clean_upload_says_how_large_a_file_may_be(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 2000
    kept = check("a.csv", b"a,b\n" * 500)
    with pytest.raises(ValidationError) as refused:
        check("a.csv", b"a,b\n" * 500 + b"\n")

    assert kept.size == 2000
    assert "2.0\xa0KB" in refused.value.messages[0]


def test_clean_upload_checks_what_the_browser_claims_not_at_all() -> None:
    """The media type that comes with the upload plays no part."""
    upload = SimpleUploadedFile("scan.png", picture("PNG"), content_type="text/html")

    assert clean_upload(upload).media_type == "image/png"


def test_picture_keeps_nothing_but_the_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif[0x010E] = "SECRET-DESCRIPTION"
    sent = (
        picture("JPEG", size=(60, 40), exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"SECRET-PROFILE")
        + b"SECRET-TAIL"
    )

    kept = b"".join(check("scan.jpg", sent).chunks())

    assert b"SECRET" in sent
    assert b"SECRET" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((40, 60), {})


def test_png_keeps_what_is_see_through() -> None:
    out = io.BytesIO()
    Image.new("L", (4, 4), 3).save(out, "PNG", transparency=3)

    with Image.open(io.BytesIO(b"".join(check("seal.png", out.getvalue()).chunks()))) as shown:
        assert shown.convert("RGBA").getpixel((0, 0))[3] == 0


def test_inspect_of_a_file_that_takes_too_long_is_cut_off() -> None:
    with open("/dev/zero", "rb") as endless:
        started = time.monotonic()
        found = inspect(endless, "csv", seconds=0.3)

    assert (found.problem, time.monotonic() - started < 5) == ("too_heavy", True)


def test_inspect_of_a_file_that_needs_too_much_memory_is_a_refusal(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(600 * 1024 * 1024)
    with large.open("rb") as file:
        found = inspect(file, "pdf")

    assert found.problem == "too_heavy"


def test_clean_upload_without_room_for_a_temporary_file_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    upload: UploadedFile = SimpleUploadedFile("a.csv", b"a,b\n")

    with pytest.raises(ValidationError) as refused:
        clean_upload(upload)

    assert code_of(refused.value) == "no_room"
    assert caplog.messages == ["An upload can't be stored: No such file or directory"]
