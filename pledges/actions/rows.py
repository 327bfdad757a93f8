"""Locking rows in one order (agency, pledge, completion), moving a pledge on, and telling the agency's people."""

from accounts.models import User
from agencies import queries as agencies
from agencies.actions.agency import lock_agency
from audit import trail
from audit.models import Entry
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from outbox.post import post_to_each
from pledges import messages
from pledges.lifecycle import LIFECYCLE, State, Transition
from pledges.models import Completion, Pledge


@open_to(OpenTo.PART)
def lock_pledge(pledge: Pledge) -> Pledge:
    """The pledge as it now is, locked, with its agency locked before it."""
    agency = lock_agency(pledge.agency_id)
    locked = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge.pk)
    locked.agency = agency
    return locked


@open_to(OpenTo.PART)
def lock_completion(completion: Completion) -> Completion:
    """The completion as it now is, locked, with its agency and pledge locked before it."""
    pledge = lock_pledge(completion.pledge)
    locked = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    locked.pledge = pledge
    locked.agency = pledge.agency
    return locked


@open_to(OpenTo.PART)
def move(pledge: Pledge, transition: Transition) -> None:
    """Set the state after ``transition``, unsaved; Conflict in plain words when it isn't open."""
    LIFECYCLE.move(
        pledge, transition, closed=lambda state: Conflict(messages.transition_closed(State(state)))
    )


@open_to(OpenTo.PART)
def move_back(pledge: Pledge, completion: Completion) -> None:
    """After a recall, set the state that the pledge was in before this completion was submitted, unsaved."""
    if pledge.revoked_on:
        pledge.state = State.REVOKED.value
    elif completion.follows_id is not None:
        pledge.state = State.RETURNED.value


@open_to(OpenTo.PART)
def record(
    verb: str, pledge: Pledge, *, by: User | None, subject: Completion | None = None, **details: object
) -> Entry:
    """Put it on the trail, under the pledge's agency; ``details`` are references, dates and figures only."""
    return trail.record(
        f"pledges.{verb}", by=by, subject=subject or pledge, agency=pledge.agency, details=details
    )


@open_to(OpenTo.PART)
def tell_agency(kind: str, pledge: Pledge, occasion: Entry) -> None:
    """Post one email to each lead and signatory of the pledge's agency."""
    told = agencies.speakers(pledge.agency)
    post_to_each(f"pledges.{kind}", told, key=occasion.pk, pledge_id=pledge.pk)
