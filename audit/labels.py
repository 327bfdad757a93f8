"""The labels of the trail's and the security log's entries. Each app registers its own in ``audit_labels.py``."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
_labels: dict[str, Words] = {}
_internal: set[str] = set()


def register_labels(words: Mapping[str, Words], *, internal: bool = False) -> None:
    """Register what people read for each verb: ``{"agencies.registered": _("Agency registered")}``. Past tense, no names.

    ``internal`` are those of the IACP's own work, which an agency's history leaves out.
    """
    if internal:
        _internal.update(words)
    for verb, text in words.items():
        if _labels.get(verb, text) != text:
            raise ValueError(f"The verb {verb!r} has a label already.")
        _labels[verb] = text


def label_of(verb: str) -> str:
    """What people read for a verb; the verb itself, made readable, when its app has registered nothing."""
    known = _labels.get(verb)
    return str(known) if known is not None else verb.rpartition(".")[2].replace("_", " ").capitalize()


def labeled() -> frozenset[str]:
    """Every verb that has a label."""
    return frozenset(_labels)


def internal() -> frozenset[str]:
    """The verbs that an agency doesn't read in its history."""
    return frozenset(_internal)


# What belongs to no other app.
register_labels(
    {
        "audit.refused": _("Page or action refused"),
        "audit.not_found": _("Requested a page that isn't theirs or doesn't exist"),
        "audit.downloaded": _("File opened or downloaded"),
        "audit.refusals_left_out": _("Many refusals: more from this hour aren't listed"),
        "audit.security_log_purged": _("Old security events deleted"),
        "audit.log_searched": _("Logs searched"),
    }
)
