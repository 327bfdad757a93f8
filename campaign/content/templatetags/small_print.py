"""What the foot of every page says in small print."""

from django import template
from django.http import HttpRequest
from django.template import Context

from campaign.content.queries import disclaimers
from campaign.content.views.preview import shows_drafts

register = template.Library()


@register.simple_tag(takes_context=True)
def small_print(context: Context) -> tuple[str, ...]:
    """The disclaimers; with drafts for those who asked for a preview."""
    request = context.get("request")
    if isinstance(request, HttpRequest) and hasattr(request, "user") and shows_drafts(request):
        return disclaimers.drafts()
    return disclaimers.disclaimers()
