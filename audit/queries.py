"""What pages read of the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, Model, Q, QuerySet

from audit.labels import internal, label_of
from audit.models import Entry, kind_of, reference


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the trail as a page shows it. ``who`` is empty for the system and for a person who is gone.

    ``by`` is the number of the person, whether or not they are still there.
    """

    at: datetime
    verb: str
    what: str
    who: str
    subject: str
    details: dict[str, Any]
    by: int | None = None


def history(agency: Model, *, limit: int = 100, verbs: tuple[str, ...] = ()) -> list[Event]:
    """What happened at an agency, the latest first, in two queries.

    ``verbs`` keeps only the verbs that begin with one of these: ``("pledges.", "reviews.")``.
    """
    entries = Entry.objects.filter(agency_ref=agency.pk)
    if verbs:
        entries = entries.filter(reduce(or_, (Q(verb__startswith=verb) for verb in verbs)))
    return _events(entries, limit)


def own_history(agency: Model) -> QuerySet[Entry]:
    """What an agency reads of its own trail, the latest first: all but the IACP's own work on it."""
    return Entry.objects.filter(agency_ref=agency.pk).exclude(verb__in=internal()).order_by("-at", "-id")


def of_subject(subject: Model, *, limit: int = 100) -> list[Event]:
    """What happened to one thing, the latest first, in two queries."""
    return _events(Entry.objects.filter(subject=reference(subject)), limit)


def last_change(*, subject: Model) -> Event | None:
    """The latest event of a thing: who changed it, and when. None when nothing is on record."""
    return next(iter(of_subject(subject, limit=1)), None)


def changed_by(subject: Model, *, since: datetime) -> list[Model]:
    """The people who changed a thing since a moment, each once, the first first; without those who are gone."""
    entries = Entry.objects.filter(subject=reference(subject), at__gt=since).order_by("id")
    numbers = dict.fromkeys(entries.values_list("actor_ref", flat=True))
    known = get_user_model()._default_manager.in_bulk([number for number in numbers if number is not None])
    return [known[number] for number in numbers if number in known]


def has_entry_since(verb: str, *, subject: Model, since: datetime, **details: str | int | bool) -> bool:
    """Whether the trail has this verb of a thing since a moment, with these details."""
    wanted = {f"details__{name}": value for name, value in details.items()}
    return Entry.objects.filter(subject=reference(subject), verb=verb, at__gte=since, **wanted).exists()


def last_number(agency: Model) -> int:
    """The number of the agency's latest entry: as long as it stays, nothing of the agency was changed. 0 for none."""
    found = Entry.objects.filter(agency_ref=agency.pk).order_by("-id").values_list("pk", flat=True).first()
    return found or 0


def last_moment(kind: type[Model]) -> datetime | None:
    """When the latest entry about any thing of a kind was made, also of one that is gone since. None for none."""
    entries = Entry.objects.filter(subject__startswith=f"{kind_of(kind)}:")
    moment: datetime | None = entries.aggregate(last=Max("at"))["last"]
    return moment


def events(entries: Iterable[Entry]) -> list[Event]:
    """These entries as a page shows them, in one query for the people."""
    rows = list(entries)
    people = get_user_model()._default_manager.in_bulk(
        {row.actor_ref for row in rows if row.actor_ref is not None}
    )
    return [
        Event(
            at=row.at,
            verb=row.verb,
            what=label_of(row.verb),
            who=str(people[row.actor_ref]) if row.actor_ref in people else "",
            subject=row.subject,
            details=row.details,
            by=row.actor_ref,
        )
        for row in rows
    ]


def _events(entries: QuerySet[Entry], limit: int) -> list[Event]:
    return events(entries.order_by("-id")[:limit])
