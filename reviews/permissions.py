"""Who decides on a completion: the IACP's reviewers, but no one whom anything ties to its agency, nor who submitted it."""

from django.utils.functional import Promise

from accounts.models import User
from agencies.permissions import Capability, refusal, require
from agencies.ties import WORDS, Why, tie_of
from common.problems import NotAllowed
from pledges.models import Completion

_DECIDE = Capability.COMPLETION_DECIDE


def why_not(user: User, completion: Completion) -> str | Promise:
    """Why this person may not decide on the completion, in words; empty when they may.

    Staff who enter a letter that came by mail submit for the agency without belonging to it: they may decide on its
    other completions.
    """
    if user.is_reviewer and completion.submitted_by_id == user.pk:
        return WORDS[Why.SUBMITTER]
    return refusal(user, _DECIDE, completion.agency)


def require_may_review(user: User, completion: Completion) -> None:
    """NotAllowed, saying why, unless this person may decide on the completion."""
    require(user, _DECIDE, completion.agency)
    if completion.submitted_by_id == user.pk:
        raise NotAllowed(WORDS[Why.SUBMITTER])


def tie_words(user: User, completion: Completion) -> str | Promise:
    """What ties this person to the completion's agency, in words; empty for nothing, whatever their role is today."""
    if completion.submitted_by_id == user.pk:
        return WORDS[Why.SUBMITTER]
    why = tie_of(user, completion.agency)
    return WORDS[why] if why is not None else ""
