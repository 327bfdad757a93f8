"""Taking back a decision that was released, while its emails are held: everything is as before it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies import actions as agencies
from audit.versions import save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from pledges import evidence, permissions
from pledges.actions.certification import CERTIFIED_DAYS
from pledges.actions.rows import lock_completion, move, record
from pledges.lifecycle import State, Transition
from pledges.models import Completion, CompletionPractice
from training import actions as training

_DAYS = ("completed_on", "revoked_on", "reinstated_on")
_FINDING = ("finding", "reason", "found_at", "found_by")


@open_to(OpenTo.PART)
def what_stood(completion: Completion) -> dict[str, Any]:
    """What a decision on a locked completion will overwrite, as JSON, for `take_back`."""
    pledge = completion.pledge
    return {
        "days": {name: _text(getattr(pledge, name)) for name in _DAYS},
        "earlier_statuses": list(pledge.earlier_statuses),
        "decided_sworn": completion.agency.decided_sworn,
        "practices": {
            row.practice: [row.finding, row.reason, _text(row.found_at), row.found_by_id]
            for row in completion.practices.all()
        },
    }


@open_to(OpenTo.PART)
def moved_on(completion: Completion) -> str:
    """Why the decision on a locked completion can't be taken back any more, in words; empty when it can."""
    state = State(completion.pledge.state)
    if completion.state == Completion.State.APPROVED:
        return "" if state is State.COMPLETED else _("The agency is no longer certified.")
    if completion.state != Completion.State.RETURNED or state is not State.RETURNED:
        return _("The agency has made changes since.")
    draft = _draft_after(completion)
    is_untouched = (
        draft is not None
        and draft.version == 1
        and not draft.documents.exists()
        and not draft.signing_requests.exists()
    )
    return "" if is_untouched else _("The agency has begun to change its completion.")


def take_back(*, completion: Completion, before: dict[str, Any], by: User) -> Completion:
    """Make a decided completion wait for the IACP again, and return it; called by the action that recalls the decision.

    ``before`` is what `what_stood` gave before the decision. Conflict when the agency has gone on since. In order: deletes the
    untouched draft that a return had made, writes completion and pledge, what was found of each practice and the number
    of sworn officers as they were, locks the evidence, records it.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        permissions.require(Transition.TAKE_BACK, by=by, agency=locked.agency)
        pledge = locked.pledge
        if why := moved_on(locked):
            raise Conflict(why)
        move(pledge, Transition.TAKE_BACK)
        draft = _draft_after(locked)
        if draft is not None:
            draft.delete()
        locked.state = Completion.State.SUBMITTED
        locked.decided_at = None
        locked.told = ""
        save_next(locked, "state", "decided_at", "told")
        for name, text in before["days"].items():
            setattr(pledge, name, date.fromisoformat(text) if text else None)
        pledge.earlier_statuses = before["earlier_statuses"]
        save_next(pledge, "state", *CERTIFIED_DAYS)
        _restore_findings(locked, before["practices"])
        agencies.unsettle(agency=locked.agency, sworn=before["decided_sworn"])
        now = timezone.now()
        evidence.lock(agency=locked.agency, at=now)
        training.lock(agency=locked.agency, at=now)
        record("taken_back", pledge, by=by, subject=locked)
        return locked


def _draft_after(completion: Completion) -> Completion | None:
    """The draft that the return of this completion made, or made again."""
    return Completion.objects.filter(follows=completion, state=Completion.State.DRAFT).first()


def _restore_findings(completion: Completion, practices: dict[str, list[Any]]) -> None:
    # Rows that the decision made had nothing found before it.
    rows = list(CompletionPractice.objects.filter(completion=completion))
    for row in rows:
        finding, reason, found_at, found_by = practices.get(row.practice, ["", "", None, None])
        row.finding, row.reason, row.found_by_id = finding, reason, found_by
        row.found_at = datetime.fromisoformat(found_at) if found_at else None
    CompletionPractice.objects.bulk_update(rows, _FINDING)


def _text(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
