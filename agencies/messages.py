"""What an invitation's link says to the person who follows it."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from agencies.models import INVITED_FOR, Invitation

_WHAT_TO_DO = {
    "unknown": _(
        "This link is incomplete or isn't one of ours. Copy the whole address from the email, or "
        "ask your agency's lead for a new invitation."
    ),
    "used": _(
        "This invitation has been used. If that was you, sign in with your email address and password."
    ),
    "revoked": _(
        "This invitation was revoked or replaced by a newer one. Look for a later email, or ask your agency's lead for a "
        "new invitation."
    ),
    "expired": format_lazy(
        _("This invitation has expired. It was valid for {days} days. Ask your agency's lead for a new one."),
        days=INVITED_FOR.days,
    ),
    "suspended": _("This agency is suspended in the portal. Write to the campaign to have it opened again."),
    "sign_in": _("You have an account with this email address. Sign in first, then open this link again."),
}


def invitation_status(invitation: Invitation, at: datetime) -> str:
    """Where an invitation stands at a moment: ``open``, ``used``, ``revoked`` or ``expired``."""
    if invitation.accepted_at is not None:
        return "used"
    if invitation.revoked_at is not None:
        return "revoked"
    return "open" if at < invitation.expires_at else "expired"


def what_to_do(status: str) -> str | Promise:
    """Why the link leads no further, and how to go on."""
    return _WHAT_TO_DO[status]
