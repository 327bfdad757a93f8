"""QR symbols for papers."""

from functools import lru_cache

import segno

MODULE_PIXELS = 8
INK = "#14284b"
# ISO/IEC 18004 asks for four blank modules around a symbol.
QUIET_MODULES = 4


@lru_cache(maxsize=64)
def qr_data_uri(text: str) -> str:
    """A QR symbol of ``text`` with its quiet zone, as a ``data:image/png`` URI.

    Level M survives a creased or smudged print. A bitmap of one bit a pixel has no seams between its modules.
    """
    symbol = segno.make(text, error="m", boost_error=False, micro=False)
    uri: str = symbol.png_data_uri(scale=MODULE_PIXELS, border=QUIET_MODULES, dark=INK)
    return uri
