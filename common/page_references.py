"""Page references as people read them: a typed number becomes "page 2", anything else stays as it was typed."""

import re

from django.utils.translation import gettext as _

_BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,4}")
_RANGE = re.compile(r"([0-9]{1,4})\s*[-–—]\s*([0-9]{1,4})")


def page_reference(text: str) -> str:
    """ "page 2" of "2", "pages 2–3" of "2-3", "pages 2, 5–7" of "2 and 5-7"; "§ 5.2" and "12-4", which is no range, stay."""
    parts = list(map(_part, _BETWEEN.split(text.strip())))
    if not all(parts):
        return text
    if len(parts) == 1 and _NUMBER.fullmatch(parts[0]):
        return _("page %(number)s") % {"number": parts[0]}
    return _("pages %(numbers)s") % {"numbers": ", ".join(parts)}


def _part(text: str) -> str:
    """One number, or two in their order; empty for what is neither."""
    if _NUMBER.fullmatch(text):
        return text
    ends = _RANGE.fullmatch(text)
    return f"{ends[1]}–{ends[2]}" if ends and int(ends[1]) < int(ends[2]) else ""
