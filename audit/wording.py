"""The words for what the trail records. Each app says its own verbs in ``verbs.py``, found when Django starts."""

from collections.abc import Mapping

from django.utils.functional import Promise

Words = str | Promise
_said: dict[str, Words] = {}
_internal: set[str] = set()


def says(words: Mapping[str, Words], *, internal: bool = False) -> None:
    """Register the words for verbs: ``{"agencies.registered": _("Agency registered")}``. Past tense, no names.

    ``internal`` are those of the IACP's own work, which an agency's history leaves out.
    """
    if internal:
        _internal.update(words)
    for verb, text in words.items():
        if _said.get(verb, text) != text:
            raise ValueError(f"The verb {verb!r} has words already.")
        _said[verb] = text


def words_for(verb: str) -> str:
    """The words for a verb; the verb itself, made readable, when its app has said nothing."""
    known = _said.get(verb)
    return str(known) if known is not None else verb.rpartition(".")[2].replace("_", " ").capitalize()


def said() -> frozenset[str]:
    """Every verb that has words."""
    return frozenset(_said)


def internal() -> frozenset[str]:
    """The verbs that an agency doesn't read in its history."""
    return frozenset(_internal)
