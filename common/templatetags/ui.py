"""The components, as template tags: built in, so no page loads them. The style guide shows each with its usage.

A tag that ends in ``end…`` wraps content. Every component draws itself from a file of its name in ``templates/components/``.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from common import drawing, statuses
from common.form_errors import FieldError, field_errors

register = template.Library()

Text = str | Promise


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, classes: str, label: str) -> SafeString:
    attributes = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    svg = lucide(name, size=size, focusable="false", **{"class": f"icon {classes}".strip()}, **attributes)
    return mark_safe(svg)  # noqa: S308: the package's own file; its XML writer escapes the attributes


@register.simple_tag
def icon(name: str, label: Text = "", size: int = 20, classes: str = "") -> SafeString:
    """A Lucide icon, inline. Hidden from screen readers unless it has a label. An unknown name raises."""
    return _drawn(name, size, classes, str(label))


@register.inclusion_tag("components/status.html")
def status(kind: str, label: Text = "") -> dict[str, object]:
    """A state as icon and words: ``{% status "met" %}``, ``{% status pledge.state pledge.get_state_display %}``."""
    look = statuses.find(kind)
    return {"tone": look.tone, "icon_name": look.icon, "label": label or look.label or kind}


@register.filter
def floored_percent(have: int, out_of: int) -> int:
    """``{{ have|floored_percent:out_of }}``: whole percent, never rounded up."""
    return drawing.floored_percent(have, out_of)


@register.simple_tag
def day(when: date | None) -> SafeString | str:
    """A date as a ``time`` element in the visitor's format; a dash without one."""
    if when is None:
        return "–"
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), date_format(when, "DATE_FORMAT"))


@register.inclusion_tag("components/as_of.html")
def as_of(when: date | datetime | None) -> dict[str, object]:
    """"As of" and a date; nothing without one."""
    return {"when": when}


@register.inclusion_tag("components/meter.html")
def meter(
    have: int,
    needed: int,
    out_of: int,
    label: Text = "",
    unit: Text = "",
    pending: int | None = None,
) -> dict[str, object]:
    """Counts first, floored percentage second, and a bar with a mark at what is needed.

    ``pending`` is the count if every pending equivalent were approved (the finding's ``if_pending_approved``).
    """
    return {
        "have": have,
        "needed": needed,
        "out_of": out_of,
        "label": label,
        "unit": unit or _("sworn officers"),
        "pending": pending if pending is not None and pending > have else None,
        "bar": drawing.bar(have=have, needed=needed, out_of=out_of, pending=pending),
    }


@register.inclusion_tag("components/clock.html")
def clock(
    pledged_on: date,
    due_on: date,
    guide_on: date | None = None,
    today: date | None = None,
    extended_to: date | None = None,
    finished_on: date | None = None,
    months_allowed: int | None = None,
    summary: Text = "",
) -> dict[str, object]:
    """The time from pledge to due date: words first, then a line, then its dates as a list.

    ``summary`` replaces the sentence made from the dates, for example while the IACP holds the submission.
    """
    line = drawing.clock(
        pledged_on=pledged_on,
        guide_on=guide_on,
        due_on=due_on,
        today=today or timezone.localdate(),
        extended_to=extended_to,
        finished_on=finished_on,
    )
    return {
        "clock": line,
        "days_over": max(-line.days_left, 0),
        "finished_on": finished_on,
        "months_allowed": months_allowed,
        "summary": summary,
    }


@register.simple_block_tag
def practice_card(
    content: str,
    number: int,
    title: Text,
    status: str,
    status_label: Text = "",
    missing: Iterable[Any] = (),
    action_url: str = "",
    action_label: Text = "",
    level: int = 3,
) -> str:
    """One of the four practices: its state, its figures (the content), what is missing with links, and one action.

    ``missing`` holds texts, ``(text, url)`` pairs, or objects or mappings with ``text`` and ``url``.
    """
    values = {
        "content": content,
        "number": number,
        "title": title,
        "status": status,
        "status_label": status_label,
        "missing": [_text_and_url(entry) for entry in missing],
        "action_url": action_url,
        "action_label": action_label or _("Open"),
        "level": level,
    }
    return render_to_string("components/practice_card.html", values)


@register.simple_block_tag
def next_action(content: str, title: Text, url: str = "", label: Text = "") -> str:
    """The one thing to do next, with the reason as content."""
    values = {"content": content, "title": title, "url": url, "label": label or _("Continue")}
    return render_to_string("components/next_action.html", values)


@register.simple_block_tag
def figures(content: str, as_of: date | None = None, label: Text = "") -> str:
    """A row of ``{% figure %}`` with the date they were counted on."""
    return render_to_string("components/figures.html", {"content": content, "as_of": as_of, "label": label})


@register.inclusion_tag("components/figure.html")
def figure(value: object, label: Text, note: Text = "", url: str = "", tone: str = "") -> dict[str, object]:
    """One number and what it counts. ``tone="gold"`` is for certification alone."""
    return {"value": value, "label": label, "note": note, "url": url, "tone": tone}


@register.simple_block_tag
def empty_state(content: str, title: Text, icon: str = "inbox", url: str = "", label: Text = "") -> str:
    """What a list says when it has nothing: why, and what to do about it."""
    values = {"content": content, "title": title, "icon_name": icon, "url": url, "label": label}
    return render_to_string("components/empty_state.html", values)


CALLOUT_ICONS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "octagon-alert",
    "gold": "award",
}


@register.simple_block_tag
def callout(content: str, tone: str = "info", title: Text = "", icon: str = "") -> str:
    """A boxed remark: info, success, warning, danger, or gold for certification."""
    values = {"content": content, "tone": tone, "title": title, "icon_name": icon or CALLOUT_ICONS[tone]}
    return render_to_string("components/callout.html", values)


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*parts: Any) -> dict[str, object]:
    """``{% breadcrumb _("Officers") officers_url officer.ref %}``: label and URL in turn; the last label has none."""
    return {"parts": [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]}


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
        "content": content.strip(),
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
    query = request.GET.copy() if request is not None else None

    def url(number: int | str) -> str:
        if not isinstance(number, int):
            return ""
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "pages": [{"number": number, "url": url(number)} for number in numbers],
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
    }


@register.simple_block_tag
def filter_bar(
    content: str,
    label: Text,
    action: str = "",
    target: str = "",
    reset_url: str = "",
    submit: Text = "",
) -> str:
    """A GET form around the content's fields. With ``target="#results"`` that part alone is fetched as filters change."""
    values = {
        "content": content,
        "label": label,
        "action": action,
        "target": target,
        "reset_url": reset_url,
        "submit": submit or _("Apply"),
    }
    return render_to_string("components/filter_bar.html", values)


@register.inclusion_tag("components/file_card.html")
def file_card(name: str, url: str = "", size: int | None = None, kind: str = "", note: Text = "") -> dict[str, object]:
    """A file: its name, kind and size in bytes, and a download link if there is a URL."""
    return {"name": name, "url": url, "size": size, "kind": kind or name.rpartition(".")[2].upper()[:5], "note": note}


@register.simple_block_tag
def job_progress(
    content: str,
    key: str,
    state: str,
    url: str,
    label: Text = "",
    done: int | None = None,
    total: int | None = None,
) -> str:
    """A background job: polls ``url`` while ``queued`` or ``running``; the content shows once it is over.

    ``key`` is unique on the page. ``url`` answers a page or fragment that holds this same component; without
    JavaScript the visitor follows it as a plain link.
    """
    values = {
        "content": content,
        "key": key,
        "state": state,
        "url": url,
        "label": label,
        "done": done,
        "total": total,
        "working": state in {"queued", "running"},
        "bar": drawing.bar(have=done or 0, needed=total, out_of=total) if total else None,
    }
    return render_to_string("components/job_progress.html", values)


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


@register.simple_block_tag
def quote(content: str, source: Text = "", url: str = "") -> str:
    """Somebody's words, and whose."""
    return render_to_string("components/quote.html", {"content": content, "source": source, "url": url})


@register.inclusion_tag("components/stepper.html")
def stepper(current: str, steps: Iterable[tuple[str, Text]] = (), label: Text = "") -> dict[str, object]:
    """The way from pledge to certificate, or other ``steps`` as ``(key, label)``. ``current="done"``: all behind us."""
    entries = list(steps) or [
        ("pledge", _("Pledge")),
        ("evidence", _("Evidence")),
        ("letter", _("Letter")),
        ("review", _("Review")),
        ("certificate", _("Certificate")),
    ]
    keys = [key for key, _label in entries]
    at = keys.index(current) if current in keys else len(keys)
    states = ["done" if i < at else "current" if i == at else "ahead" for i in range(len(keys))]
    named = [{"label": entry[1], "state": state} for entry, state in zip(entries, states, strict=True)]
    return {"steps": named, "label": label or _("Progress")}


@register.simple_block_tag
def tabs(content: str, label: Text) -> str:
    """Links between the views of one thing: wraps ``{% tab %}``."""
    return render_to_string("components/tabs.html", {"content": content, "label": label})


@register.inclusion_tag("components/tab.html")
def tab(label: Text, url: str, current: bool = False, count: int | None = None) -> dict[str, object]:
    """One link of ``{% tabs %}``."""
    return {"label": label, "url": url, "current": current, "count": count}


@register.simple_block_tag(takes_context=True)
def confirm_panel(
    context: template.Context,
    content: str,
    title: Text,
    action: str,
    label: Text,
    tone: str = "primary",
    cancel_url: str = "",
) -> str:
    """A question before a step that can't be taken back: a POST form with the content inside. ``tone="danger"`` warns."""
    values = {
        "content": content,
        "title": title,
        "action": action,
        "label": label,
        "tone": tone,
        "cancel_url": cancel_url,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/confirm_panel.html", values)


@register.inclusion_tag("components/copy_field.html")
def copy_field(value: str, label: Text, key: str) -> dict[str, object]:
    """A value to take away, with a copy button where scripts run. ``key`` makes its id."""
    return {"value": value, "label": label, "key": key}


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


def _text_and_url(entry: Any) -> dict[str, Any]:
    if isinstance(entry, (str, Promise)):
        return {"text": entry, "url": ""}
    if isinstance(entry, Mapping):
        return {"text": entry["text"], "url": entry.get("url", "")}
    if isinstance(entry, tuple):
        return {"text": entry[0], "url": entry[1] if len(entry) > 1 else ""}
    return {"text": entry.text, "url": getattr(entry, "url", "")}


def _compared(row: Any) -> dict[str, Any]:
    if isinstance(row, Mapping):
        label, left, right = row["label"], row["left"], row["right"]
    elif isinstance(row, tuple):
        label, left, right = row[:3]
    else:
        label, left, right = row.label, row.left, row.right
    return {"label": label, "left": left, "right": right, "changed": left != right}
