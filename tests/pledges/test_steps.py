"""The actions themselves over every state × step × role: what the table and the permissions allow happens, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Actor
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from common.tokens import Link
from outbox.models import Message
from pledges import actions, queries
from pledges.actions import Coordinator
from pledges.lifecycle import PREPARING, State, Transition
from pledges.models import ANSWER_LINK, CONFIRM_LINK, Completion, Pledge
from pledges.permissions import Role
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    member,
    ready_draft,
    submitted,
    with_letter,
)
from tests.pledges.table import ROLES, STATES

pytestmark = pytest.mark.django_db

# Beside the roles: a stranger, and a reviewer who belongs to the agency.
ACTORS = [*Role, "stranger", "reviewer of the own agency"]
MEMBERS = {Role.LEAD, Role.EDITOR, Role.SIGNATORY, Role.VIEWER}
LONG_AGO = date(2021, 5, 4)


def placed(state: State) -> Pledge:
    """A pledge in ``state``, overdue, with whatever that state has: a draft that is ready, something submitted or approved."""
    pledge: Pledge = PledgeFactory(state=state.value, pledged_on=LONG_AGO)
    if state is State.RECEIVED:
        Pledge.objects.filter(pk=pledge.pk).update(confirmed_at=None)
    if state in PREPARING - {State.REVOKED}:
        ready_draft(pledge)
    elif state in {State.SUBMITTED, State.COMPLETED}:
        submitted(
            pledge, Completion.State.APPROVED if state is State.COMPLETED else Completion.State.SUBMITTED
        )
    elif state is State.REVOKED:
        submitted(pledge, Completion.State.APPROVED)
        with_letter(CompletionFactory(pledge=pledge))
    else:
        CompletionFactory(pledge=pledge)
    pledge.refresh_from_db()
    return pledge


def returned() -> Pledge:
    """A pledge whose completion was returned just now, and whose draft no one has touched."""
    pledge = placed(State.SUBMITTED)
    actions.send_back(completion=pledge.completions.get(), reasons="The policy.", by=ReviewerFactory())
    pledge.refresh_from_db()
    return pledge


def acting(actor: str, pledge: Pledge) -> User | Actor | None:
    """The person; None for the coordinator, who has only the link."""
    if actor == Role.COORDINATOR:
        return None
    if actor == Role.SYSTEM:
        return Actor.SYSTEM
    if actor in MEMBERS:
        return member(pledge.agency, actor)
    if actor == "stranger":
        return UserFactory()
    if actor == Role.ADMINISTRATOR:
        return AdministratorFactory()
    reviewer: User = ReviewerFactory()
    if actor == "reviewer of the own agency":
        MembershipFactory(agency=pledge.agency, user=reviewer, role="viewer")
    return reviewer


def attempt(step: Transition, pledge: Pledge, by: Any, actor: str) -> object:
    """Take the step by its action. Only the coordinator's link is genuine."""
    completion = queries.open_completion(pledge) or pledge.completions.first()
    approved = queries.approved_completion(pledge) or completion
    until = timezone.localdate() + timedelta(days=200)

    def link(purpose: Link) -> str:
        return (
            purpose.token(pledge.link_name) if actor == Role.COORDINATOR else f"{pledge.public_id}:1:forged"
        )

    mended = {"name": pledge.agency.name}
    someone = Coordinator("Robin Hale", pledge.coordinator_email)
    calls: dict[Transition, Callable[[], object]] = {
        Transition.CONFIRM: lambda: actions.confirm(token=link(CONFIRM_LINK)),
        Transition.QUERY: lambda: actions.query(pledge=pledge, question="Who is the chief?", by=by),
        Transition.ANSWER: lambda: actions.answer(
            token=link(ANSWER_LINK), agency=mended, coordinator=someone, text="She is."
        ),
        Transition.VERIFY: lambda: actions.verify(pledge=pledge, by=by),
        Transition.CLOSE: lambda: actions.close(pledge=pledge, reason="A duplicate.", by=by),
        Transition.SUBMIT: lambda: actions.submit(
            completion=completion, version=completion.version, attested=True, by=by
        ),
        Transition.RECALL: lambda: actions.recall(completion=completion, by=by),
        Transition.SEND_BACK: lambda: actions.send_back(completion=completion, reasons="The policy.", by=by),
        Transition.APPROVE: lambda: actions.complete(completion=completion, by=by),
        Transition.EXTEND: lambda: actions.extend(pledge=pledge, until=until, reason="A flood.", by=by),
        Transition.WITHDRAW: lambda: actions.withdraw(pledge=pledge, by=by),
        Transition.LAPSE: lambda: actions.lapse(pledge=pledge, by=by),
        Transition.REVOKE: lambda: actions.revoke(completion=approved, by=by),
        Transition.RECERTIFY: lambda: actions.recertify(completion=approved, by=by),
        Transition.TAKE_BACK: lambda: actions.take_back(
            completion=_decided(pledge), before=actions.what_stood(_decided(pledge)), by=by
        ),
        Transition.REINSTATE: lambda: actions.reinstate(pledge=pledge, until=until, reason="A flood.", by=by),
    }
    return calls[step]()


def _decided(pledge: Pledge) -> Completion:
    """The completion that a decision was taken on, or the one there is."""
    decided = pledge.completions.filter(state__in=["approved", "returned"]).order_by("pk").last()
    found: Completion | None = decided or pledge.completions.order_by("pk").first()
    assert found is not None
    return found


def everything(pledge: Pledge) -> list[object]:
    """All that a refused step must leave as it was."""
    return [
        list(Pledge.objects.filter(pk=pledge.pk).values()),
        list(Completion.objects.filter(pledge=pledge).order_by("pk").values()),
        Entry.objects.count(),
        Message.objects.count(),
        list(pledge.agency.partnerships.values_list("locked_at", flat=True)),
    ]


def outcome(step: Transition, placed: Pledge, actor: str) -> str:
    """Where the step leads, or how it is refused, which leaves everything as it was. All of it is undone again."""
    with transaction.atomic():
        pledge = Pledge.objects.get(pk=placed.pk)
        by = acting(actor, pledge)
        before = everything(pledge)
        try:
            attempt(step, pledge, by, actor)
        except (Conflict, NotAllowed) as refused:
            assert everything(pledge) == before
            found = "conflict" if isinstance(refused, Conflict) else "not allowed"
        else:
            pledge.refresh_from_db()
            assert Entry.objects.count() > before[2]  # type: ignore[operator]
            found = pledge.state
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("step", Transition)
@pytest.mark.parametrize("state", State)
def test_every_state_step_and_role(state: State, step: Transition) -> None:
    pledge = placed(state) if (state, step) != (State.RETURNED, Transition.TAKE_BACK) else returned()
    allowed = STATES[state].get(step, "conflict")
    assert {actor: outcome(step, pledge, actor) for actor in ACTORS} == {
        actor: allowed if actor in ROLES[step] else "not allowed" for actor in ACTORS
    }


def test_a_conflict_says_where_the_pledge_stands_in_plain_words() -> None:
    pledge = placed(State.SUBMITTED)
    with pytest.raises(Refused) as caught:
        actions.lapse(pledge=pledge, by=ReviewerFactory())
    assert (
        str(caught.value)
        == "The completion has been submitted and waits for the IACP, so this can't be done now."
    )
