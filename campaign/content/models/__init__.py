"""What the campaign says: a module per subject."""

from campaign.content.models.classes import ClassListing
from campaign.content.models.links import LinkCheck
from campaign.content.models.news import Comment, CommentSwitch, Post
from campaign.content.models.pages import Disclaimer, Page, Question
from campaign.content.models.reasons import Milestone, Note, Statistic
from campaign.content.models.resources import Resource
from campaign.content.models.spotlights import Nomination, Spotlight
from campaign.content.models.supporters import Association, LearningSite, Supporter
from campaign.content.models.versions import Seed, Version

__all__ = [
    "Association",
    "ClassListing",
    "Comment",
    "CommentSwitch",
    "Disclaimer",
    "LearningSite",
    "LinkCheck",
    "Milestone",
    "Nomination",
    "Note",
    "Page",
    "Post",
    "Question",
    "Resource",
    "Seed",
    "Spotlight",
    "Statistic",
    "Supporter",
    "Version",
]
