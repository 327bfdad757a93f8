"""What happens to entries of every kind alike: parts of an app's actions, inside its transaction."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import save_next
from common.problems import Conflict, Refused
from evidence.models import Entry

Row = TypeVar("Row", bound=Entry)
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Ending:
    """How an entry of one kind ends: its fields of the first and the last day, the trail's verb, and two refusals."""

    since: str
    until: str
    verb: str
    too_early: Words
    backwards: Words


def locked(row: Row, *, by: User, gone: Words, related: tuple[str, ...] = ()) -> Row:
    """The entry as it now is, locked, for someone who may edit evidence; Conflict when it was deleted."""
    rows = type(row)._default_manager.select_for_update(of=("self",)).select_related("agency", *related)
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Conflict(gone)
    require(by, Capability.EVIDENCE_EDIT, found.agency)
    return found


def require_open(row: Entry, closed: Words) -> None:
    """Refused while a submitted completion stands on the entry."""
    if row.is_locked:
        raise Refused(closed)


def take_over(row: Entry, names: Iterable[str], fields: dict[str, Any]) -> list[str]:
    """Set those of ``names`` that ``fields`` gives another value, unsaved, and say which."""
    changed = [name for name in names if name in fields and getattr(row, name) != fields[name]]
    for name in changed:
        setattr(row, name, fields[name])
    return changed


def finish(row: Entry, ending: Ending, *, on: date, by: User) -> None:
    """Say that a locked entry ended ``on`` a day. Ending one that has ended changes nothing.

    That a completion stands on it is no obstacle: what was submitted is frozen, and this is news of today. Refused for a
    day to come, and for one before it began. In order: writes the day and the next version, records it.
    """
    if getattr(row, ending.until) is not None:
        return
    if on > timezone.localdate():
        raise Refused(ending.too_early, field=ending.until)
    since = getattr(row, ending.since)
    if since is not None and on < since:
        raise Refused(ending.backwards, field=ending.until)
    setattr(row, ending.until, on)
    save_next(row)
    trail.record(ending.verb, by=by, subject=row, agency=row.agency, details={"on": on.isoformat()})


def keep_earlier(row: Entry, document: Iterable[str], file: str, *, by: User, **said: Any) -> None:
    """Keep what a locked entry's document was: its file, and its own fields with what else is ``said``, as JSON.

    ``document`` names the fields, ``file`` the one that holds the file. Nothing is kept where nothing was recorded.
    """
    fields = {name: getattr(row, name) for name in document if name not in {file, f"{file}_name"}} | said
    stored = getattr(row, file)
    if stored is None and not any(fields.values()):
        return
    earlier: Any = row.earlier  # type: ignore[attr-defined]
    last = earlier.order_by("-number").values_list("number", flat=True).first() or 0
    earlier.create(
        number=last + 1,
        said=json.loads(json.dumps(fields, cls=DjangoJSONEncoder)),
        file=stored,
        file_name=getattr(row, f"{file}_name"),
        replaced_by=by,
    )


def is_replaced(row: Entry, file: str, fields: Mapping[str, Any]) -> bool:
    """Whether a change takes another file, or none, in the place of the one that is there."""
    return file in fields and getattr(row, file) is not None and fields[file] != getattr(row, file)


def record_change(row: Entry, verb: str, changed: Iterable[str], *, by: User) -> None:
    """Put on the trail which fields changed, never their content."""
    trail.record(verb, by=by, subject=row, agency=row.agency, details={"fields": sorted(changed)})


def require_known(fields: Iterable[str], known: Iterable[str], what: str) -> None:
    """TypeError for a field that no entry of this kind has."""
    if unknown := sorted(set(fields) - set(known)):
        raise TypeError(f"Not fields of a {what}: {', '.join(unknown)}")
