"""The campaign's content: a module per subject."""

from campaign.models.questions import Question
from campaign.models.reasons import Milestone, Note, Statistic
from campaign.models.resources import Resource

__all__ = ["Milestone", "Note", "Question", "Resource", "Statistic"]
