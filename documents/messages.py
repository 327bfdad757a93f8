"""Messages about papers that more than one place shows."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.content import MAX_ITEMS, ContentTooLong

MOVED_ON = gettext_lazy("The certificate was revoked or reissued since, so the decision can't be recalled.")
_LISTS = {
    "claims": gettext_lazy("partnerships, policies or other entries of one practice"),
    "items": gettext_lazy("components of one entry, or courses"),
    "address": gettext_lazy("lines of the address"),
    "partners": gettext_lazy("partners"),
}
_TEXTS = {
    "told": gettext_lazy("what is said of an entry, such as the nature of a partnership"),
    "text": gettext_lazy("an entry's name"),
    "words": gettext_lazy("your own words on a practice"),
}


def too_long(error: ContentTooLong) -> str:
    """What is too long for a paper, how long it is and how long it may be."""
    part, _dot, field = error.place.partition(".")
    given = {"length": error.length, "limit": error.limit}
    if field in _LISTS and error.limit == MAX_ITEMS:
        words = _("The letter would list %(length)s %(what)s, and has room for %(limit)s.")
        return words % {**given, "what": _LISTS[field]}
    if not field:
        return _(
            "Taken together, the texts are too long for the letter: %(length)s characters, where %(limit)s fit. "
            "Shorten the statements, or what is said of the partnerships."
        ) % given  # fmt: skip
    words = _("This text is too long for the letter: %(what)s, %(length)s characters where %(limit)s fit.")
    return words % {**given, "what": _TEXTS.get(field, part)}
