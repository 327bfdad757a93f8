"""The campaign's content: a module per subject."""

from campaign.models.questions import Question

__all__ = ["Question"]
