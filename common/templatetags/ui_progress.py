"""Components that show how far an agency has come: figures, meters, tasks, a background job.

Pages reach them through ``ui``, which is built in.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common import drawing

register = template.Library()

Text = str | Promise


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


@register.simple_block_tag
def task_row(content: str, task: Any) -> str:
    """A row of a list of tasks, with more of it as content; stands in ``<ol class="tasks">``.

    ``task`` has ``title``, ``icon`` and ``status``, and perhaps ``status_label``, ``text`` (what is there), ``takes`` (what it
    takes), ``plan`` (what is planned, and not done), ``waits_for``, ``url`` and ``label``, or ``ask`` in their place,
    ``others`` (texts with their ``url``) and ``is_done``.
    """
    return render_to_string("components/task_row.html", {"content": content, "task": task})


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


@register.inclusion_tag("components/stepper.html")
def stepper(current: str, steps: Iterable[tuple[str, Text]], label: Text = "") -> dict[str, object]:
    """The way through ``steps``, each a ``(key, label)``. ``current="done"``: all behind us."""
    entries = list(steps)
    keys = [key for key, _label in entries]
    at = keys.index(current) if current in keys else len(keys)
    states = ["done" if i < at else "current" if i == at else "ahead" for i in range(len(keys))]
    named = [{"label": entry[1], "state": state} for entry, state in zip(entries, states, strict=True)]
    return {"steps": named, "label": label or _("Progress")}


# What most jobs need is a few seconds.
LATE_AFTER = timedelta(minutes=1)


@register.simple_block_tag
def job_progress(
    content: str,
    key: str,
    state: str,
    url: str,
    label: Text = "",
    done: int | None = None,
    total: int | None = None,
    percent: int | None = None,
    since: datetime | None = None,
) -> str:
    """A background job: polls ``url`` while ``queued`` or ``running``; the content shows once it is over.

    How far it is comes as ``done`` of ``total``, as ``percent``, or not at all. ``since`` is when it was asked for: a minute
    later it says that it takes longer than usual.

    ``key`` is unique on the page. ``url`` answers a page or fragment that holds this same component; without
    JavaScript the visitor follows it as a plain link.
    """
    have, out_of = (done or 0, total) if percent is None else (percent, 100)
    values = {
        "content": content,
        "key": key,
        "state": state,
        "url": url,
        "label": label,
        "done": have,
        "total": total,
        "percent": percent,
        "working": state in {"queued", "running"},
        "late": since is not None and timezone.now() - since > LATE_AFTER,
        "bar": drawing.bar(have=have, needed=out_of, out_of=out_of) if out_of else None,
    }
    return render_to_string("components/job_progress.html", values)
