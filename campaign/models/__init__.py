"""The campaign's content: a module per subject."""

from campaign.models.assistance import AssistanceEntry, AssistanceRequest, PeerMatch
from campaign.models.connect import AbuseReport, BlockedSender, Conversation, ConversationMessage, Side
from campaign.models.friends import Association, LearningSite, Supporter
from campaign.models.questions import Question
from campaign.models.reasons import Milestone, Note, Statistic
from campaign.models.resources import Resource
from campaign.models.spotlights import Nomination, Spotlight

__all__ = [
    "AbuseReport",
    "AssistanceEntry",
    "AssistanceRequest",
    "Association",
    "BlockedSender",
    "Conversation",
    "ConversationMessage",
    "LearningSite",
    "Milestone",
    "Nomination",
    "Note",
    "PeerMatch",
    "Question",
    "Resource",
    "Side",
    "Spotlight",
    "Statistic",
    "Supporter",
]
