"""Which transition is open from which state, and where it leads: each app brings a table, and this reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from common.problems import Conflict

State = TypeVar("State", bound=str)
Transition = TypeVar("Transition", bound=str)


class TransitionRefused(Exception):
    """The transition isn't open from this state."""

    def __init__(self, state: str, transition: str) -> None:
        super().__init__(f"{transition} isn't possible from {state}")
        self.state = state
        self.transition = transition


@dataclass(frozen=True, slots=True)
class StateMachine(Generic[State, Transition]):
    """``table`` says for a state and a transition the state after it; what has no row is refused.

    States and transitions are string enumerations; a row's ``state`` is the text that its table keeps of one.
    """

    table: Mapping[tuple[State, Transition], State]

    def after(self, state: State, transition: Transition) -> State:
        """The state after ``transition``; TransitionRefused when the table has no such row."""
        try:
            return self.table[state, transition]
        except KeyError:
            raise TransitionRefused(state, transition) from None

    def open_from(self, state: str) -> tuple[Transition, ...]:
        """The transitions open from ``state``, in the table's order."""
        return tuple(transition for (origin, transition) in self.table if origin == state)

    def move(self, row: Any, transition: Transition, *, closed: Callable[[State], Conflict]) -> None:
        """Set a locked row's ``state`` to that after ``transition``, unsaved.

        Raises what ``closed`` makes of the row's state when the transition isn't open: the answer for a person.
        """
        try:
            row.state = str(self.after(row.state, transition))
        except TransitionRefused:
            raise closed(row.state) from None
