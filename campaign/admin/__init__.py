"""What campaign staff edit themselves: a module per subject."""

from campaign.admin import questions, reasons

__all__ = ["questions", "reasons"]
