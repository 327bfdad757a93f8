"""Texts that are kept in English, marked for translation. The page that shows one translates it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """A text for one and a text for any other number."""

    one: str
    many: str

    def for_count(self, count: int) -> str:
        """The English text for a number."""
        return self.one if count == 1 else self.many


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogs of translations, which look for this name."""
    return text


def ngettext_lazy(one: str, many: str) -> Counted:
    """Mark a text with a plural for the catalogs of translations, which look for this name."""
    return Counted(one, many)


def is_stated(value: str | tuple[str, ...]) -> bool:
    """Whether a text, or one of several, says anything."""
    return any(text.strip() for text in ((value,) if isinstance(value, str) else value))
