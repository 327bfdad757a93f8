"""Agencies, members and invitations to test with."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from agencies.models import INVITATION_LINK, INVITED_FOR, Agency, Invitation, Membership
from common.models import opaque_code
from rehearsal.factories.accounts import UserFactory


class AgencyFactory(factory.django.DjangoModelFactory[Agency]):
    """A municipal agency in Georgia with forty sworn officers."""

    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n} Police Department")
    kind = Agency.Kind.MUNICIPAL
    country = "US"
    region = "US-GA"
    city = "Springfield"
    head_name = "Jordan Ellis"
    head_title = "Chief of Police"
    sworn = 40
    decided_sworn = factory.SelfAttribute("sworn")
    non_sworn = 8
    headcount_on = date(2026, 1, 15)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A lead of an agency of their own. Give ``role`` (and ``agency``) for others."""

    class Meta:
        model = Membership

    agency = factory.SubFactory(AgencyFactory)
    user = factory.SubFactory(UserFactory)
    role = Membership.Role.LEAD


def lead_of(agency: Agency, **person: Any) -> User:
    """A further lead of the agency, who may do whatever an agency's people may. Keyword arguments are the person's fields."""
    membership: Membership = MembershipFactory(
        agency=agency, **{f"user__{name}": value for name, value in person.items()}
    )
    return membership.user


def token_of(invitation: Invitation) -> str:
    """The token in an invitation's link."""
    return INVITATION_LINK.token(invitation.public_id)


def invited(agency: Agency, email: str, role: str = "lead") -> Invitation:
    """An open invitation to this address."""
    return Invitation.objects.create(
        agency=agency,
        email=email,
        role=role,
        token_hash=opaque_code(),
        expires_at=timezone.now() + INVITED_FOR,
    )
