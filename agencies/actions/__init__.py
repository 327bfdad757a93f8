"""What happens to agencies and to those who act for them. Each function is one verb: atomic, locked, on the trail."""

from agencies.actions.agency import (
    IDENTITY,
    PROFILE,
    admit,
    discard,
    register,
    release_ori,
    settle_name,
    suspend,
    unsuspend,
    update_profile,
)
from agencies.actions.membership import (
    INVITATIONS_A_DAY,
    accept,
    change_role,
    invite,
    remove_member,
    revoke_invitation,
)

__all__ = [
    "IDENTITY",
    "INVITATIONS_A_DAY",
    "PROFILE",
    "accept",
    "admit",
    "change_role",
    "discard",
    "invite",
    "register",
    "release_ori",
    "remove_member",
    "revoke_invitation",
    "settle_name",
    "suspend",
    "unsuspend",
    "update_profile",
]
