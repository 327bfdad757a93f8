"""Emails about agencies and their members, written from numbers when the outbox delivers them."""

from django.utils.translation import gettext_lazy as _

from accounts.queries import active_person, person
from agencies import identity, queries
from agencies.leads import lead_change
from agencies.models import INVITATION_LINK
from common.addresses import absolute, reverse
from common.mail import send
from outbox.registry import handles
from outbox.unconfirmed import send_unconfirmed

_WHY_INVITED = _(
    "You get this email because the IACP or a lead of the agency entered this address to invite you."
)


@handles("agencies.invitation")
def invitation(*, invitation_id: int) -> None:
    """The invitation's link; of the agency the name that the IACP verified. Nothing when it was withdrawn or used by now."""
    offered = queries.invitation(invitation_id)
    if offered is None or offered.accepted_at is not None or offered.revoked_at is not None:
        return
    link = absolute(reverse("agencies:invitation", args=[INVITATION_LINK.token(offered.public_id)]))
    context = {"invitation": offered, "agency_name": offered.agency.verified_name, "link": link}
    send_unconfirmed(template="agencies/invitation", to=offered.email, why=_WHY_INVITED, context=context)


@handles("agencies.role_changed")
def role_changed(*, membership_id: int) -> None:
    """Which role the person has now."""
    membership = queries.membership(membership_id)
    if membership is not None and membership.user.is_active:
        context = {
            "membership": membership,
            "agency": membership.agency,
            "link": absolute(reverse("pledges:overview", agency=membership.agency.public_id)),
        }
        send(template="agencies/role_changed", to=[membership.user.email], context=context)


@handles("agencies.member_removed")
def member_removed(*, agency_id: int, user_id: int) -> None:
    """That the person can no longer act for the agency."""
    _to_person("agencies/member_removed", agency_id, user_id)


@handles("agencies.lead_left")
def lead_left(*, agency_id: int, user_id: int, left_id: int) -> None:
    """That a lead left the agency, and who leads it now; nothing to one who is no longer a member."""
    agency, left = queries.agency(agency_id), person(left_id)
    user = queries.recipient(agency, user_id) if agency is not None else None
    if agency is not None and user is not None and left is not None:
        context = {
            "agency": agency,
            "left": left,
            "leads": [str(lead) for lead in queries.leads(agency)],
            "link": absolute(reverse("agencies:members", agency=agency.public_id)),
        }
        send(template="agencies/lead_left", to=[user.email], context=context)


@handles("agencies.lead_appointed")
def lead_appointed(*, change_id: int, user_id: int) -> None:
    """Whom the IACP appointed as lead, in whose place and why: to each member, and to the one who was replaced."""
    change, user = lead_change(change_id), active_person(user_id)
    if change is None or user is None:
        return
    link = absolute(reverse("agencies:members", agency=change.agency.public_id))
    is_replaced = change.replaced_id == user.pk
    context = {
        "change": change,
        "agency": change.agency,
        "is_replaced": is_replaced,
        "link": "" if is_replaced else link,
    }
    send(template="agencies/lead_appointed", to=[user.email], context=context)


@handles("agencies.suspended")
def suspended(*, agency_id: int, user_id: int) -> None:
    """That the agency's pages are closed, to one of its leads."""
    _to_person("agencies/suspended", agency_id, user_id)


@handles("agencies.unsuspended")
def unsuspended(*, agency_id: int, user_id: int) -> None:
    """That the agency's pages are open again, to one of its leads."""
    _to_person("agencies/unsuspended", agency_id, user_id)


@handles("agencies.identity_requested")
def identity_requested(*, request_id: int, user_id: int) -> None:
    """That the agency asked to become someone else, to each of its leads and signatories."""
    _about_identity("agencies/identity_requested", request_id, user_id)


@handles("agencies.identity_approved")
def identity_approved(*, request_id: int, user_id: int) -> None:
    """That the IACP approved the change, and from when on what says it."""
    _about_identity("agencies/identity_approved", request_id, user_id)


@handles("agencies.identity_declined")
def identity_declined(*, request_id: int, user_id: int) -> None:
    """That the IACP declined the change, and why."""
    _about_identity("agencies/identity_declined", request_id, user_id)


@handles("agencies.identity_corrected")
def identity_corrected(*, request_id: int, user_id: int) -> None:
    """That the IACP corrected a spelling, and why."""
    _about_identity("agencies/identity_corrected", request_id, user_id)


def _about_identity(template: str, request_id: int, user_id: int) -> None:
    asked = queries.identity_request_by_number(request_id)
    user = queries.recipient(asked.agency, user_id) if asked is not None else None
    if asked is not None and user is not None:
        context = {
            "asked": asked,
            "rows": identity.rows(asked),
            "agency": asked.agency,
            "link": absolute(reverse("agencies:identity", agency=asked.agency.public_id)),
        }
        send(template=template, to=[user.email], context=context)


def _to_person(template: str, agency_id: int, user_id: int) -> None:
    agency, user = queries.agency(agency_id), active_person(user_id)
    if agency is not None and user is not None:
        send(
            template=template,
            to=[user.email],
            context={"agency": agency, "user": user, "link": absolute(reverse("accounts:home"))},
        )
