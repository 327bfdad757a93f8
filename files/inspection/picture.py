"""PNG and JPEG: decoded whole and encoded anew, so that only the picture remains."""

import io
import struct
import zlib

from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin

from files.inspection.verdict import Refusal

# A letter page at 600 dots per inch is 34 million; the memory limit holds two copies of 40 million.
MOST_PIXELS = 40_000_000
FORMATS = {"png": ("PNG", b"\x89PNG\r\n\x1a\n"), "jpg": ("JPEG", b"\xff\xd8\xff")}
JPEG_QUALITY = 92

# Loaded while files can still be opened: Pillow looks for its readers, and for what reads metadata, late.
Image.preinit()
READERS = (MpoImagePlugin, TiffImagePlugin)


def inspect(content: bytes, kind: str) -> bytes:
    """The picture encoded anew, upright, without metadata. Refuses what is truncated, too large or more than a picture."""
    name, signature = FORMATS[kind]
    if not content.startswith(signature):
        raise Refusal(f"not_{kind}")
    if kind == "png":
        _check_chunks(content)
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


def _check_chunks(content: bytes) -> None:
    """Every chunk is as it was written, and nothing follows the last. (What telephones append to JPEGs falls away here.)"""
    at = 8
    kind = b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise Refusal("damaged")
        length, kind = struct.unpack_from(">I4s", content, at)
        chunk = content[at + 4 : at + 8 + length]
        at += 12 + length
        if at > len(content) or zlib.crc32(chunk) != int.from_bytes(content[at - 4 : at]):
            raise Refusal("damaged")
    if at != len(content):
        raise Refusal("picture_trailing")
