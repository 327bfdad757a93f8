"""E-mails about agencies and their members, written from numbers when the outbox delivers them."""

from django.urls import reverse

from accounts.queries import person
from agencies import queries, tokens
from common.addresses import absolute
from common.mail import send
from outbox.registry import handles


@handles("agencies.invitation")
def invitation(*, invitation_id: int) -> None:
    """The invitation's link. Nothing is sent when it was taken back or used in the meantime."""
    offered = queries.invitation(invitation_id)
    if offered is None or offered.accepted_at is not None or offered.revoked_at is not None:
        return
    link = absolute(reverse("agencies:invitation", args=[tokens.token_for(offered.public_id)]))
    send(
        template="agencies/invitation",
        to=[offered.email],
        context={"invitation": offered, "agency": offered.agency, "link": link},
    )


@handles("agencies.role_changed")
def role_changed(*, membership_id: int) -> None:
    """Which role the person has now."""
    membership = queries.membership(membership_id)
    if membership is not None and membership.user.is_active:
        context = {
            "membership": membership,
            "agency": membership.agency,
            "link": absolute(reverse("accounts:home")),
        }
        send(template="agencies/role_changed", to=[membership.user.email], context=context)


@handles("agencies.member_removed")
def member_removed(*, agency_id: int, user_id: int) -> None:
    """That the person can no longer act for the agency."""
    _to_person("agencies/member_removed", agency_id, user_id)


@handles("agencies.suspended")
def suspended(*, agency_id: int, user_id: int) -> None:
    """That the agency's pages are closed, to one of its leads."""
    _to_person("agencies/suspended", agency_id, user_id)


@handles("agencies.unsuspended")
def unsuspended(*, agency_id: int, user_id: int) -> None:
    """That the agency's pages are open again, to one of its leads."""
    _to_person("agencies/unsuspended", agency_id, user_id)


def _to_person(template: str, agency_id: int, user_id: int) -> None:
    agency, user = queries.agency(agency_id), person(user_id)
    if agency is not None and user is not None and user.is_active:
        send(
            template=template,
            to=[user.email],
            context={"agency": agency, "user": user, "link": absolute(reverse("accounts:home"))},
        )
