"""The tables of imports and equivalency requests, written out a second time by state."""

from training.lifecycles import EQUIVALENCY, IMPORT, IN_PROGRESS, UNDECIDED
from training.models import EquivalencyRequest, RosterImport

IMPORTS = {
    "uploaded": "ask>mapping show>previewed answer>planning refuse>refused discard>discarded empty>discarded",
    "mapping": "answer>planning discard>discarded empty>discarded",
    "planning": "ask>mapping show>previewed answer>planning refuse>refused discard>discarded empty>discarded",
    "previewed": "answer>planning confirm>confirmed discard>discarded empty>discarded",
    "confirmed": "apply>applied ask>mapping show>previewed refuse>refused empty>discarded",
    "applied": "undo>undone empty>applied",
    "refused": "discard>discarded empty>refused",
    "discarded": "empty>discarded",
    "undone": "empty>undone",
}
REQUESTS = {
    "open": "ask>asked answer>open approve>approved decline>declined withdraw>withdrawn",
    "asked": "answer>open approve>approved decline>declined withdraw>withdrawn",
    "approved": "",
    "declined": "",
    "withdrawn": "",
}


def test_the_table_of_imports() -> None:
    assert {
        state.value: {f"{t}>{IMPORT.after(state, t)}" for t in IMPORT.open_from(state)}
        for state in RosterImport.State
    } == {state: set(words.split()) for state, words in IMPORTS.items()}


def test_the_table_of_equivalency_requests() -> None:
    assert {
        state.value: {f"{t}>{EQUIVALENCY.after(state, t)}" for t in EQUIVALENCY.open_from(state)}
        for state in EquivalencyRequest.State
    } == {state: set(words.split()) for state, words in REQUESTS.items()}


def test_what_is_in_progress_can_be_refused_and_what_is_undecided_approved() -> None:
    assert {state for state, t in IMPORT.table if t == "refuse"} == IN_PROGRESS
    assert {state for state, t in EQUIVALENCY.table if t == "approve"} == UNDECIDED
