"""What is read of agencies and memberships."""

from agencies.models import Membership


def current_membership(user: object, *, chosen: int | None) -> Membership | None:
    """The membership that a person acts under: the chosen agency's if it is theirs, else the one that they had longest.

    Memberships of suspended agencies and of people who may not sign in don't count.
    """
    memberships = list(
        Membership.objects.filter(user=user, user__is_active=True, agency__is_suspended=False)
        .select_related("agency")
        .order_by("id")
    )
    return next((m for m in memberships if m.agency_id == chosen), memberships[0] if memberships else None)
