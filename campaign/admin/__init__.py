"""What campaign staff edit themselves: a module per subject."""

from campaign.admin import (
    classes,
    disclaimers,
    friends,
    linked,
    news,
    newsletter,
    questions,
    reasons,
    resources,
    spotlights,
)

__all__ = [
    "classes",
    "disclaimers",
    "friends",
    "linked",
    "news",
    "newsletter",
    "questions",
    "reasons",
    "resources",
    "spotlights",
]
