"""What changes the training. A module a subject."""

from training.actions.bringing_in import bring_in
from training.actions.evidence import lock, unlock

__all__ = ["bring_in", "lock", "unlock"]
