"""The campaign's content: a module per subject."""

from campaign.models.assistance import AssistanceEntry, AssistanceRequest, PeerMatch
from campaign.models.classes import ClassListing
from campaign.models.connect import AbuseReport, BlockedSender, Conversation, ConversationMessage, Side
from campaign.models.disclaimers import Disclaimer
from campaign.models.friends import Association, LearningSite, Supporter
from campaign.models.links import LinkCheck
from campaign.models.news import Comment, CommentSwitch, Post
from campaign.models.newsletter import (
    Issue,
    IssueDelivery,
    IssueSection,
    PostalAddress,
    Subscriber,
    SubscriberCount,
)
from campaign.models.questions import Question
from campaign.models.reasons import Milestone, Note, Statistic
from campaign.models.resources import Resource
from campaign.models.spotlights import Nomination, Spotlight
from campaign.models.versions import Version

__all__ = [
    "AbuseReport",
    "AssistanceEntry",
    "AssistanceRequest",
    "Association",
    "BlockedSender",
    "ClassListing",
    "Comment",
    "CommentSwitch",
    "Conversation",
    "ConversationMessage",
    "Disclaimer",
    "Issue",
    "IssueDelivery",
    "IssueSection",
    "LearningSite",
    "LinkCheck",
    "Milestone",
    "Nomination",
    "Note",
    "PeerMatch",
    "Post",
    "PostalAddress",
    "Question",
    "Resource",
    "Side",
    "Spotlight",
    "Statistic",
    "Subscriber",
    "SubscriberCount",
    "Supporter",
    "Version",
]
