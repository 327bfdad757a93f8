"""What an agency is to the public on a day, and since when."""

from dataclasses import dataclass
from datetime import date

from pledges.lifecycle import INTAKE, State
from pledges.models import Pledge


@dataclass(frozen=True, slots=True)
class Status:
    """``kind`` is pledged, certified, revoked, withdrawn, lapsed, closed or none, and ``since`` the day of it."""

    kind: str
    since: date | None


def status_of(pledge: Pledge, day: date) -> Status:
    """The status by a pledge on ``day``: ``none`` before it, and until the IACP has verified it."""
    return status_on(
        pledge.state, pledge.pledged_on, pledge.completed_on, pledge.revoked_on, pledge.ended_on, day=day
    )


def status_on(
    state: str,
    pledged_on: date,
    completed_on: date | None,
    revoked_on: date | None,
    ended_on: date | None,
    *,
    day: date,
) -> Status:
    """As ``status_of``, by a pledge's own columns. Of several on one day, the later in the pledge's course holds."""
    if State(state) in INTAKE:
        return Status("closed" if state == State.CLOSED else "none", None)
    marks = [
        ("pledged", pledged_on),
        ("certified", completed_on),
        ("revoked", revoked_on),
        ("lapsed" if state == State.LAPSED else "withdrawn", ended_on),
    ]
    reached = [Status(kind, since) for kind, since in marks if since is not None and since <= day]
    return reached[-1] if reached else Status("none", None)
