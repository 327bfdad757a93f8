"""What a form that saves itself carries and says. Built in, so no page loads these tags."""

from typing import Any

from django import template

from accounts import drafts

register = template.Library()


@register.inclusion_tag("accounts/_draft.html", takes_context=True)
def draft(context: template.Context, name: str = drafts.FORM, *, button: bool = False) -> dict[str, Any]:
    """Inside a form: what it carries, and where the draft's state is said; with ``button``, saving one without scripts."""
    return {"draft": _opened(context, name), "button": button}


@register.inclusion_tag("accounts/_draft_offered.html", takes_context=True)
def draft_offered(
    context: template.Context, name: str = drafts.FORM, *, files: bool = False
) -> dict[str, Any]:
    """Above a form, perhaps one with ``files``: that it shows a draft, since when, and a button that discards it."""
    here = {key: context.get(key) for key in ("request", "csrf_token")}
    return here | {"draft": _opened(context, name), "files": files}


@register.inclusion_tag("accounts/_draft_unfinished.html", takes_context=True)
def unfinished_draft(context: template.Context, name: str = drafts.FORM) -> dict[str, Any]:
    """Where the page shows a form no more: the words of its draft, to be copied or discarded."""
    here = {key: context.get(key) for key in ("request", "csrf_token")}
    found = _opened(context, name)
    words = [
        (field.replace("_", " ").capitalize(), value)
        for field, value in (found.words if found is not None else ())
        if " " in value.strip()
    ]
    return here | {"draft": found, "words": words}


def _opened(context: template.Context, name: str) -> drafts.Opened | None:
    request = context.get("request")
    return drafts.of_page(request, name) if request is not None else None
