"""The campaign on one page: what it is, how far it has come, the four practices, and how to join."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.content import Line, Paper, Prose


@dataclass(frozen=True, slots=True)
class OnePagerContent(Paper):
    """The campaign's one-pager, with the figures of a day.

    ``pledged`` counts every agency that took the pledge, ``certified`` those of them that completed it: two figures, never
    added. ``size`` is the sheet: ``letter`` or ``a4``. ``portal_url`` is what the symbol opens; ``disclaimers``
    are the paragraphs of the small print.
    """

    KIND: ClassVar[str] = "one_pager"
    TEMPLATE: ClassVar[str] = "documents/one_pager.html"
    # One; small print that staff made very long flows onto a second, rather than that none is drawn.
    MAX_PAGES: ClassVar[int] = 2

    language: Line
    size: Line
    as_of: date
    pledged: int
    certified: int
    regions: int
    portal_url: Line
    pledge_url: Line
    contact_email: Line = ""
    disclaimers: tuple[Prose, ...] = ()

    @property
    def symbol_url(self) -> str:
        """What the QR symbol opens."""
        return self.portal_url
