"""What search engines read on a text that the campaign published."""

from datetime import date

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from common import linked_data

register = template.Library()


@register.simple_tag(takes_context=True)
def linked_article(
    context: Context,
    kind: str,
    headline: str,
    about: str,
    published: date | None,
    changed: date | None = None,
) -> SafeString:
    """The text that this page shows, as ``kind`` of article: a news post, a story, an issue of the newsletter."""
    return linked_data.script(
        linked_data.article(kind, headline, about, context["request"].path, published, changed)
    )
