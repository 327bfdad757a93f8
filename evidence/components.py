"""What is said of an entry beside its fact, as plain values: on its own page, frozen by a submission, and on paper.

No model is read here, so that papers can be composed from it.
"""

from dataclasses import dataclass

from common.text import page_reference


@dataclass(frozen=True, slots=True)
class Component:
    """A component of an entry: the page or section where it stands, or the reason why it is left out; both may be blank.

    ``recommended`` marks one that isn't a main component.
    """

    title: str
    pages: str = ""
    recommended: bool = False
    reason: str = ""

    @property
    def where(self) -> str:
        """Its page or section in words: "page 2" where a number was typed."""
        return page_reference(self.pages)


@dataclass(frozen=True, slots=True)
class Detail:
    """Something more that is said of an entry, in words. ``on_paper`` is whether the letter says it too."""

    label: str
    text: str
    on_paper: bool = True
