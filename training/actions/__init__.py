"""What changes the training. A module a subject."""

from training.actions.evidence import lock, unlock
from training.actions.imports import bring_in

__all__ = ["bring_in", "lock", "unlock"]
