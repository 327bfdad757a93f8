"""What happens to agencies and to those who act for them. Each function is one verb: atomic, locked, on the trail."""

from agencies.actions.agency import (
    IDENTITY,
    PROFILE,
    admit,
    discard,
    register,
    release_ori,
    settle,
    suspend,
    unsuspend,
    update_profile,
)
from agencies.actions.identity import (
    approve_identity,
    correct_identity,
    decline_identity,
    request_identity,
    withdraw_identity,
)
from agencies.actions.letterhead import set_letterhead
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
    "approve_identity",
    "change_role",
    "correct_identity",
    "decline_identity",
    "discard",
    "invite",
    "register",
    "release_ori",
    "remove_member",
    "request_identity",
    "revoke_invitation",
    "set_letterhead",
    "settle",
    "suspend",
    "unsuspend",
    "update_profile",
    "withdraw_identity",
]
