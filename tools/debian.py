"""Installing Debian packages: only when we may, and only what is missing."""

import os
import shutil
from collections.abc import Sequence

from tools.console import say, succeeds, works


def install(packages: Sequence[str], *, reason: str) -> bool:
    """Install packages with apt-get, as root or through a sudo that asks for no password; whether that worked."""
    allowed = _permission()
    if allowed is None:
        return False
    say(f"Installing {' '.join(packages)} with apt-get: {reason}")
    apt = [*allowed, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    wanted = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    # A new machine has no package lists yet, an old one has lists that name versions long gone.
    if works(["apt-cache", "show", *packages]) and works(wanted):
        return True
    return succeeds([*apt, "update"]) and succeeds(wanted)


def by_hand(packages: Sequence[str]) -> str:
    """The line that a person types to install these packages."""
    return f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"


def _permission() -> list[str] | None:
    """What goes before apt-get: nothing for root, ``sudo -n`` where it works; None where we may not, or without apt."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if works(["sudo", "-n", "true"]) else None
