"""A PDF's pages as pictures, to be looked at where there is no PDF reader."""

import io
import struct

import pypdfium2
from PIL import Image, PngImagePlugin

from files.inspection import Refusal

# Dots per inch: the text of a letter reads well at the width of a page on the screen.
SCALE = 110 / 72
MOST_PAGES = 40
# A page as large as a poster would be more than the memory.
MOST_PIXELS = 4_000_000

# Loaded while files can still be opened: Pillow looks for its writers late.
Image.preinit()
WRITERS = (PngImagePlugin,)


def inspect(content: bytes, kind: str) -> bytes:
    """The pages as PNG, one after the other, each behind its length in four bytes."""
    if not content.startswith(b"%PDF-"):
        raise Refusal("not_pdf")
    pdf = pypdfium2.PdfDocument(content)
    if len(pdf) > MOST_PAGES:
        raise Refusal("pdf_too_much")
    out = io.BytesIO()
    for page in pdf:
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
        drawn = io.BytesIO()
        # Text on white: sixty-four colors show it as well, in a third of the bytes.
        picture.quantize(64).save(drawn, "PNG", optimize=True)
        out.write(struct.pack(">I", drawn.tell()))
        out.write(drawn.getvalue())
    return out.getvalue()
