"""TIFF, as office scanners write it: each page drawn onto a page of a PDF, or one page as a picture."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin

from files.inspection import Made, Refusal
from files.inspection.picture import MOST_PIXELS

SIGNATURES = (b"II*\x00", b"MM\x00*")
MOST_PAGES = 100
# A letter page at some 200 dots an inch: what was scanned finer is made smaller.
LONGEST = 2200
QUALITY = 80
# Points: what a page without a resolution of its own is fitted into.
LETTER = 792

# Loaded while files can still be opened: Pillow looks for its readers and writers late.
Image.preinit()
READERS = (TiffImagePlugin, JpegImagePlugin, PngImagePlugin)


def inspect(content: bytes, kind: str) -> Made:
    """The pages as a PDF; as a PNG for ``tiff_picture``. Refuses what is damaged, too large or too long."""
    if not content.startswith(SIGNATURES):
        raise Refusal("not_tiff")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        scan: Any = Image.open(io.BytesIO(content), formats=["TIFF"])
    except Image.DecompressionBombError:
        raise Refusal("picture_too_large") from None
    if scan.n_frames > MOST_PAGES:
        raise Refusal("tiff_too_long")
    if kind == "tiff_picture":
        if scan.n_frames > 1:
            raise Refusal("tiff_pages")
        return _as_picture(next(_pages(scan)))
    return _as_pdf(scan)


def _pages(scan: Any) -> Iterator[Image.Image]:
    for number in range(scan.n_frames):
        scan.seek(number)
        if scan.width * scan.height > MOST_PIXELS:
            raise Refusal("picture_too_large")
        scan.load()
        yield ImageOps.exif_transpose(scan)


def _as_picture(page: Image.Image) -> Made:
    shown = page if page.mode in {"L", "LA", "RGB", "RGBA"} else page.convert("RGB")
    shown.info = {}
    out = io.BytesIO()
    shown.save(out, "PNG")
    return Made(out.getvalue(), "png", ("tiff_converted",))


def _as_pdf(scan: Any) -> Made:
    pdf = pikepdf.new()
    notes = ["tiff_converted"]
    for page in _pages(scan):
        width, height = _size(page)
        drawn = page.convert("L" if page.mode in {"1", "L", "I;16"} else "RGB")
        if max(drawn.size) > LONGEST:
            drawn.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
            notes[1:] = ["picture_scaled"]
        out = io.BytesIO()
        drawn.save(out, "JPEG", quality=QUALITY)
        picture = pikepdf.Stream(
            pdf,
            out.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=drawn.width,
            Height=drawn.height,
            ColorSpace=pikepdf.Name.DeviceGray if drawn.mode == "L" else pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        sheet = pdf.add_blank_page(page_size=(width, height))
        sheet.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
        sheet.obj.Contents = pikepdf.Stream(pdf, f"{width:.2f} 0 0 {height:.2f} 0 0 cm /Scan Do".encode())
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True)
    return Made(written.getvalue(), "pdf", tuple(notes))


def _size(page: Image.Image) -> tuple[float, float]:
    """How large the page is in points, by its own resolution where that is a scanner's."""
    across, down = (float(dots) for dots in page.info.get("dpi", (0, 0)))
    if not (72 <= across <= 1200 and 72 <= down <= 1200):
        across = down = max(page.size) / LETTER * 72
    return page.width / across * 72, page.height / down * 72
