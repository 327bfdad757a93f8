"""What campaign staff edit themselves: a module per subject."""

from campaign.content.admin import (
    classes,
    disclaimers,
    linked,
    news,
    pages,
    questions,
    reasons,
    resources,
    spotlights,
    supporters,
)

__all__ = [
    "classes",
    "disclaimers",
    "linked",
    "news",
    "pages",
    "questions",
    "reasons",
    "resources",
    "spotlights",
    "supporters",
]
