"""Giving what waits to someone, and saved lists: the neighbor's wait at the same desk, and are the same person's."""

from accounts.desk import kind_named
from pledges.lifecycle import State
from rehearsal.factories.accounts import ReviewerFactory
from tests.actions.stage import Arguments, Scene, row
from worklist import actions
from worklist.models import SavedList


def _saved(s: Scene) -> SavedList:
    return actions.save_list(name=s.name, query="turn=ours", by=s.reviewer)


@row(actions.assign, "worklist.assigned: its Pledge")
def _assign(s: Scene) -> Arguments:
    pledge = s.pledge(State.CONFIRMED)
    s.due.append(pledge)
    kind = kind_named("pledge")
    assert kind is not None
    actions.assign(kind=kind, number=pledge.pk, to=s.reviewer, by=s.reviewer)
    return {"kind": kind, "number": pledge.pk, "to": s.staff.colleague, "by": s.reviewer}


@row(actions.hand_over, "worklist.assigned: its Pledge")
def _hand_over(s: Scene) -> Arguments:
    pledge, leaving = s.pledge(State.CONFIRMED), ReviewerFactory.create()
    kind = kind_named("pledge")
    assert kind is not None
    actions.assign(kind=kind, number=pledge.pk, to=leaving, by=s.reviewer)
    return {"of": leaving, "to": s.staff.colleague, "by": s.reviewer}


@row(actions.save_list)
def _save_list(s: Scene) -> Arguments:
    if not s.mine:
        _saved(s)
    return {"name": s.name, "query": "turn=ours", "by": s.reviewer}


@row(actions.delete_list)
def _delete_list(s: Scene) -> Arguments:
    return {"saved": _saved(s), "by": s.reviewer}
