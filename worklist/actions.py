"""Giving what waits to someone, and saving lists. Each function is one verb: atomic, locked, checked, on the trail."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, kinds_for
from accounts.models import User
from audit import trail
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, NotAllowed, Refused
from worklist import permissions, queries
from worklist.models import Assignment, SavedList

# So many lists one person can save.
MOST_SAVED = 30


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many things another person has now, and why each of the others stayed."""

    done: int
    refused: tuple[str, ...]


def assign(*, kind: Kind, number: int, to: User | None, by: User) -> None:
    """Give a thing that waits to a colleague, or with None to no one. To the one who has it: nothing changes.

    Conflict when it doesn't wait any more; NotAllowed for someone who may not act on it themselves; Refused, saying why,
    unless ``to`` may. In order: writes who has it, records it; kinds with an action of their own do it by that.
    """
    with transaction.atomic():
        row = queries.row_of(kind, number)
        if row is None:
            raise Conflict(_("This item is no longer waiting."))
        permissions.require_may_act(by, kind, row)
        if to is not None and (words := permissions.why_not(to, kind, row)):
            raise Refused(words, field="to")
        if kind.assign is not None:
            kind.assign(row, to, by)
            return
        held = Assignment.objects.select_for_update().filter(kind=kind.name, number=number).first()
        if (held.person_id if held is not None else None) == (to.pk if to is not None else None):
            return
        if to is None:
            Assignment.objects.filter(kind=kind.name, number=number).delete()
        else:
            Assignment.objects.update_or_create(kind=kind.name, number=number, defaults={"person": to})
        details = {"to": to.pk if to is not None else None}
        trail.record("worklist.assigned", by=by, subject=row, agency=_agency_of(kind, row), details=details)


def hand_over(*, of: User, to: User | None, by: User) -> HandedOver:
    """Give everything that a person has to a colleague, or with None to no one, in one step.

    What ``to`` or ``by`` may not act on stays, and so does what doesn't wait any more. Refused when ``of`` has nothing, or is
    ``to``. Side effects: those of ``assign``, for each thing, in one transaction.
    """
    if to is not None and to.pk == of.pk:
        raise Refused(_("Choose two different people."), field="to")
    done, refused = 0, []
    with transaction.atomic():
        held = queries.held_by(of, by)
        if not held:
            raise Refused(_("Nothing is assigned to this person."), field="of")
        for kind, number in held:
            try:
                with transaction.atomic():
                    assign(kind=kind, number=number, to=to, by=by)
                done += 1
            except Refused as problem:
                refused.append(str(problem.message))
            except NotAllowed as problem:
                refused.append(str(problem))
    return HandedOver(done, tuple(refused))


@open_to(OpenTo.OWNER)
def save_list(*, name: str, query: str, by: User) -> SavedList:
    """Save a choice of filters under a name, and return it; one of the same name is replaced.

    Refused without a name, for someone who sees no kind of thing, and beyond MOST_SAVED. Side effects: the row alone.
    """
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused(_("Enter a name for this list."), field="name")
    if not kinds_for(by):
        raise NotAllowed(_("Only the IACP's staff may do this."))
    with transaction.atomic():
        others = SavedList.objects.filter(person=by).exclude(name=tidy)
        if others.count() >= MOST_SAVED:
            raise Refused(_("You have reached the limit of saved lists. Delete one first."), field="name")
        saved, _is_new = SavedList.objects.update_or_create(person=by, name=tidy, defaults={"query": query})
        return saved


@open_to(OpenTo.OWNER)
def delete_list(*, saved: SavedList, by: User) -> None:
    """Delete a list that this person saved; NotAllowed for anyone else's. Side effects: the row alone."""
    if saved.person_id != by.pk:
        raise NotAllowed(_("This list is someone else's."))
    SavedList.objects.filter(pk=saved.pk).delete()


def _agency_of(kind: Kind, row: Any) -> Any:
    found = row
    for step in filter(None, kind.agency.split("__")):
        found = getattr(found, step, None)
    return found if kind.agency else None
