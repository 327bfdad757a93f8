"""The components, as template tags: built in, so no page loads them. The style guide shows each with its usage.

A tag that ends in ``end…`` wraps content. Every component draws itself from a file of its name in ``templates/components/``.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from common import access, linked_data, statuses
from common.form_messages import FieldError, field_errors
from common.templatetags import ui_lists, ui_progress

register = template.Library()
for part in (ui_progress.register, ui_lists.register):
    register.tags.update(part.tags)
    register.filters.update(part.filters)

Text = str | Promise

CALLOUT_ICONS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "octagon-alert",
    "gold": "award",
}


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, classes: str, label: str) -> SafeString:
    attributes = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    svg = lucide(name, size=size, focusable="false", **{"class": f"icon {classes}".strip()}, **attributes)
    # The drawing is the package's own file, and its XML writer escapes the attributes.
    return mark_safe(svg)  # noqa: S308


@register.simple_tag
def icon(name: str, label: Text = "", size: int = 20, classes: str = "") -> SafeString:
    """A Lucide icon, inline. Hidden from screen readers unless it has a label. An unknown name raises."""
    return _drawn(name, size, classes, str(label))


@register.inclusion_tag("components/status.html")
def status(kind: str, label: Text = "") -> dict[str, object]:
    """A state as icon and words: ``{% status "met" %}``, ``{% status pledge.state pledge.get_state_display %}``."""
    look = statuses.find(kind)
    return {"tone": look.tone, "icon_name": look.icon, "label": label or look.label or kind}


@register.simple_tag
def day(when: date | datetime | None) -> SafeString | str:
    """A date, or a moment's date here, as a ``time`` element in the visitor's format; a dash without one."""
    if when is None:
        return "–"
    if isinstance(when, datetime) and timezone.is_aware(when):
        when = timezone.localdate(when)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), date_format(when, "DATE_FORMAT"))


@register.simple_tag
def moment(when: datetime | None) -> SafeString | str:
    """A date, a time and its zone, as a ``time`` element: in the zone of the agency whose page it is; a dash without one."""
    if when is None:
        return "–"
    here = timezone.localtime(when)
    words = f"{date_format(here, 'DATE_FORMAT')}, {date_format(here, 'TIME_FORMAT')} {here.tzname()}"
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), words)


@register.inclusion_tag("components/as_of.html")
def as_of(when: date | datetime | None) -> dict[str, object]:
    """ "As of" and a date; nothing without one."""
    return {"when": when}


@register.simple_block_tag
def captured(content: str) -> str:
    """``{% captured as name %}…{% endcaptured %}``: what is drawn inside, to be shown in more than one place.

    On one line, however the template is broken into lines.
    """
    return mark_safe(" ".join(content.split()))  # noqa: S308 (it was drawn, and so escaped, already)


@register.simple_block_tag
def callout(content: str, tone: str = "info", title: Text = "", icon: str = "") -> str:
    """A boxed remark: info, success, warning, danger, or gold for certification."""
    values = {"content": content, "tone": tone, "title": title, "icon_name": icon or CALLOUT_ICONS[tone]}
    return render_to_string("components/callout.html", values)


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, *parts: Any) -> dict[str, object]:
    """``{% breadcrumb _("Officers") officers_url officer.ref %}``: label and URL in turn; the last label has none.

    On a page that is open to everyone, search engines read it too.
    """
    steps = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    request = context.get("request")
    linked = ""
    if request is not None and access.is_public(request):
        linked = linked_data.script(linked_data.trail(steps, request.path))
    return {"parts": steps, "linked": linked}


@register.simple_block_tag
def page_header(
    content: str,
    title: Text,
    lead: Text = "",
    eyebrow: Text = "",
    status: str = "",
    status_label: Text = "",
) -> str:
    """The page's heading, with its actions as content. ``{% breadcrumb %}`` goes into the layout's block above it."""
    values = {
        "content": content,
        "title": title,
        "lead": lead,
        "eyebrow": eyebrow,
        "status": status,
        "status_label": status_label,
    }
    return render_to_string("components/page_header.html", values)


@register.simple_block_tag
def definitions(content: str) -> str:
    """A list of terms and what they are: wraps ``{% definition %}``."""
    return render_to_string("components/definitions.html", {"content": content})


@register.inclusion_tag("components/definition.html")
def definition(term: Text, value: object = "", url: str = "") -> dict[str, object]:
    """One term and its value; an empty value says "Not given"."""
    return {"term": term, "value": value, "url": url}


@register.simple_block_tag
def empty_state(content: str, title: Text, icon: str = "inbox", url: str = "", label: Text = "") -> str:
    """What a list says when it has nothing: why, and what to do about it."""
    values = {"content": content, "title": title, "icon_name": icon, "url": url, "label": label}
    return render_to_string("components/empty_state.html", values)


@register.simple_block_tag
def quote(content: str, source: Text = "", url: str = "") -> str:
    """Someone's words, and whose."""
    return render_to_string("components/quote.html", {"content": content, "source": source, "url": url})


@register.simple_block_tag
def tabs(content: str, label: Text) -> str:
    """Links between the views of one thing: wraps ``{% tab %}``."""
    return render_to_string("components/tabs.html", {"content": content, "label": label})


@register.inclusion_tag("components/tab.html")
def tab(label: Text, url: str, current: bool = False, count: int | None = None) -> dict[str, object]:
    """One link of ``{% tabs %}``."""
    return {"label": label, "url": url, "current": current, "count": count}


@register.inclusion_tag("components/file_card.html")
def file_card(
    name: str, url: str = "", size: int | None = None, kind: str = "", note: Text = ""
) -> dict[str, object]:
    """A file: its name, kind and size in bytes, and a download link if there is a URL."""
    return {
        "name": name,
        "url": url,
        "size": size,
        "kind": kind or name.rpartition(".")[2].upper()[:5],
        "note": note,
    }


@register.inclusion_tag("components/copy_field.html")
def copy_field(value: str, label: Text, key: str) -> dict[str, object]:
    """A value to take away, with a copy button where scripts run. ``key`` makes its id."""
    return {"value": value, "label": label, "key": key}


@register.simple_block_tag(takes_context=True)
def confirm_panel(
    context: template.Context,
    content: str,
    title: Text,
    action: str,
    label: Text,
    tone: str = "primary",
    cancel_url: str = "",
    form: BaseForm | None = None,
) -> str:
    """A question before a step: a POST form with the content inside. ``tone="danger"`` warns.

    Where the step can't be undone, ``form`` is a `common.forms.confirming.TypedForm`.
    """
    values = {
        "content": content,
        "title": title,
        "action": action,
        "label": label,
        "tone": tone,
        "cancel_url": cancel_url,
        "form": form,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/confirm_panel.html", values)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet | None) -> dict[str, object]:
    """What stopped the forms, each line leading to its field. Nothing when nothing is wrong."""
    errors: list[FieldError] = []
    for form in forms:
        if isinstance(form, (BaseForm, BaseFormSet)):
            # crispy's own template for errors asks this, and stays silent where the page has already said it.
            form.errors_summarized = True  # type: ignore[union-attr]
            errors.extend(field_errors(form))
    return {"errors": errors}
