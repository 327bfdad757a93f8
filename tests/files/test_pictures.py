"""Pictures for papers and of pages: made in the process that limits itself, encoded again, no larger than needed."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import from_pillow

from files.checking import clean_upload, keep_upload
from files.pictures import NoPicture, for_paper, pages
from files.store import keep_bytes, read
from rehearsal.samples import pdf

pytestmark = pytest.mark.django_db


def drawn(kind: str, size: tuple[int, int] = (3200, 800), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "#14284b").save(out, kind)
    return out.getvalue()


def heic(size: tuple[int, int] = (640, 480)) -> bytes:
    out = io.BytesIO()
    from_pillow(Image.new("RGB", size, "#14284b")).save(out, format="HEIF")
    return out.getvalue()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "CMYK")])
def test_picture_for_a_paper_is_a_png_no_larger_than_it_shows(kind: str, mode: str) -> None:
    made = for_paper(keep_bytes(drawn(kind, mode=mode), media_type="image/png"))

    picture = Image.open(io.BytesIO(read(made)))
    assert (made.media_type, picture.format, picture.mode, picture.size) == (
        "image/png",
        "PNG",
        "RGB",
        (1600, 400),
    )


def test_picture_for_a_paper_stands_on_white_where_it_is_transparent() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(out, "PNG")

    made = for_paper(keep_bytes(out.getvalue(), media_type="image/png"))

    assert Image.open(io.BytesIO(read(made))).getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a", drawn("PNG")[:200]])
def test_no_picture_of_what_is_none(content: bytes) -> None:
    with pytest.raises(NoPicture):
        for_paper(keep_bytes(content, media_type="image/png"))


def test_pages_of_a_pdf_are_pictures_in_their_order() -> None:
    found = pages(keep_bytes(pdf(pages=3), media_type="application/pdf"))

    assert [Image.open(io.BytesIO(page)).size for page in found] == [(935, 1210)] * 3


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"MZ", pdf(pages=41)])
def test_no_pages_of_what_is_no_letter(content: bytes) -> None:
    with pytest.raises(NoPicture):
        pages(keep_bytes(content, media_type="application/pdf"))


def test_photo_of_49_million_pixels_is_made_smaller() -> None:
    """As telephones take them: within the memory and the seconds of the sandbox."""
    large = (Path(__file__).parent / "photo_of_49_million_pixels.heic").read_bytes()

    checked = clean_upload(SimpleUploadedFile("IMG_0048.HEIC", large), allowed=("heic",))

    picture = Image.open(io.BytesIO(read(keep_upload(checked))))
    assert (checked.name, picture.format, picture.size) == ("IMG_0048.jpg", "JPEG", (4032, 3024))
    corners = [picture.getpixel((x, y)) for x, y in ((5, 5), (4000, 5), (5, 3000))]
    assert [corner[0] > 200 for corner in corners] == [True, False, False]  # type: ignore[index]
    assert checked.notes == ("heic_converted", "picture_scaled")


def test_photo_of_a_telephone_is_kept_as_jpeg() -> None:
    checked = clean_upload(SimpleUploadedFile("IMG_0042.HEIC", heic()), allowed=("pdf", "heic"))

    stored = keep_upload(checked)
    picture = Image.open(io.BytesIO(read(stored)))
    assert (checked.name, stored.media_type, picture.format, picture.size) == (
        "IMG_0042.jpg",
        "image/jpeg",
        "JPEG",
        (640, 480),
    )


@pytest.mark.parametrize(
    "content", [drawn("JPEG"), heic()[:300], b"\x00\x00\x00\x18ftypheic" + b"\xff" * 500]
)
def test_what_only_says_it_is_a_photo_of_a_telephone_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        clean_upload(SimpleUploadedFile("x.heic", content), allowed=("heic",))
