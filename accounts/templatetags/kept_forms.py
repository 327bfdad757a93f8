"""Whose page a form is on, and what was typed into one that was refused. Built in, so no page loads these tags."""

from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts import kept_forms
from accounts.sealing import DRAFT, DRAFT_SEEN, TYPED_BY, Words, signature
from common.forms.merging import MergedForm

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> str:
    """Django's tag, and who the page was shown to: so that what is typed there is kept for that person alone."""
    fields = CsrfTokenNode().render(context)
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return fields
    name, value = TYPED_BY, signature(user)
    return fields + format_html('<input type="hidden" name="{}" value="{}">', name, value)


@register.inclusion_tag("accounts/_kept_form.html", takes_context=True)
def kept_form(context: template.Context) -> dict[str, Any]:
    """What the signed-in person typed on this page and was refused, to be sent again; else nothing."""
    request = context.get("request")
    found = kept_forms.waiting(request) if request is not None else None
    if found is None:
        return {}
    kept, words = found
    return _form(context, kept.action, words) | {"kept": kept}


@register.inclusion_tag("accounts/_typed_words.html", takes_context=True)
def typed_words(context: template.Context, *, again: bool = False) -> dict[str, Any]:
    """What was typed into the form that this page refuses; with ``again``, a button that sends it once more."""
    request = context.get("request")
    # An address that isn't there is answered before anyone knows who asks.
    if request is None or request.method != "POST" or not hasattr(request, "user"):
        return {}
    if not kept_forms.is_writers(request):
        return {}
    form = _form(context, request.path, kept_forms.typed(request))
    # Sent again, the form still ends its draft.
    carried = [(name, request.POST[name]) for name in (DRAFT, DRAFT_SEEN) if name in request.POST]
    return form | {"again": again, "fields": [*form["fields"], *carried]}


def _form(context: template.Context, action: str, words: Words) -> dict[str, Any]:
    """What a template needs to show the words and to send them: those that hold something under names for people."""
    shown = [
        (name.replace("_", " ").capitalize(), value)
        for name, value in words
        if value.strip() and name not in MergedForm.CARRIED
    ]
    here = {name: context.get(name) for name in ("request", "csrf_token")}
    return here | {"action": action, "fields": words, "words": shown}
