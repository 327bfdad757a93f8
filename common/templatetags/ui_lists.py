"""Components around many rows: tables, their pages and filters, a history, two versions side by side.

Pages reach them through ``ui``, which is built in.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _

register = template.Library()

Text = str | Promise


@register.simple_block_tag
def data_table(content: str, label: Text, stacked: bool = False, caption: bool = False) -> str:
    """Wraps ``<thead>`` and ``<tbody>``. A wide table scrolls in a region that the keyboard reaches.

    ``stacked=True`` turns rows into cards on a phone instead: give each ``<td>`` a ``data-label``.
    ``caption=True`` shows the label above the table; it is read out in any case.
    """
    values = {"content": content, "label": label, "stacked": stacked, "caption": caption}
    return render_to_string("components/data_table.html", values)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page, parameter: str = "page") -> dict[str, object]:
    """Links to the other pages of a list, keeping the rest of the query. Nothing for a single page."""
    request = context.get("request")
    asked = request.GET.copy() if request is not None else QueryDict(mutable=True)
    asked.pop(parameter, None)
    before = f"?{asked.urlencode()}&{parameter}=" if asked else f"?{parameter}="

    def url(number: int | str) -> str:
        return f"{before}{number}" if isinstance(number, int) else ""

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "pages": [{"number": number, "url": url(number)} for number in numbers],
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
    }


@register.simple_block_tag(takes_context=True)
def filter_bar(
    context: template.Context,
    content: str,
    label: Text,
    action: str = "",
    target: str = "",
    reset_url: str = "",
    submit: Text = "",
    private: bool = False,
) -> str:
    """A form around the content's fields. With ``target="#results"`` that part alone is fetched as filters change.

    It asks by GET; a ``private`` one, in which people are searched for, by POST, to a view that calls
    ``common.searches.remember``.
    """
    values = {
        "content": content,
        "label": label,
        "action": action,
        "target": target,
        "reset_url": reset_url,
        "submit": submit or _("Apply"),
        "private": private,
        "csrf_token": context.get("csrf_token", "") if private else "",
    }
    return render_to_string("components/filter_bar.html", values)


@register.inclusion_tag("components/history.html")
def history(entries: Iterable[Any], label: Text = "") -> dict[str, object]:
    """What happened, newest first: objects or mappings with ``at``, ``what`` and perhaps ``who``, ``note``, ``status``."""
    return {"entries": entries, "label": label or _("History")}


@register.inclusion_tag("components/comparison.html")
def comparison(rows: Iterable[Any], left: Text = "", right: Text = "", label: Text = "") -> dict[str, object]:
    """Two versions side by side, changed rows marked. Rows are ``(label, left, right)`` or have these names."""
    return {
        "rows": [_compared(row) for row in rows],
        "left": left or _("As submitted"),
        "right": right or _("Today"),
        "label": label or _("Comparison"),
    }


def _compared(row: Any) -> dict[str, Any]:
    if isinstance(row, Mapping):
        label, left, right = row["label"], row["left"], row["right"]
    elif isinstance(row, tuple):
        label, left, right = row[:3]
    else:
        label, left, right = row.label, row.left, row.right
    return {"label": label, "left": left, "right": right, "changed": left != right}
