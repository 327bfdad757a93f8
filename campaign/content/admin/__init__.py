"""What campaign staff edit themselves: a module per subject."""

from campaign.content.admin import linked, news, pages, reasons, spotlights

__all__ = ["linked", "news", "pages", "reasons", "spotlights"]
