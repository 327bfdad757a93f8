"""The audit trail and the security log, searched by people, agencies, words and days, and read in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import people_found
from agencies.models import Agency
from agencies.search import containing, words_of
from audit.labels import label_of, labeled
from audit.models import Entry, SecurityEvent, model_of, reference

TRAIL, SECURITY = "trail", "security"
# So many people or agencies of one name are looked for: a longer list is no search any more.
MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A line of either log as the page shows it. ``who`` is empty for the system and for visitors who weren't signed in."""

    number: int
    at: datetime
    what: str
    who: str
    agency: str
    about: str
    more: str
    address: str


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; what is empty narrows nothing."""

    log: str = TRAIL
    person: str = ""
    agency: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None


def found(search: Search) -> QuerySet[Any]:
    """The rows of a log that match, the latest first."""
    label = "label" if search.log == SECURITY else "verb"
    rows: QuerySet[Any] = (SecurityEvent if search.log == SECURITY else Entry)._default_manager.all()
    if search.person:
        people = people_found(search.person)[:MOST]
        about = [f"accounts.User:{pk}" for pk in people]
        rows = rows.filter(Q(actor_ref__in=people) | Q(subject__in=about))
    if search.agency:
        named = Agency.objects.all()
        for word in words_of(search.agency) or [search.agency]:
            named = named.filter(containing(word, through=""))
        agencies = list(named.values_list("pk", flat=True)[:MOST])
        about = [f"agencies.Agency:{pk}" for pk in agencies]
        rows = rows.filter(Q(agency_ref__in=agencies) | Q(subject__in=about))
    if search.words:
        folded = search.words.casefold()
        matching = [verb for verb in labeled() if folded in label_of(verb).casefold()]
        rows = rows.filter(**{f"{label}__in": matching})
    if search.since:
        rows = rows.filter(at__gte=_midnight(search.since))
    if search.until:
        rows = rows.filter(at__lt=_midnight(search.until + timedelta(days=1)))
    return rows.order_by("-id")


def lines(rows: Iterable[Any]) -> list[Line]:
    """Rows of either log in words, in two queries: the people's names and the agencies'."""
    kept = list(rows)
    numbers = {row.actor_ref for row in kept} | {_number(row.subject, User) for row in kept}
    people = User.objects.in_bulk(numbers - {None})
    named = {row.agency_ref for row in kept} | {_number(row.subject, Agency) for row in kept}
    agencies = Agency.objects.in_bulk(named - {None})
    return [_line(row, people, agencies) for row in kept]


def _line(row: Any, people: dict[Any, User], agencies: dict[Any, Agency]) -> Line:
    agency = agencies.get(row.agency_ref)
    return Line(
        number=row.pk,
        at=row.at,
        what=label_of(getattr(row, "verb", "") or getattr(row, "label", "")),
        who=_person(row.actor_ref, people),
        agency=agency.name if agency is not None else "",
        about=_about(row.subject, people, agencies),
        more=", ".join(f"{name}: {_plain(value)}" for name, value in sorted(row.details.items())),
        address=getattr(row, "address", None) or "",
    )


def _person(number: int | None, people: dict[Any, User]) -> str:
    if number is None:
        return ""
    person = people.get(number)
    if person is None:
        return _("Person %(number)s") % {"number": number}
    return f"{person.name} ({person.email})" if person.name else person.email


def _about(subject: str, people: dict[Any, User], agencies: dict[Any, Agency]) -> str:
    kind, _colon, number = subject.partition(":")
    if (pk := _number(subject, User)) in people:
        return _person(pk, people)
    if (pk := _number(subject, Agency)) in agencies:
        return agencies[pk].name
    try:
        words = capfirst(str(model_of(kind)._meta.verbose_name))
    except (LookupError, ValueError):
        words = kind
    return f"{words} {number}".strip()


def _number(subject: str, model: type[Any]) -> int | None:
    start, number = reference(model(pk=0)).removesuffix("0"), subject.rpartition(":")[2]
    return int(number) if subject.startswith(start) and number.isdecimal() else None


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
