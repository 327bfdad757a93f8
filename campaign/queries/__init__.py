"""What the campaign's pages read: a module per subject."""

from campaign.queries.questions import Answer, answers

__all__ = ["Answer", "answers"]
