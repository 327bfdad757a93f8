"""What was decided on earlier completions of a pledge, and what became of it in the one that waits."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from pledges import messages
from pledges import queries as pledges
from pledges.models import Completion
from pledges.particulars import Revised
from reviews.models import Decision


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a practice since the completion was returned: what we found then, the answer, and what changed.

    ``was`` is ``returned``, ``verified`` or empty, by ``by`` on the day ``at``. ``is_kept`` is that the agency says it changed
    nothing; ``changes`` are label, then and now.
    """

    was: str
    reason: str
    by: User | None
    at: datetime | None
    answer: str
    is_kept: bool
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """A decision on an earlier completion of the pledge, with the reason at each practice that was returned."""

    decision: Decision
    returned: tuple[tuple[str, str], ...]


def earlier_decision(decision: Decision) -> EarlierDecision:
    rows = decision.completion.practices.all()
    return EarlierDecision(
        decision, tuple((messages.title_of(row.practice), row.reason) for row in rows if row.reason)
    )


def since_return(completion: Completion, practice: str) -> Since | None:
    """What became of one practice, or of what concerned all, since the return; None where nothing was returned before."""
    before = completion.follows
    if before is None:
        return None
    revised = {one.practice: one for one in pledges.frozen_particulars(completion).revised}
    said = revised.get(practice, Revised(practice))
    changes = tuple((one.label, one.before or "–", one.now or "–") for one in said.changes)
    if practice == pledges.WHOLE:
        told = Since("returned", before.told, None, before.decided_at, said.answer, False, changes)
        return told if before.told else None
    row = next((row for row in before.practices.all() if row.practice == practice), None)
    if row is None:
        return Since("", "", None, None, said.answer, said.is_kept, changes)
    return Since(row.finding, row.reason, row.found_by, row.found_at, said.answer, said.is_kept, changes)
