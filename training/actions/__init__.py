"""What changes the training. A module a subject."""

from training.actions.evidence import lock, unlock

__all__ = ["lock", "unlock"]
