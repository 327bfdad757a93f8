"""PNG, JPEG and HEIC: decoded whole and encoded again, so that only the picture remains.

A photograph of more pixels than a paper can show is made smaller while it is decoded.
"""

import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin

from files.inspection import Made, Refusal

# A letter page at 600 dots per inch is 34 million; the memory limit holds two copies of 40 million.
MOST_PIXELS = 40_000_000
# JPEG can be decoded at half or a quarter of its size: telephones take up to 200 million pixels.
MOST_PIXELS_SHRUNK = 250_000_000
# HEIC is decoded whole and made smaller then. Telephones take 49 million, which needs 370 MB of the memory limit.
MOST_PIXELS_HEIC = 52_000_000
FORMATS = {"png": ("PNG", b"\x89PNG\r\n\x1a\n"), "jpg": ("JPEG", b"\xff\xd8\xff"), "heic": ("HEIF", b"")}
# What telephones call their HEIC files, in the bytes 8 to 12.
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
JPEG_QUALITY = 92
# A picture on a paper: 6.4 inches wide at 250 dots an inch, and no taller than a third of a page.
PAPER_SIZE = (1600, 900)

# Loaded while files can still be opened: Pillow looks for its readers, and for what reads metadata, late.
Image.preinit()
READERS = (MpoImagePlugin, TiffImagePlugin)
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def inspect(content: bytes, kind: str) -> Made:
    """The picture encoded again, upright, without metadata. Refuses what is truncated, too large or more than a picture."""
    upright, notes = _upright(content, kind)
    out = io.BytesIO()
    if kind == "png":
        upright.save(out, "PNG")
    else:
        shown = upright if upright.mode in {"L", "RGB"} else upright.convert("RGB")
        shown.save(out, "JPEG", quality=JPEG_QUALITY)
    return Made(out.getvalue(), "" if kind == "png" else "jpg", notes)


def inspect_for_paper(content: bytes, kind: str) -> bytes:
    """The picture as a PNG on white that is no larger than a paper shows. What it is, is known by its first bytes."""
    found = next(
        (one for one, (_name, start) in FORMATS.items() if start and content.startswith(start)), kind
    )
    if found not in FORMATS:
        raise Refusal("not_png")
    upright = _upright(content, found)[0].convert("RGBA")
    upright.thumbnail(PAPER_SIZE, Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _upright(content: bytes, kind: str) -> tuple[Image.Image, tuple[str, ...]]:
    """The picture, and notes of what was done with it."""
    name, signature = FORMATS[kind]
    if not content.startswith(signature):
        raise Refusal(f"not_{kind}")
    if kind == "png":
        _check_chunks(content)
    if kind == "heic" and (content[4:8] != b"ftyp" or content[8:12] not in HEIC_BRANDS):
        raise Refusal("not_heic")
    notes: tuple[str, ...] = ("heic_converted",) if kind == "heic" else ()
    most = {"jpg": MOST_PIXELS_SHRUNK, "heic": MOST_PIXELS_HEIC}.get(kind, MOST_PIXELS)
    Image.MAX_IMAGE_PIXELS = most
    try:
        picture = Image.open(io.BytesIO(content), formats=[name])
    except Image.DecompressionBombError:
        raise Refusal("picture_too_large") from None
    if kind == "jpg" and MOST_PIXELS < picture.width * picture.height <= MOST_PIXELS_SHRUNK:
        share = 2 if picture.width * picture.height <= 4 * MOST_PIXELS else 4
        picture.draft(None, (picture.width // share, picture.height // share))
        notes += ("picture_scaled",)
    if picture.width * picture.height > (MOST_PIXELS_HEIC if kind == "heic" else MOST_PIXELS):
        raise Refusal("picture_too_large")
    picture.load()
    if picture.width * picture.height > MOST_PIXELS:
        # Another copy of the whole wouldn't fit into the memory. HEIC is upright once it is decoded.
        upright = picture.reduce(2)
        notes += ("picture_scaled",)
    else:
        upright = ImageOps.exif_transpose(picture)
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    return upright, notes


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
