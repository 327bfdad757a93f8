"""The campaign's content: a module per subject."""

from campaign.models.questions import Question
from campaign.models.reasons import Milestone, Note, Statistic

__all__ = ["Milestone", "Note", "Question", "Statistic"]
