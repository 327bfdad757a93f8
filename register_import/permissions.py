"""Who may import agencies: the IACP's reviewers, and a command on the server."""

from accounts import permissions
from accounts.permissions import Actor, By, Capability


def require(by: By) -> None:
    """NotAllowed, saying whose it is, unless ``by`` may import agencies."""
    if by is not Actor.SYSTEM:
        permissions.require(by, Capability.REGISTER_IMPORT)
