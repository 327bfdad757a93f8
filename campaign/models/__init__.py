"""The campaign's content: a module per subject."""

from campaign.models.friends import Association, LearningSite, Supporter
from campaign.models.questions import Question
from campaign.models.reasons import Milestone, Note, Statistic
from campaign.models.resources import Resource
from campaign.models.spotlights import Nomination, Spotlight

__all__ = [
    "Association",
    "LearningSite",
    "Milestone",
    "Nomination",
    "Note",
    "Question",
    "Resource",
    "Spotlight",
    "Statistic",
    "Supporter",
]
