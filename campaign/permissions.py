"""Who works on a request for help, and who decides what is told of an agency: none with a tie to it."""

from collections.abc import Iterable, Sequence

from django.db.models import Model
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Capability as StaffCapability
from accounts.permissions import may as staff_may
from accounts.permissions import require as require_staff
from agencies import queries as agencies_known
from agencies.models import Agency
from agencies.permissions import Capability, refusal, require
from agencies.ties import WORDS, tie_of
from campaign.models import AssistanceRequest, BlockedSender, LearningSite, Nomination, Spotlight
from campaign.queries.connect import agencies_by_mark
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
    require_staff(by, StaffCapability.CONTENT_EDIT)


def why_not_help(user: User, request: AssistanceRequest) -> str | Promise:
    """Why this reviewer may not work on the request, in words; empty when they may."""
    return refusal(user, Capability.HELP_ANSWER, request.agency) if request.agency is not None else ""


def why_not_unblock(user: User, blocked: Sequence[BlockedSender]) -> list[str | Promise]:
    """For each blocked address, why this reviewer may not let it ask again, in words; empty where they may.

    Each agency that any of them wrote to is asked about once.
    """
    written_to = agencies_by_mark([each.mark for each in blocked])
    agencies = {agency.pk: agency for group in written_to.values() for agency in group}
    refused = {pk: refusal(user, Capability.REPORT_SETTLE, agency) for pk, agency in agencies.items()}
    return [
        next((refused[agency.pk] for agency in written_to.get(each.mark, []) if refused[agency.pk]), "")
        for each in blocked
    ]


def why_not_ask(user: User, agencies: Iterable[Agency]) -> dict[int, str | Promise]:
    """Why this reviewer may not ask these agencies for help with a request, by their numbers; empty where they may."""
    return {agency.pk: refusal(user, Capability.HELP_ANSWER, agency) for agency in agencies}


def may_help(user: User, request: AssistanceRequest) -> bool:
    """Whether this person may work on the request."""
    return staff_may(user, StaffCapability.HELP_ANSWER) and not why_not_help(user, request)


def require_may_help(by: User, request: AssistanceRequest) -> None:
    """NotAllowed, saying why, unless ``by`` may work on the request."""
    require_staff(by, StaffCapability.HELP_ANSWER)
    if request.agency is not None:
        require(by, Capability.HELP_ANSWER, request.agency)


def require_may_follow(by: User, request: AssistanceRequest) -> None:
    """NotAllowed unless ``by`` writes for the agency whose request it is."""
    if request.agency is None:
        raise NotAllowed("a request of no agency is followed by its link")
    require(by, Capability.HELP_REPLY, request.agency)
