"""What happens to agencies and to those who act for them. Each function is one verb: atomic, locked, on the trail."""

from agencies.actions.agency import (
    IDENTITY,
    PROFILE,
    register,
    release_ori,
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
    "change_role",
    "invite",
    "register",
    "release_ori",
    "remove_member",
    "revoke_invitation",
    "suspend",
    "unsuspend",
    "update_profile",
]
