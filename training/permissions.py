"""Who decides about courses: reviewers whom nothing ties to an agency that proposed the course or asked about it."""

from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Capability as StaffCapability
from accounts.permissions import require as require_staff
from agencies.permissions import Capability, refusal, require
from training import queries
from training.models import Course


def why_not_decide(user: User, course: Course) -> str | Promise:
    """Why this reviewer may not decide about the course, in words; empty when they may."""
    for agency in queries.agencies_that_asked(course):
        words = refusal(user, Capability.COURSE_DECIDE, agency)
        if words:
            return words
    return ""


def require_may_decide(by: User, course: Course) -> None:
    """NotAllowed, saying why, unless ``by`` may decide about the course."""
    require_staff(by, StaffCapability.COURSE_DECIDE)
    for agency in queries.agencies_that_asked(course):
        require(by, Capability.COURSE_DECIDE, agency)
