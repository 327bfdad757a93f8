"""Who works on a request for help: none with a tie to the agency that asks."""

from collections.abc import Iterable

from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Capability as StaffCapability
from accounts.permissions import may as staff_may
from accounts.permissions import require as require_staff
from agencies.models import Agency
from agencies.permissions import Capability, refusal, require
from campaign.assistance.models import AssistanceRequest
from common.problems import NotAllowed


def why_not_help(user: User, request: AssistanceRequest) -> str | Promise:
    """Why this reviewer may not work on the request, in words; empty when they may."""
    return refusal(user, Capability.HELP_ANSWER, request.agency) if request.agency is not None else ""


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
