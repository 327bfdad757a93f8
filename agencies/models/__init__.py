"""Agencies, and who may act for them. A module a subject."""

from agencies.models.agency import Agency, ReferenceAgency, ori_validator, slug_of
from agencies.models.identity import FormerName, IdentityRequest, Letterhead
from agencies.models.membership import INVITATION_LINK, INVITED_FOR, Invitation, LeadChange, Membership, Tie

__all__ = [
    "INVITATION_LINK",
    "INVITED_FOR",
    "Agency",
    "FormerName",
    "IdentityRequest",
    "Invitation",
    "LeadChange",
    "Letterhead",
    "Membership",
    "ReferenceAgency",
    "Tie",
    "ori_validator",
    "slug_of",
]
