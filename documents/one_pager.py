"""The campaign on one page: what it is, how far it has come, the practices, and how to join."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from compliance.editions import Edition
from documents.content import Line, Paper, Part, Prose
from pledges import messages


@dataclass(frozen=True, slots=True)
class Invited(Part):
    """A practice as agencies are invited to it: two or three words, and a sentence."""

    title: Line
    text: Line


@dataclass(frozen=True, slots=True)
class OnePagerContent(Paper):
    """The campaign's one-pager, with the figures of a day.

    ``guide_months`` and ``limit_months`` are how long an agency has.
    ``took_the_pledge`` counts every agency that did, ``certified`` those of them that completed it: two figures, never
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
    took_the_pledge: int
    certified: int
    regions: int
    portal_url: Line
    pledge_url: Line
    practices: tuple[Invited, ...]
    guide_months: int
    limit_months: int
    contact_email: Line = ""
    disclaimers: tuple[Prose, ...] = ()

    @property
    def symbol_url(self) -> str:
        """What the QR symbol opens."""
        return self.portal_url


def invited(edition: Edition) -> tuple[Invited, ...]:
    """The edition's practices in the public's words."""
    return tuple(
        Invited(_(practice.invitation), messages.summary(practice, edition)) for practice in edition.practices
    )
