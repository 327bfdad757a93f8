"""PNG and JPEG: decoded whole and encoded anew, so that only the picture remains."""

import io
import struct

from PIL import Image, ImageOps

from files.inspection.verdict import Refusal

# A letter page at 600 dots per inch is 34 million; the memory limit holds two copies of 40 million.
MOST_PIXELS = 40_000_000
FORMATS = {"png": ("PNG", b"\x89PNG\r\n\x1a\n"), "jpg": ("JPEG", b"\xff\xd8\xff")}
JPEG_QUALITY = 92

# Every module that opening or saving needs is loaded while files can still be opened.
Image.preinit()


def inspect(content: bytes, kind: str) -> bytes:
    """The picture encoded anew, upright, without metadata. Refuses what is truncated, too large or more than a picture."""
    name, signature = FORMATS[kind]
    if not content.startswith(signature):
        raise Refusal(f"not_{kind}")
    if kind == "png":
        _check_png_end(content)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        picture = Image.open(io.BytesIO(content), formats=[name])
    except Image.DecompressionBombError:
        raise Refusal("picture_too_large") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise Refusal("picture_too_large")
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    out = io.BytesIO()
    if kind == "png":
        upright.save(out, "PNG")
    else:
        shown = upright if upright.mode in {"L", "RGB"} else upright.convert("RGB")
        shown.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _check_png_end(content: bytes) -> None:
    """The last chunk is the end chunk and nothing follows it. (Telephones do append to JPEGs; that falls away here.)"""
    at = 8
    while at + 12 <= len(content):
        length, chunk = struct.unpack_from(">I4s", content, at)
        at += 12 + length
        if chunk == b"IEND":
            break
    else:
        raise Refusal("damaged")
    if at != len(content):
        raise Refusal("picture_trailing")
