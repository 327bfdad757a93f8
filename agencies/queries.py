"""What is read of agencies, memberships and invitations."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from agencies.identity import tidy_ori
from agencies.models import (
    Agency,
    FormerName,
    IdentityRequest,
    Invitation,
    Letterhead,
    Membership,
    ReferenceAgency,
)
from agencies.similarity import NEAR, similarity, take_apart
from common import tokens

NEAR_DUPLICATES_SHOWN = 6


def memberships_of(user: User) -> list[Membership]:
    """Every membership that a person may act under, the oldest first, each with its agency.

    Memberships of suspended agencies and of people who may not sign in don't count.
    """
    return list(
        Membership.objects.filter(user=user, user__is_active=True, agency__is_suspended=False)
        .select_related("agency")
        .order_by("id")
    )


def suspended_agency_of(user: User, public_id: str) -> Agency | None:
    """The agency with this public ID, if its pages are closed to this person because it is suspended."""
    return Agency.objects.filter(memberships__user=user, is_suspended=True, public_id=public_id).first()


def is_member(*, user: User, agency: Agency) -> bool:
    """Whether this person belongs to the agency, in any role and even while it is suspended."""
    return Membership.objects.filter(user=user, agency=agency).exists()


def role_of(user: User, agency: Agency) -> str | None:
    """The role that a person has in an agency, suspended or not; None for none."""
    return Membership.objects.filter(user=user, agency=agency).values_list("role", flat=True).first()


def members(agency: Agency) -> list[Membership]:
    """Who may act for the agency, each with the person: leads first, then in the order of joining."""
    found = Membership.objects.filter(agency=agency).select_related("user").order_by("id")
    return sorted(found, key=lambda membership: (not membership.is_lead, membership.pk))


def member(agency: Agency, pk: int) -> Membership:
    """One of the agency's memberships; Membership.DoesNotExist when it is another agency's."""
    return Membership.objects.select_related("user", "agency").get(agency=agency, pk=pk)


def leads(agency: Agency) -> list[User]:
    """The people who lead for the agency and can sign in, in the order of joining."""
    return _users(_active(agency).filter(role=Membership.Role.LEAD))


def is_led(agency: str) -> Exists:
    """For a query: whether the agency in this column of it has a lead who can sign in."""
    found = Membership.objects.filter(
        agency=OuterRef(agency), role=Membership.Role.LEAD, user__is_active=True
    )
    return Exists(found)


def speakers(agency: Agency) -> list[User]:
    """The people who speak for the agency toward the IACP and can sign in: its leads and signatories."""
    return _users(_active(agency).filter(role__in=(Membership.Role.LEAD, Membership.Role.SIGNATORY)))


def people(agency: Agency) -> list[User]:
    """The people who belong to the agency and can sign in, in the order of joining."""
    return _users(_active(agency))


def recipient(agency: Agency, user: int) -> User | None:
    """The person by number, if they still belong to the agency and can sign in: anyone who has left is sent nothing more."""
    found = _active(agency).filter(user=user).select_related("user").first()
    return found.user if found is not None else None


def membership(pk: int) -> Membership | None:
    """One membership with its person and agency, or None when it has ended."""
    return Membership.objects.select_related("user", "agency").filter(pk=pk).first()


def agency(pk: int) -> Agency | None:
    """One agency by number, or None."""
    return Agency.objects.filter(pk=pk).first()


def invitation(pk: int) -> Invitation | None:
    """One invitation with its agency and who sent it, or None."""
    return Invitation.objects.select_related("agency", "invited_by").filter(pk=pk).first()


def open_invitations(agency: Agency) -> list[Invitation]:
    """Invitations that were neither accepted nor revoked, the newest first; some may have run out."""
    return list(_open(agency).select_related("invited_by").order_by("-id"))


def open_invitation(agency: Agency, public_id: str) -> Invitation:
    """One of the agency's open invitations; Invitation.DoesNotExist when it is another agency's, or no longer open."""
    return _open(agency).get(public_id=public_id)


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that a link's token belongs to, used or not, with its agency; None for a token of ours it isn't."""
    return tokens.find(Invitation.objects.select_related("agency"), "token_hash", token)


def near_duplicates(
    *, name: str, country: str, region: str, city: str = "", ori: str = "", exclude: Agency | None = None
) -> list[Agency]:
    """Agencies that may be the same as the one described, the likeliest first, six at most.

    An equal ORI comes first, wherever it is. Then agencies of the same region whose names are alike, forgiving
    spelling and abbreviations (see ``agencies.similarity``); the same city breaks ties. They are for a person to look at:
    nothing is ever merged because names are alike. Agencies that are only announced (provisional) are left out.
    """
    others = Agency.objects.filter(is_provisional=False)
    if exclude is not None:
        others = others.exclude(pk=exclude.pk)
    ori = tidy_ori(ori)
    scored: dict[int, float] = {}
    if ori:
        scored.update(dict.fromkeys(others.filter(ori=ori).values_list("pk", flat=True), 2.0))
    town = city.strip().casefold()
    candidates = others.filter(country=country, region=region).values_list("pk", "name", "city")
    for pk, other_name, other_city in candidates.iterator():
        score = similarity(name, other_name)
        if score >= NEAR and pk not in scored:
            scored[pk] = score + (0.01 if town and other_city.casefold() == town else 0)
    best = sorted(scored, key=lambda pk: (-scored[pk], pk))[:NEAR_DUPLICATES_SHOWN]
    agencies = Agency.objects.in_bulk(best)
    return [agencies[pk] for pk in best]


def listed_as(ori: str) -> ReferenceAgency | None:
    """The agency of the reference list with this ORI, however it is typed; None for none. One query, none for an empty one."""
    tidy = tidy_ori(ori)
    return ReferenceAgency.objects.filter(ori=tidy).first() if tidy.isalnum() else None


def has_reference() -> bool:
    """Whether a reference list was loaded."""
    return ReferenceAgency.objects.exists()


def letterhead(agency: Agency) -> Letterhead | None:
    """The agency's letterhead with its picture; None while it is made of the profile. One query."""
    return Letterhead.objects.filter(agency=agency).select_related("picture").first()


def last_identity_request(agency: Agency) -> IdentityRequest | None:
    """The latest request to change who an agency is, decided or not; a reviewer's correction is one. None for none."""
    return IdentityRequest.objects.filter(agency=agency).order_by("-pk").first()


def waiting_identity_request(agency: Agency) -> IdentityRequest | None:
    """The agency's request to change who it is that waits for the IACP; there is at most one."""
    return _identity_requests().filter(agency=agency, state=IdentityRequest.State.WAITING).first()


def identity_requests_waiting() -> list[IdentityRequest]:
    """Every request to change who an agency is that waits for the IACP, the oldest first."""
    return list(_identity_requests().filter(state=IdentityRequest.State.WAITING).order_by("created_at", "pk"))


def identity_requests_of(agency: Agency) -> list[IdentityRequest]:
    """Every request and correction of who the agency is, the latest first."""
    return list(_identity_requests().filter(agency=agency).order_by("-pk"))


def identity_request(public_id: str) -> IdentityRequest:
    """One request to change who an agency is; IdentityRequest.DoesNotExist."""
    return _identity_requests().get(public_id=public_id)


def identity_request_by_number(pk: int) -> IdentityRequest | None:
    """One request to change who an agency is, or None."""
    return _identity_requests().filter(pk=pk).first()


def former_names(agency: Agency | int) -> tuple[str, ...]:
    """The names that the agency had before the present one, the latest first, without misspellings."""
    number = agency if isinstance(agency, int) else agency.pk
    shown = FormerName.objects.filter(agency=number, is_misspelling=False).exclude(name=F("agency__name"))
    return tuple(shown.order_by("-until_on", "-pk").values_list("name", flat=True))


def every_former_name() -> dict[int, list[str]]:
    """As ``former_names``, of all agencies that have any, by the agency's number; one statement."""
    shown = FormerName.objects.filter(is_misspelling=False).exclude(name=F("agency__name"))
    found: dict[int, list[str]] = {}
    for number, name in shown.order_by("-until_on", "-pk").values_list("agency_id", "name"):
        found.setdefault(number, []).append(name)
    return found


def named_in(*texts: str, whose: str = "") -> list[Agency]:
    """The agencies whose name or former name stands in one of the texts, however it is abbreviated, or is near to ``whose``.

    Two statements; the names are compared here, one by one.
    """
    said = [f" {' '.join(take_apart(text).words)} " for text in (whose, *texts)]
    names = [*Agency.objects.values_list("pk", "name"), *FormerName.objects.values_list("agency_id", "name")]
    found = {
        number
        for number, name in names
        if any(f" {' '.join(take_apart(name).words)} " in text for text in said)
        or (whose and similarity(name, whose) >= NEAR)
    }
    return list(Agency.objects.filter(pk__in=found).order_by("pk")) if found else []


def invited_since(agency: Agency, moment: datetime) -> int:
    """How many invitations the agency has sent since ``moment``."""
    return Invitation.objects.filter(agency=agency, created_at__gte=moment).count()


def _identity_requests() -> QuerySet[IdentityRequest]:
    return IdentityRequest.objects.select_related("agency", "requested_by", "decided_by")


def _open(agency: Agency) -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(accepted_at__isnull=True, revoked_at__isnull=True), agency=agency)


def _active(agency: Agency) -> QuerySet[Membership]:
    """The agency's memberships of people who can sign in, even while it is suspended."""
    return Membership.objects.filter(agency=agency, user__is_active=True)


def _users(memberships: QuerySet[Membership]) -> list[User]:
    return [membership.user for membership in memberships.select_related("user").order_by("id")]
