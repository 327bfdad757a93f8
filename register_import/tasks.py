"""What happens in the background: invitations, one after another."""

from outbox.registry import handles
from register_import import actions


@handles("register_import.invite")
def invite(imported_id: int, by_id: int) -> None:
    """Invite the coordinator of an imported agency."""
    actions.invite_one(imported_id=imported_id, by_id=by_id)
