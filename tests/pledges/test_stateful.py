"""A pledge taken through long random walks: whatever happens in whatever order, what must hold holds."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from common.problems import NotAllowed, Refused
from pledges import actions, queries
from pledges.actions import Coordinator
from pledges.lifecycle import LIFECYCLE, PREPARING, State, Transition
from pledges.models import ANSWER_LINK, CONFIRM_LINK, Completion, Pledge
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory, meet_everything, member, with_letter

LONG_AGO = date(2021, 5, 4)
ACTORS = ["lead", "editor", "signatory", "viewer", "reviewer", "administrator"]
OPEN_STATES = [Completion.State.DRAFT, Completion.State.SUBMITTED]


class Walk(RuleBasedStateMachine):
    """Random actors try random steps; the model is the table alone."""

    reached: ClassVar[set[State]] = set()

    @initialize()
    def take(self) -> None:
        self.sid = transaction.savepoint()
        self.pledge: Pledge = PledgeFactory(
            state=State.RECEIVED.value, pledged_on=LONG_AGO, confirmed_at=None, agency__evidence_mode="counts"
        )
        self.people: dict[str, Any] = {role: member(self.pledge.agency, role) for role in ACTORS[:4]}
        self.people |= {"reviewer": ReviewerFactory(), "administrator": AdministratorFactory()}
        self.expected = State.RECEIVED
        self.is_revoked = False
        self.is_returned = False
        self.before: dict[str, Any] = {}
        self.flags = (False, False)
        meet_everything(self.pledge.agency)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.sid)

    def attempt(self, step: Transition, actor: str) -> None:
        by = self.people[actor]
        completion = queries.open_completion(self.pledge) or Completion(
            pledge=self.pledge, agency=self.pledge.agency
        )
        until = timezone.localdate() + timedelta(days=1500)
        someone = Coordinator("Robin Hale", self.pledge.coordinator_email)
        purpose = CONFIRM_LINK if step is Transition.CONFIRM else ANSWER_LINK
        link = purpose.token(self.pledge.link_name)
        calls: dict[Transition, Any] = {
            Transition.CONFIRM: lambda: actions.confirm(token=link),
            Transition.ANSWER: lambda: actions.answer(
                token=link, agency={}, coordinator=someone, text="Yes."
            ),
            Transition.QUERY: lambda: actions.query(pledge=self.pledge, question="Who?", by=by),
            Transition.VERIFY: lambda: actions.verify(pledge=self.pledge, by=by),
            Transition.CLOSE: lambda: actions.close(pledge=self.pledge, reason="Twice.", by=by),
            Transition.SUBMIT: lambda: actions.submit(
                completion=completion, version=completion.version, attested=True, by=by
            ),
            Transition.RECALL: lambda: actions.recall(completion=completion, by=by),
            Transition.SEND_BACK: lambda: actions.send_back(completion=completion, reasons="No.", by=by),
            Transition.APPROVE: lambda: actions.complete(completion=completion, by=by),
            Transition.EXTEND: lambda: actions.extend(pledge=self.pledge, until=until, reason="x", by=by),
            Transition.WITHDRAW: lambda: actions.withdraw(pledge=self.pledge, by=by),
            Transition.LAPSE: lambda: actions.lapse(pledge=self.pledge, by=by),
            Transition.REINSTATE: lambda: actions.reinstate(
                pledge=self.pledge, until=until, reason="x", by=by
            ),
            Transition.REVOKE: lambda: actions.revoke(
                completion=queries.latest_completion(self.pledge) or completion, by=by
            ),
            Transition.RECERTIFY: lambda: actions.recertify(
                completion=queries.approved_completion(self.pledge) or completion, by=by
            ),
        }
        calls[Transition.TAKE_BACK] = lambda: actions.take_back(
            completion=queries.latest_completion(self.pledge) or completion, before=self.before, by=by
        )
        deciding = step in {Transition.APPROVE, Transition.SEND_BACK} and completion.pk is not None
        before = actions.what_stood(completion) if deciding else self.before
        try:
            with transaction.atomic():
                calls[step]()
        except (Refused, NotAllowed, Completion.DoesNotExist):
            return
        finally:
            self.pledge.refresh_from_db()
        self.expected = LIFECYCLE.after(self.expected, step)
        if deciding:
            self.before, self.flags = before, (self.is_revoked, self.is_returned)
        if step is Transition.TAKE_BACK:
            self.is_revoked, self.is_returned = self.flags
        if step in {Transition.APPROVE, Transition.REVOKE, Transition.RECERTIFY}:
            self.is_revoked = step is Transition.REVOKE
        if step in {Transition.APPROVE, Transition.SEND_BACK}:
            self.is_returned = step is Transition.SEND_BACK
        if step is Transition.RECALL and (self.is_revoked or self.is_returned):
            self.expected = State.REVOKED if self.is_revoked else State.RETURNED

    @rule(step=st.sampled_from(Transition), actor=st.sampled_from(ACTORS))
    def anything(self, step: Transition, actor: str) -> None:
        self.attempt(step, actor)

    @rule(
        turn=st.sampled_from(
            [Transition.APPROVE, Transition.SEND_BACK, Transition.SEND_BACK, Transition.RECALL]
        )
    )
    def forward(self, turn: Transition) -> None:
        """The step that leads on, by someone who may: without it most walks would end early."""
        if self.expected in PREPARING:
            self.write_the_draft()
        onward = {
            State.RECEIVED: (Transition.CONFIRM, "lead"),
            State.CONFIRMED: (Transition.VERIFY, "reviewer"),
            State.QUERIED: (Transition.ANSWER, "lead"),
            State.ACTIVE: (Transition.SUBMIT, "signatory"),
            State.RETURNED: (Transition.SUBMIT, "lead"),
            State.SUBMITTED: (turn, "lead" if turn is Transition.RECALL else "administrator"),
            State.COMPLETED: (Transition.REVOKE, "reviewer"),
            State.REVOKED: (Transition.SUBMIT, "lead"),
            State.LAPSED: (Transition.REINSTATE, "reviewer"),
        }
        if self.expected in onward:
            before = self.expected
            self.attempt(*onward[before])
            assert self.expected != before

    @rule(data=st.data(), actor=st.sampled_from(["lead", "reviewer", "administrator"]))
    def something_open(self, data: st.DataObject, actor: str) -> None:
        if open_steps := LIFECYCLE.open_from(self.expected):
            self.attempt(data.draw(st.sampled_from(open_steps)), actor)

    @rule()
    def write_the_draft(self) -> None:
        draft = queries.open_completion(self.pledge)
        words = dict.fromkeys(
            (
                "crisis_intervention_statement",
                "partnership_statement",
                "policy_statement",
                "signatory_name",
                "signatory_title",
            ),
            "So it is.",
        )
        try:
            with transaction.atomic():
                saved = actions.save_draft(
                    pledge=self.pledge,
                    version=draft.version if draft else 0,
                    changes={**words, "answer": "Done.", "signatory_is_command": True},
                    by=self.people["editor"],
                )
        except Refused:
            return
        with_letter(saved)

    @invariant()
    def the_state_is_the_tables(self) -> None:
        self.reached.add(self.expected)
        assert self.pledge.lifecycle_state is self.expected
        assert self.pledge.pledged_on == LONG_AGO

    @invariant()
    def completions_agree_with_the_pledge(self) -> None:
        found = list(Completion.objects.filter(pledge=self.pledge).values_list("state", "facts", "report"))
        states = [state for state, _facts, _report in found]
        assert sum(state in OPEN_STATES for state in states) <= 1
        assert (Completion.State.SUBMITTED in states) == (self.expected is State.SUBMITTED)
        # What was approved stays so when its certificate is revoked.
        assert (Completion.State.APPROVED in states) == (self.pledge.completed_on is not None)
        assert all((facts is None) == (state == Completion.State.DRAFT) for state, facts, _report in found)

    @invariant()
    def evidence_is_locked_while_something_stands_on_it(self) -> None:
        locked = [row.is_locked for row in self.pledge.agency.partnerships.all()]
        # A certificate stands on what was frozen, not on what is recorded since.
        stands = self.expected is State.SUBMITTED
        assert locked == [stands] * len(locked)

    @invariant()
    def dates_belong_to_the_state(self) -> None:
        assert (self.pledge.revoked_on is not None) == self.is_revoked
        is_certified = self.pledge.completed_on is not None and self.pledge.revoked_on is None
        assert is_certified == (self.expected is State.COMPLETED)
        assert (self.pledge.ended_on is not None) == (self.expected in {State.WITHDRAWN, State.LAPSED})
        clock = queries.clock_of(self.pledge, timezone.localdate())
        assert not (clock.is_overdue and self.expected not in {State.ACTIVE, State.RETURNED})


class TestWalk(TestCase):
    """Each walk in its own savepoint."""

    def test_random_walks(self) -> None:
        run_state_machine_as_test(
            Walk,
            settings=settings(
                max_examples=25,
                stateful_step_count=40,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        # The walks got somewhere: through the intake, to a submission and beyond.
        assert len(Walk.reached) >= 7


@pytest.mark.parametrize("state", State)
def test_the_walks_can_reach_every_state(state: State) -> None:
    """The table connects every state to the first; without that the walks would prove little."""
    reached, frontier = {State.RECEIVED}, [State.RECEIVED]
    while frontier:
        at = frontier.pop()
        for step in LIFECYCLE.open_from(at):
            if (after := LIFECYCLE.after(at, step)) not in reached:
                reached.add(after)
                frontier.append(after)
    assert state in reached
