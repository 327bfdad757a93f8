"""What happens to agencies and to those who act for them. Each function is one verb: atomic, locked, on the trail."""

from agencies.actions.agency import (
    IDENTITY,
    PROFILE,
    admit,
    count_heads,
    discard,
    register,
    release_ori,
    settle,
    suspend,
    unsettle,
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
from agencies.actions.leads import appoint_lead, hand_over, keep_one_lead, reopen_invitation
from agencies.actions.letterhead import set_letterhead
from agencies.actions.many import load_reference, register_many, remove_many
from agencies.actions.membership import (
    INVITATIONS_A_DAY,
    accept,
    change_role,
    correct_invitation,
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
    "appoint_lead",
    "approve_identity",
    "change_role",
    "correct_identity",
    "correct_invitation",
    "count_heads",
    "decline_identity",
    "discard",
    "hand_over",
    "invite",
    "keep_one_lead",
    "load_reference",
    "register",
    "register_many",
    "release_ori",
    "remove_many",
    "remove_member",
    "reopen_invitation",
    "request_identity",
    "revoke_invitation",
    "set_letterhead",
    "settle",
    "suspend",
    "unsettle",
    "unsuspend",
    "update_profile",
    "withdraw_identity",
]
