"""The e-mails of the campaign, written from numbers when the outbox delivers them: a module per subject."""

from campaign.emails import assistance, connect, newsletter

__all__ = ["assistance", "connect", "newsletter"]
