"""Who may be given a thing that waits, and who may give it: those who may act on it, and so no one with a tie."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.desk import Kind
from accounts.models import User
from common.problems import NotAllowed


def why_not(user: User, kind: Kind, row: Any) -> str | Promise:
    """Why this person may not act on a row, in words; empty when they may."""
    if not user.is_active or not kind.may_see(user):
        return _("This person's role at the IACP doesn't include this.")
    return kind.why_not(user, row)


def require_may_act(by: User, kind: Kind, row: Any) -> None:
    """NotAllowed, saying why, unless ``by`` may act on the row."""
    if words := why_not(by, kind, row):
        raise NotAllowed(words)
