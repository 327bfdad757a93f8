"""Which agencies have no lead who can sign in, or soon won't: what the IACP's desk looks after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from agencies.models import Agency, Invitation, LeadChange, Membership
from agencies.queries import is_led, members

# A lead who hasn't signed in for so long may have left the agency.
AWAY_AFTER = timedelta(days=365)
# So many of the latest invitations are shown at the desk.
OFFERS = 200


@dataclass(frozen=True, slots=True)
class Access:
    """Who can open an agency's pages, and who was offered to: the latest first among the invitations and appointments.

    ``withdrawn`` is the last offer to each address that has none now and isn't a member's.
    """

    members: tuple[Membership, ...]
    invitations: tuple[Invitation, ...]
    withdrawn: tuple[Invitation, ...]
    appointed: tuple[LeadChange, ...]

    @property
    def leads(self) -> tuple[Membership, ...]:
        """The leads, also those who can't sign in."""
        return tuple(membership for membership in self.members if membership.is_lead)

    @property
    def is_led(self) -> bool:
        """Whether one of the leads can sign in."""
        return any(lead.user.is_active for lead in self.leads)


def access_of(agency: Agency) -> Access:
    """People and access of one agency, in three statements."""
    belong = members(agency)
    offered = list(
        Invitation.objects.filter(agency=agency, accepted_at=None)
        .select_related("invited_by")
        .order_by("-id")[:OFFERS]
    )
    waiting = tuple(offer for offer in offered if offer.revoked_at is None)
    has_one = {offer.email for offer in waiting} | {member.user.email for member in belong}
    withdrawn = {
        offer.email: offer
        for offer in reversed(offered)
        if offer.revoked_at is not None and offer.email not in has_one
    }
    changes = LeadChange.objects.filter(agency=agency).select_related(
        "appointed", "invitation", "replaced", "by"
    )
    return Access(
        members=tuple(belong),
        invitations=waiting,
        withdrawn=tuple(sorted(withdrawn.values(), key=lambda offer: -offer.pk)),
        appointed=tuple(changes.order_by("-id")),
    )


def memberships_among(leads: Iterable[Membership]) -> QuerySet[Membership]:
    """These memberships with their people, as a form's field chooses from them."""
    return Membership.objects.filter(pk__in=[lead.pk for lead in leads]).select_related("user")


def waiting_invitation(public_id: str) -> Invitation | None:
    """An invitation that was neither accepted nor revoked, open or expired, with its agency; None for any other."""
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None).select_related("agency")
    return waiting.filter(public_id=public_id).first()


def withdrawn_invitation(public_id: str) -> Invitation | None:
    """An invitation that was withdrawn before it was accepted, with its agency; None for any other."""
    withdrawn = Invitation.objects.filter(accepted_at=None, revoked_at__isnull=False)
    return withdrawn.select_related("agency").filter(public_id=public_id).first()


def lacks_second_lead(agency: Agency) -> bool:
    """Whether to suggest a second lead: one can sign in, none is invited, and the agency hasn't said that one is enough."""
    if agency.one_lead_is_enough:
        return False
    invited = Invitation.objects.filter(
        agency=agency, role=Membership.Role.LEAD, accepted_at=None, revoked_at=None
    )
    found = Membership.objects.filter(agency=agency, role=Membership.Role.LEAD, user__is_active=True)
    return list(found.annotate(is_invited=Exists(invited)).values_list("is_invited", flat=True)[:2]) == [
        False
    ]


def lead_change(pk: int) -> LeadChange | None:
    """One appointment with all it names, or None."""
    named = ("agency", "appointed", "invitation", "replaced")
    return LeadChange.objects.select_related(*named).filter(pk=pk).first()


def without_lead() -> QuerySet[Agency]:
    """Verified agencies without a lead who can sign in, each with ``invited_until``: to when an invited lead can accept."""
    invited = Invitation.objects.filter(
        agency=OuterRef("pk"), role=Membership.Role.LEAD, accepted_at=None, revoked_at=None
    )
    return (
        Agency.objects.exclude(verified_name="")
        .filter(~is_led("pk"), is_suspended=False)
        .annotate(invited_until=Subquery(invited.order_by("-expires_at").values("expires_at")[:1]))
        .order_by("name", "pk")
    )


def expired_invitations(now: datetime) -> QuerySet[Invitation]:
    """Invitations that ran out unanswered, each with its agency, the longest expired first."""
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__lte=now)
    return waiting.filter(agency__is_suspended=False).select_related("agency").order_by("expires_at", "pk")


def leads_away(now: datetime) -> QuerySet[Membership]:
    """Leads who haven't signed in for a year, each with the person and the agency, the longest away first."""
    since = now - AWAY_AFTER
    found = Membership.objects.filter(
        role=Membership.Role.LEAD, user__is_active=True, agency__is_suspended=False
    )
    away = Q(user__last_login__lt=since) | Q(user__last_login=None, created_at__lt=since)
    return (
        found.filter(away)
        .select_related("user", "agency")
        .order_by(F("user__last_login").asc(nulls_first=True), "pk")
    )
