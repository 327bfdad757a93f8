"""What campaign staff edit themselves: a module per subject."""

from campaign.admin import questions, reasons, resources

__all__ = ["questions", "reasons", "resources"]
