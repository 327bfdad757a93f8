"""What campaign staff edit themselves: a module per subject."""

from campaign.admin import friends, questions, reasons, resources, spotlights

__all__ = ["friends", "questions", "reasons", "resources", "spotlights"]
