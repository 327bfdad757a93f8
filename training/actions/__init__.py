"""What changes the training. A module a subject."""

from training.actions.records import lock, unlock

__all__ = ["lock", "unlock"]
