"""Who may review what: reviewers, but nobody on an agency that they belong to."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from agencies.models import Agency
from common.problems import NotAllowed


def may_review(user: User, agency: Agency) -> bool:
    """Reviewers and campaign administrators, unless they belong to the agency in any role, even while it is suspended."""
    return user.is_reviewer and not agencies.is_member(user=user, agency=agency)


def require_may_review(user: User, agency: Agency) -> None:
    """NotAllowed, saying why, unless ``may_review``."""
    if not user.is_reviewer:
        raise NotAllowed(_("Only the IACP's reviewers decide."))
    if not may_review(user, agency):
        raise NotAllowed(_("You belong to this agency, so another reviewer decides."))
