"""Text that staff wrote, in a page and in an email."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from common.markdown import inline, letter, render

register = template.Library()


@register.filter
def markdown(text: str, top: int = 2) -> SafeString:
    """The text as HTML; ``top`` is the rank of its first headings: one below the heading that it stands under."""
    return render(text, top=top)


@register.filter
def markdown_inline(text: str) -> SafeString:
    """Words within a line as HTML: links and emphasis."""
    return inline(text)


@register.filter
def markdown_email(text: str, top: int = 3) -> SafeString:
    """The same for the HTML of an email: links to our own pages name the website."""
    return render(text, top=top, site=settings.SITE_URL)


@register.filter
def markdown_text(text: str) -> str:
    """The same for the plain text of an email."""
    return letter(text, site=settings.SITE_URL)
