"""Text that leaves for a spreadsheet, so that no program there takes it for a formula."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """``text`` with an apostrophe in front where a spreadsheet would calculate it; control characters become spaces.

    An import takes the apostrophe off again.
    """
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return "'" + text if text.lstrip().startswith(_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal() and text[0] in "+-"
