"""Whether two rows are about one person: by names and IDs, as far as they can be compared."""

import re
from collections.abc import Iterable
from itertools import combinations

from common.text import folded

_PREFIX = re.compile(r"^[a-z]+|[\W_]+")


def are_different_people(first: str, second: str) -> bool:
    """Whether two names are wholly different: no word of one is a word, or the beginning, of the other's.

    "Ann Fox" and "A. Fox-Lee" may be one person, "Bob Hay" and "Dan New" aren't.
    """
    one, other = set(folded(first).split()), set(folded(second).split())
    long_one = {word for word in one if len(word) > 1}
    long_other = {word for word in other if len(word) > 1}
    if not long_one or not long_other:
        return False
    return not any(
        a == b or (len(a) > 2 and len(b) > 2 and (a.startswith(b) or b.startswith(a)))
        for a in long_one
        for b in long_other
    )


def are_several_people(names: Iterable[str]) -> bool:
    """Whether any two of these names are wholly different."""
    return any(are_different_people(first, second) for first, second in combinations(dict.fromkeys(names), 2))


def core_of(ref: str) -> str:
    """What is left of an ID without case, spaces, signs, a prefix of letters, and zeros in front."""
    return _PREFIX.sub("", ref.casefold()).lstrip("0") or ref.casefold()
