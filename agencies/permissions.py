"""Who may do what for an agency or on it: one table of capabilities and roles, asked by every action.

Actions call ``require``; the guards of the access table only spare the visitor a form.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Actor, By, person
from agencies import queries
from agencies.models import Agency, Membership
from agencies.ties import WORDS, tie_of
from common.access import Guard
from common.problems import NotAllowed

if TYPE_CHECKING:
    from agencies.middleware import AgencyRequest


class Role(StrEnum):
    """What someone is toward one agency: of its people, of the IACP without a tie to it, or one without an account."""

    LEAD = Membership.Role.LEAD.value
    EDITOR = Membership.Role.EDITOR.value
    SIGNATORY = Membership.Role.SIGNATORY.value
    VIEWER = Membership.Role.VIEWER.value
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    COORDINATOR = Actor.COORDINATOR.value
    SYSTEM = Actor.SYSTEM.value


class Capability(StrEnum):
    """What can be done for an agency, and what the IACP can do and decide on it."""

    PROFILE_EDIT = "profile.edit"
    IDENTITY_REQUEST = "identity.request"
    MEMBERS_MANAGE = "members.manage"
    MEMBERS_INVITE = "members.invite"
    EVIDENCE_EDIT = "evidence.edit"
    TRAINING_EDIT = "training.edit"
    ROSTER_PURGE = "roster.purge"
    NAMES_REMOVE = "names.remove"
    COMPLETION_DRAFT = "completion.draft"
    COMPLETION_SUBMIT = "completion.submit"
    PLEDGE_ANSWER = "pledge.answer"
    PLEDGE_RENEW = "pledge.renew"
    PLEDGE_WITHDRAW = "pledge.withdraw"
    QUESTIONS_ANSWER = "questions.answer"
    HELP_ASK = "help.ask"
    HELP_REPLY = "help.reply"
    PLEDGE_VERIFY = "pledge.verify"
    IDENTITY_DECIDE = "identity.decide"
    DEADLINE_SET = "deadline.set"
    COMPLETION_DECIDE = "completion.decide"
    CERTIFICATE_CHANGE = "certificate.change"
    COURSE_DECIDE = "course.decide"
    OFFICER_EXCLUDE = "officer.exclude"
    REPORT_SETTLE = "report.settle"
    HELP_ANSWER = "help.answer"
    LEAD_APPOINT = "lead.appoint"
    AGENCY_SUSPEND = "agency.suspend"


_LEADS = frozenset({Role.LEAD})
_SPEAKERS = frozenset({Role.LEAD, Role.SIGNATORY})
_WRITERS = frozenset({Role.LEAD, Role.SIGNATORY, Role.EDITOR})
_REVIEWERS = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
MAY: dict[Capability, frozenset[Role]] = {
    # The coordinator's link opens the page that answers the IACP's question, before anyone has an account.
    Capability.PROFILE_EDIT: _LEADS | {Role.COORDINATOR},
    Capability.IDENTITY_REQUEST: _SPEAKERS,
    Capability.MEMBERS_MANAGE: _LEADS,
    # Verifying a pledge invites the agency's first lead; the desk sends it again, to the right address. A command that
    # imports agencies invites, too.
    Capability.MEMBERS_INVITE: _LEADS | _REVIEWERS | {Role.SYSTEM},
    Capability.EVIDENCE_EDIT: _WRITERS,
    Capability.TRAINING_EDIT: _WRITERS,
    Capability.ROSTER_PURGE: _LEADS,
    # A job removes them after the profile has changed.
    Capability.NAMES_REMOVE: _LEADS | {Role.SYSTEM},
    Capability.COMPLETION_DRAFT: _WRITERS,
    Capability.COMPLETION_SUBMIT: _SPEAKERS,
    Capability.PLEDGE_ANSWER: frozenset({Role.COORDINATOR}),
    Capability.PLEDGE_RENEW: _SPEAKERS,
    # An agency that lost its people can ask the IACP in writing, and an administrator enters it.
    Capability.PLEDGE_WITHDRAW: _SPEAKERS | _ADMINISTRATORS,
    Capability.QUESTIONS_ANSWER: _WRITERS,
    Capability.HELP_ASK: _WRITERS | {Role.VIEWER},
    Capability.HELP_REPLY: _WRITERS,
    Capability.PLEDGE_VERIFY: _REVIEWERS,
    Capability.IDENTITY_DECIDE: _REVIEWERS,
    Capability.DEADLINE_SET: _REVIEWERS,
    Capability.COMPLETION_DECIDE: _REVIEWERS,
    Capability.CERTIFICATE_CHANGE: _REVIEWERS,
    Capability.COURSE_DECIDE: _REVIEWERS,
    Capability.OFFICER_EXCLUDE: _REVIEWERS,
    Capability.REPORT_SETTLE: _REVIEWERS,
    Capability.HELP_ANSWER: _REVIEWERS,
    Capability.LEAD_APPOINT: _REVIEWERS,
    Capability.AGENCY_SUSPEND: _ADMINISTRATORS,
}
# The roles of an agency's people who do something, in words. Viewers are never whom to ask.
_ONE = {Role.LEAD: _("a lead"), Role.SIGNATORY: _("a signatory"), Role.EDITOR: _("an editor")}
# Decided by the IACP alone: nothing of it is open to someone with a tie to the agency.
DECISIONS = frozenset(capability for capability, roles in MAY.items() if roles <= _REVIEWERS)


def roles_of(by: By | None, agency: Agency) -> frozenset[Role]:
    """What ``by`` is toward ``agency``: one role or none; one query for its people, some more for the IACP's.

    A membership is the only role of its person there, even while the agency is suspended, when it gives none. A reviewer
    whom anything ties to the agency has no role on it, and an administrator neither. People who may not sign in have none.
    """
    if isinstance(by, Actor):
        return frozenset({Role(by.value)})
    if by is None or not by.is_active:
        return frozenset()
    membership = queries.role_of(by, agency)
    if membership is not None:
        return frozenset() if agency.is_suspended else frozenset({Role(membership)})
    if not by.is_reviewer or tie_of(by, agency) is not None:
        return frozenset()
    return frozenset({Role.ADMINISTRATOR if by.is_campaign_administrator else Role.REVIEWER})


def may(by: By | None, capability: Capability, agency: Agency) -> bool:
    """Whether ``by`` may do this for or on the agency."""
    return bool(MAY[capability] & roles_of(by, agency))


def reviewer_may(capability: Capability, agency: Agency) -> Callable[[User], bool]:
    """Whether a person may do this on the agency as one of the IACP's; nothing is asked about anyone else."""
    return lambda user: user.is_reviewer and may(user, capability, agency)


def require(by: By | None, capability: Capability, agency: Agency) -> None:
    """NotAllowed, saying why and who may, unless ``may``."""
    if not may(by, capability, agency):
        raise NotAllowed(refusal(by, capability, agency))


def refusal(by: By | None, capability: Capability, agency: Agency) -> str | Promise:
    """Why ``by`` may not do this on the agency, and whom to ask, in words; empty when they may."""
    allowed = MAY[capability]
    if allowed & roles_of(by, agency):
        return ""
    if not isinstance(by, Actor) and by is not None and by.is_reviewer and allowed & _REVIEWERS:
        tie = tie_of(by, agency)
        if tie is not None:
            return WORDS[tie]
    if allowed <= _ADMINISTRATORS:
        return _("Only campaign administrators may do this.")
    if allowed <= _REVIEWERS:
        return _("Only the IACP's reviewers may do this.")
    return _ask_a_lead(by, allowed, agency)


def role_may(role: str, capability: Capability) -> bool:
    """Whether a role is one for it: for pages that have the membership at hand."""
    return Role(role) in MAY[capability]


def granted(role: str) -> dict[str, bool]:
    """Whether a role is one for each capability, by the capability's name in small letters: ``request.may`` of templates."""
    return {capability.name.lower(): Role(role) in roles for capability, roles in MAY.items()}


@cache
def needs(capability: Capability) -> Guard:
    """The guard of a page of an agency's own that those may open, or send, who have this capability."""
    return _guard(capability.value, capability)


def _guard(name: str, needed: Capability | None) -> Guard:
    """A guard over ``request.membership``, which ``agencies.middleware`` sets where the address names an agency of theirs.

    Members of a suspended agency get 403 with a page that says so; who may not is told whom to ask.
    """

    def judge(request: HttpRequest) -> HttpResponse | None:
        of_agency = cast("AgencyRequest", request)
        if of_agency.membership is None:
            return _suspended(request)
        if needed is not None and not role_may(of_agency.membership.role, needed):
            raise NotAllowed(refusal(of_agency.user, needed, of_agency.agency))
        return None

    return Guard(name, judge)


def _suspended(request: HttpRequest) -> HttpResponse:
    agency: Agency | None = cast("AgencyRequest", request).agency
    if agency is None:
        raise Http404
    return render(request, "agencies/suspended.html", {"agency": agency}, status=403)


MEMBER = _guard("member", None)


def _ask_a_lead(by: By | None, allowed: frozenset[Role], agency: Agency) -> str | Promise:
    """Who may, and for a member the leads by name: no one else learns them here."""
    user = person(by)
    if user is None or queries.role_of(user, agency) is None:
        return _("You don't act for this agency.")
    whose = gettext("Only %(who)s of the agency can do this.") % {"who": _named(allowed)}
    return f"{whose} {ask_leads(agency)}"


def who_may(capability: Capability) -> str:
    """Who of an agency's people may do it, in words such as "a lead or a signatory"."""
    return _named(MAY[capability])


def _named(roles: frozenset[Role]) -> str:
    return get_text_list([str(words) for role, words in _ONE.items() if role in roles], gettext("or"))


def ask_leads(agency: Agency) -> str:
    """Whom a member asks for what they may not do: the leads by name, in one query."""
    leads = get_text_list([str(lead) for lead in queries.leads(agency)], gettext("or"))
    if not leads:
        return gettext("Your agency has no lead at present. Write to the campaign.")
    return gettext("Ask %(leads)s.") % {"leads": leads}
