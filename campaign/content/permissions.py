"""Who decides what is told of an agency: none with a tie to it."""

from django.db.models import Model
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Capability, require
from agencies import queries as agencies_known
from agencies.ties import WORDS, tie_of
from campaign.content.models import LearningSite, Nomination, Spotlight
from common.problems import NotAllowed

# What is told of agencies: the field that says whose work it is, and the texts that may name further ones.
TELLS_OF: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Spotlight: ("who", ("title", "summary", "body", "figures")),
    Nomination: ("nominee", ("summary",)),
    LearningSite: ("name", ("about",)),
}


def why_not_decide(by: User, row: Model) -> str | Promise:
    """Why this person may not decide whether and how this is told, in words; empty when they may."""
    if type(row) not in TELLS_OF:
        return ""
    whose, texts = TELLS_OF[type(row)]
    told = agencies_known.named_in(*(getattr(row, name) for name in texts), whose=getattr(row, whose))
    tie = next((tie for agency in told if (tie := tie_of(by, agency)) is not None), None)
    return WORDS[tie] if tie is not None else ""


def require_may_decide(by: User, row: Model) -> None:
    """NotAllowed, saying why, when an agency that the row tells of has a tie to ``by``; for content editors."""
    if words := why_not_decide(by, row):
        raise NotAllowed(words)
    require(by, Capability.CONTENT_EDIT)
