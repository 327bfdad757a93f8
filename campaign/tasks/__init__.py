"""What the campaign does by the clock and in the background: a module per subject."""

from campaign.tasks import assistance, connect, links, newsletter, senders

__all__ = ["assistance", "connect", "links", "newsletter", "senders"]
