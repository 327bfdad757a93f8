"""When a transition of an import or of an equivalency request may happen: a table each."""

from enum import StrEnum

from common.state_machine import StateMachine
from training.models import EquivalencyRequest, RosterImport

_I = RosterImport.State
_E = EquivalencyRequest.State


class ImportTransition(StrEnum):
    """What can happen to an import."""

    ASK = "ask"  # the reading left something open
    SHOW = "show"  # nothing is open: the comparison is there
    ANSWER = "answer"
    CONFIRM = "confirm"
    APPLY = "apply"
    REFUSE = "refuse"  # by the portal: it can't be read, or not be finished
    DISCARD = "discard"
    UNDO = "undo"
    EMPTY = "empty"  # what it knows of people is deleted; one that wasn't applied can't go on


IMPORT: StateMachine[RosterImport.State, ImportTransition] = StateMachine(
    {
        (_I.UPLOADED, ImportTransition.ASK): _I.MAPPING,
        (_I.UPLOADED, ImportTransition.SHOW): _I.PREVIEWED,
        (_I.UPLOADED, ImportTransition.ANSWER): _I.PLANNING,
        (_I.UPLOADED, ImportTransition.REFUSE): _I.REFUSED,
        (_I.UPLOADED, ImportTransition.DISCARD): _I.DISCARDED,
        (_I.UPLOADED, ImportTransition.EMPTY): _I.DISCARDED,
        (_I.MAPPING, ImportTransition.ANSWER): _I.PLANNING,
        (_I.MAPPING, ImportTransition.DISCARD): _I.DISCARDED,
        (_I.MAPPING, ImportTransition.EMPTY): _I.DISCARDED,
        (_I.PLANNING, ImportTransition.ASK): _I.MAPPING,
        (_I.PLANNING, ImportTransition.SHOW): _I.PREVIEWED,
        (_I.PLANNING, ImportTransition.ANSWER): _I.PLANNING,
        (_I.PLANNING, ImportTransition.REFUSE): _I.REFUSED,
        (_I.PLANNING, ImportTransition.DISCARD): _I.DISCARDED,
        (_I.PLANNING, ImportTransition.EMPTY): _I.DISCARDED,
        (_I.PREVIEWED, ImportTransition.ANSWER): _I.PLANNING,
        (_I.PREVIEWED, ImportTransition.CONFIRM): _I.CONFIRMED,
        (_I.PREVIEWED, ImportTransition.DISCARD): _I.DISCARDED,
        (_I.PREVIEWED, ImportTransition.EMPTY): _I.DISCARDED,
        (_I.CONFIRMED, ImportTransition.APPLY): _I.APPLIED,
        # The roster changed between the comparison and the writing: it is compared again.
        (_I.CONFIRMED, ImportTransition.ASK): _I.MAPPING,
        (_I.CONFIRMED, ImportTransition.SHOW): _I.PREVIEWED,
        (_I.CONFIRMED, ImportTransition.REFUSE): _I.REFUSED,
        (_I.CONFIRMED, ImportTransition.EMPTY): _I.DISCARDED,
        (_I.REFUSED, ImportTransition.DISCARD): _I.DISCARDED,
        (_I.REFUSED, ImportTransition.EMPTY): _I.REFUSED,
        (_I.APPLIED, ImportTransition.UNDO): _I.UNDONE,
        (_I.APPLIED, ImportTransition.EMPTY): _I.APPLIED,
        (_I.UNDONE, ImportTransition.EMPTY): _I.UNDONE,
        (_I.DISCARDED, ImportTransition.EMPTY): _I.DISCARDED,
    }
)
# A worker has it in hand, or will.
IN_PROGRESS = frozenset({_I.UPLOADED, _I.PLANNING, _I.CONFIRMED})


class RequestTransition(StrEnum):
    """What can happen to an equivalency request."""

    ASK = "ask"  # the IACP asks the agency for more
    ANSWER = "answer"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


EQUIVALENCY: StateMachine[EquivalencyRequest.State, RequestTransition] = StateMachine(
    {
        (_E.OPEN, RequestTransition.ASK): _E.ASKED,
        (_E.OPEN, RequestTransition.ANSWER): _E.OPEN,
        (_E.OPEN, RequestTransition.APPROVE): _E.APPROVED,
        (_E.OPEN, RequestTransition.DECLINE): _E.DECLINED,
        (_E.OPEN, RequestTransition.WITHDRAW): _E.WITHDRAWN,
        (_E.ASKED, RequestTransition.ANSWER): _E.OPEN,
        (_E.ASKED, RequestTransition.APPROVE): _E.APPROVED,
        (_E.ASKED, RequestTransition.DECLINE): _E.DECLINED,
        (_E.ASKED, RequestTransition.WITHDRAW): _E.WITHDRAWN,
    }
)
# Neither decided nor withdrawn.
UNDECIDED = frozenset({_E.OPEN, _E.ASKED})
