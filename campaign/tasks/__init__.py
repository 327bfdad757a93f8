"""What the campaign does by the clock and in the background: a module per subject."""

from campaign.tasks import connect

__all__ = ["connect"]
