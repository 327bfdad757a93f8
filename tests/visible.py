"""What a page says to its reader, without what is random in it: tokens, addresses and names of objects."""

import re
from html import unescape

_HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)


def words_of(page: str) -> set[str]:
    """The whole words that a page shows. A token holds any two letters sooner or later, but is no word of two letters."""
    return set(re.findall(r"[\w'-]+", unescape(_HIDDEN.sub(" ", page))))
