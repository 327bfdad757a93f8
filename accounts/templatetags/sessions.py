"""The bar that warns before the session ends. Built in, so no page loads this tag."""

from typing import Any

from django import template

from accounts.middleware import lasting

register = template.Library()


@register.inclusion_tag("accounts/_session.html", takes_context=True)
def session_bar(context: template.Context) -> dict[str, Any]:
    """For signed-in people: how long the session lasts, and the words that the script shows before it ends."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return {}
    return {"lasting": lasting(request), "request": request}
