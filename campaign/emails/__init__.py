"""The e-mails of the campaign, written from numbers when the outbox delivers them: a module per subject."""

from campaign.emails import connect

__all__ = ["connect"]
