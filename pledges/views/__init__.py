"""The pages of pledges: the public form and the coordinator's links, the agency's page, and its completion."""

from pledges.views.agency import (
    adopt_edition,
    again,
    confirm_record,
    facts,
    history,
    needs,
    overview,
    report,
    withdraw,
)
from pledges.views.completion import (
    attach_signed_letter,
    completion,
    recall,
    signed_letter,
    submit,
    submitted,
    submitted_copy,
)
from pledges.views.public import answer, confirm, take, taken

__all__ = [
    "adopt_edition",
    "again",
    "answer",
    "attach_signed_letter",
    "completion",
    "confirm",
    "confirm_record",
    "facts",
    "history",
    "needs",
    "overview",
    "recall",
    "report",
    "signed_letter",
    "submit",
    "submitted",
    "submitted_copy",
    "take",
    "taken",
    "withdraw",
]
