"""What the IACP's staff may do that concerns no one agency; what they may on an agency is in ``agencies.permissions``.

Actions ask ``require``; the guards of the access table only spare the visitor a form.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.access import Guard
from common.problems import NotAllowed


class Actor(StrEnum):
    """Someone without an account: a job, a schedule or a command; and who holds the link mailed to a pledge's coordinator."""

    SYSTEM = "system"
    COORDINATOR = "coordinator"


By: TypeAlias = User | Actor


def person(by: By | None) -> User | None:
    """The person among those who act, for the trail and for rows that name one; None for all others."""
    return by if isinstance(by, User) else None


class Capability(StrEnum):
    """What a staff role may be needed for."""

    CONTENT_EDIT = "content.edit"
    HELP_ANSWER = "help.answer"
    COURSE_DECIDE = "course.decide"
    SENDERS_UNBLOCK = "senders.unblock"
    NEWSLETTER_SEND = "newsletter.send"
    STAFF_MANAGE = "staff.manage"
    WAITING_EMAILS_CHOOSE = "waiting_emails.choose"
    REGISTER_IMPORT = "register.import"
    RELEASES_PLAN = "releases.plan"


_REVIEWERS = frozenset({User.StaffRole.REVIEWER, User.StaffRole.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({User.StaffRole.ADMINISTRATOR})
_STAFF = _REVIEWERS | {User.StaffRole.EDITOR}
MAY: dict[Capability, frozenset[User.StaffRole]] = {
    Capability.CONTENT_EDIT: frozenset({User.StaffRole.EDITOR, User.StaffRole.ADMINISTRATOR}),
    Capability.HELP_ANSWER: _REVIEWERS,
    Capability.COURSE_DECIDE: _REVIEWERS,
    Capability.SENDERS_UNBLOCK: _REVIEWERS,
    Capability.NEWSLETTER_SEND: _ADMINISTRATORS,
    Capability.STAFF_MANAGE: _ADMINISTRATORS,
    Capability.WAITING_EMAILS_CHOOSE: _STAFF,
    Capability.REGISTER_IMPORT: _REVIEWERS,
    Capability.RELEASES_PLAN: _REVIEWERS,
}


def may(by: object, capability: Capability) -> bool:
    """Whether this person's role at the IACP is one for it, and they may sign in."""
    return isinstance(by, User) and by.is_active and by.staff_role in MAY[capability]


def require(by: object, capability: Capability) -> None:
    """NotAllowed, saying whose it is, unless ``by`` may do it."""
    if may(by, capability):
        return
    if MAY[capability] == _REVIEWERS:
        raise NotAllowed(_("Only the IACP's reviewers may do this."))
    if MAY[capability] == _ADMINISTRATORS:
        raise NotAllowed(_("Only campaign administrators may do this."))
    if MAY[capability] == _STAFF:
        raise NotAllowed(_("Only the IACP's staff may do this."))
    raise NotAllowed(_("Only the campaign's content editors may do this."))


def is_reviewer(user: object) -> bool:
    """Whether this person reviews for the IACP. Campaign administrators do too."""
    return isinstance(user, User) and user.is_reviewer


def is_administrator(user: object) -> bool:
    """Whether this person administers the campaign."""
    return isinstance(user, User) and user.is_campaign_administrator


def is_editor(user: object) -> bool:
    """Whether this person writes the campaign's content. Campaign administrators do too."""
    return isinstance(user, User) and (user.is_content_editor or user.is_campaign_administrator)


def is_staff(user: object) -> bool:
    """Whether this person has a role at the IACP."""
    return isinstance(user, User) and user.is_at_the_iacp


def _guard(name: str, is_one: Callable[[object], bool], otherwise: Promise) -> Guard:
    def judge(request: HttpRequest) -> None:
        if not is_one(request.user):
            raise NotAllowed(otherwise)

    return Guard(name, judge)


# Campaign administrators pass each of them.
REVIEWER = _guard("reviewer", is_reviewer, _("This page is for the IACP's reviewers."))
STAFF = _guard("staff", is_staff, _("This page is for the IACP's staff."))
CONTENT_EDITOR = _guard("content editor", is_editor, _("This page is for content editors."))
ADMINISTRATOR = _guard("administrator", is_administrator, _("This page is for campaign administrators."))
