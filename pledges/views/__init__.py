"""The pages of pledges: the public form and the coordinator's links, the agency's page, and its completion."""

from pledges.views.agency import adopt_edition, again, facts, overview, report, withdraw
from pledges.views.completion import completion, recall, signed_letter, submit, submitted
from pledges.views.public import answer, confirm, take, taken

__all__ = [
    "adopt_edition",
    "again",
    "answer",
    "completion",
    "confirm",
    "facts",
    "overview",
    "recall",
    "report",
    "signed_letter",
    "submit",
    "submitted",
    "take",
    "taken",
    "withdraw",
]
