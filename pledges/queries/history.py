"""An agency's own history in words: what is on its trail, but for the IACP's own work, and without any officer's name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Agency
from agencies.ties import members_ever
from audit import queries as audit
from audit.queries import Event

PER_PAGE = 50
SHOWN = 6
# What the home looks at; what is older stands on the page of the history.
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history: a colleague by name, the IACP's people as the IACP. ``note`` says how often, if more than once."""

    at: datetime
    what: str
    who: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recent:
    """The latest lines, and those of others since a person's last visit; ``since`` is the day of it, None for a first one."""

    lines: tuple[Line, ...]
    since: date | None = None
    news: tuple[Line, ...] = ()
    has_more_news: bool = False


def recent(agency: Agency, person: User | None) -> Recent:
    """The latest of an agency's history for one of its members, in three queries."""
    events = audit.events(audit.own_history(agency)[:_LOOKED_AT])
    members = members_ever(agency)
    lines = _lines(events, members)[:SHOWN]
    before = person.signed_in_before if person is not None else None
    if person is None or before is None:
        return Recent(lines)
    since = [event for event in events if event.at > before and event.by != person.pk]
    news = _lines(since, members)
    return Recent(lines, localdate(before), news[:SHOWN], has_more_news=len(news) > SHOWN)


def history_page(agency: Agency, number: str | int | None) -> "Page[Any]":
    """A page of the whole history as lines, the latest first, in four queries."""
    page: Page[Any] = Paginator(audit.own_history(agency), PER_PAGE).get_page(number)
    page.object_list = _lines(audit.events(page.object_list), members_ever(agency))
    return page


def _lines(events: Iterable[Event], members: frozenset[int]) -> tuple[Line, ...]:
    """The events as lines; what the same person did again and again on one day is one."""
    groups = groupby(events, key=lambda event: (event.verb, event.by, localdate(event.at)))
    return tuple(_line(list(same), members) for _key, same in groups)


def _line(same: list[Event], members: frozenset[int]) -> Line:
    latest, times = same[0], len(same)
    who = latest.who if latest.by in members else _("IACP") if latest.by is not None else ""
    line = Line(latest.at, latest.what, who)
    if times == 1:
        return line
    return replace(line, note=ngettext("%(count)s time", "%(count)s times", times) % {"count": times})
