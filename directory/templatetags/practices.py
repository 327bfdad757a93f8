"""The practices in the public's words, for the pages that show them."""

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from compliance.editions import edition_on
from pledges import messages

register = template.Library()


@dataclass(frozen=True, slots=True)
class Invitation:
    """A practice as agencies are invited to it."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Invitations:
    """The practices that a pledge of today asks for, and the months in which agencies carry them out."""

    practices: tuple[Invitation, ...]
    guide_months: int
    limit_months: int


@register.simple_tag
def practices_of_today() -> Invitations:
    """The practices of the edition that a pledge of today is made under, in the visitor's language."""
    edition = edition_on(timezone.localdate())
    practices = tuple(
        Invitation(practice.icon, _(practice.invitation), messages.summary(practice, edition))
        for practice in edition.practices
    )
    return Invitations(practices, edition.guide_months, edition.limit_months)
