"""Text that staff wrote, in a page."""

from django import template
from django.utils.safestring import SafeString

from common.markdown import render

register = template.Library()


@register.filter
def markdown(text: str, top: int = 2) -> SafeString:
    """The text as HTML; ``top`` is the rank of its first headings: one below the heading that it stands under."""
    return render(text, top=top)
