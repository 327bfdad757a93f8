"""What happens to an import of agencies: sent, answered, imported, undone. Each function is one verb."""

from register_import.actions.applying import apply, undo
from register_import.actions.inviting import invite_all, invite_one
from register_import.actions.transitions import answer, discard, upload

__all__ = ["answer", "apply", "discard", "invite_all", "invite_one", "undo", "upload"]
