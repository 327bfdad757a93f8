"""A table of transitions, read: what it holds happens, and what it doesn't is refused."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from common.problems import Conflict
from common.state_machine import StateMachine, TransitionRefused


class _State(StrEnum):
    OPEN = "open"
    SHUT = "shut"


class _Transition(StrEnum):
    SHUT = "shut"
    LOOK = "look"


@dataclass
class _Door:
    state: str


DOOR = StateMachine(
    {
        (_State.OPEN, _Transition.SHUT): _State.SHUT,
        (_State.OPEN, _Transition.LOOK): _State.OPEN,
        (_State.SHUT, _Transition.LOOK): _State.SHUT,
    }
)


def test_every_row_of_the_table_leads_where_it_says() -> None:
    assert {key: DOOR.after(*key) for key in DOOR.table} == DOOR.table


def test_what_has_no_row_is_refused_and_says_what_of_what() -> None:
    with pytest.raises(TransitionRefused) as caught:
        DOOR.after(_State.SHUT, _Transition.SHUT)
    assert (caught.value.state, caught.value.transition) == (_State.SHUT, _Transition.SHUT)


def test_transitions_are_open_in_the_order_of_the_table_also_for_a_stored_text() -> None:
    assert [DOOR.open_from(state) for state in ("open", _State.SHUT, "gone")] == [
        (_Transition.SHUT, _Transition.LOOK),
        (_Transition.LOOK,),
        (),
    ]


def test_a_row_is_moved_to_the_text_of_its_state_or_stays_with_the_answer_for_a_person() -> None:
    door = _Door("open")
    DOOR.move(door, _Transition.SHUT, closed=lambda state: Conflict(f"It is {state}."))
    assert (door.state, type(door.state)) == ("shut", str)
    with pytest.raises(Conflict, match=r"^It is shut\.$"):
        DOOR.move(door, _Transition.SHUT, closed=lambda state: Conflict(f"It is {state}."))
    assert door.state == "shut"
