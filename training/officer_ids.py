"""Officers' IDs as people type, paste and export them."""

import re


def typed_ref(text: str) -> str:
    """An officer's ID that a person typed or pasted, as a file's is taken."""
    return whole_number(plain(text.strip()))


def plain(cell: str) -> str:
    """A cell without what spreadsheets put around it to keep it text: ="00123" and '00123."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) >= 3:
        return cell[2:-1].strip()
    return cell[1:].strip() if cell.startswith("'") and not cell.endswith("'") else cell


_WHOLE = re.compile(r"^(\d+)\.0+$")


def whole_number(ref: str) -> str:
    """An ID that a program took for a number, without its decimals: 123.0 is 123."""
    return _WHOLE.sub(r"\1", ref)
