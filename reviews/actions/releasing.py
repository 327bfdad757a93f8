"""Releasing a batch, all of it or nothing, and recalling it while its emails are held."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions as staff
from accounts.models import User
from common.problems import Conflict, NotAllowed, Refused
from documents import actions as documents
from outbox.post import post
from pledges import actions as pledges
from pledges.models import Completion, CompletionPractice
from reviews import permissions
from reviews.actions.deciding import certify, give_back, release_now
from reviews.actions.rows import lock_batch, lock_open_batch, record, record_batch
from reviews.models import Batch, Decision, PreparedDecision, seen_of


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a recall did: ``back`` are the completions that wait again, ``stayed`` those whose agencies had gone on, and why.

    ``batch`` is where the recalled decisions are gathered now; None for one that had been released by itself.
    """

    batch: Batch | None
    back: tuple[Completion, ...]
    stayed: tuple[tuple[Completion, str], ...]


def release_batch(*, batch: Batch, by: User, seen: str | None = None) -> Batch:
    """Release every decision of a batch in one moment, and return it: all become known, or none.

    Who releases needn't be who prepared, but may decide on each of these agencies: NotAllowed, naming the agency. A
    completion that its agency took back meanwhile is passed over, with what was prepared for it. Refused when nothing is left,
    and, naming the agency, for what deciding refuses. Conflict, saying who and when, when it was released. In order: writes
    the batch, decides on each completion as `approve` and `send_back` do, deletes what was prepared, records it. The emails
    leave after the hold.
    """
    staff.require(by, staff.Capability.RELEASES_PLAN)
    with transaction.atomic():
        locked = lock_open_batch(batch)
        # Every lock before the first entry of the trail, which one transaction at a time can write.
        completions = {row.pk: _lock_named(row.completion, by) for row in _of(locked)}
        # As they are now that no one can revise them.
        rows = [(row, completions[row.pk]) for row in _of(locked) if row.pk in completions]
        if seen is not None and seen != seen_of(row for row, _completion in rows):
            raise Conflict(
                _("The decisions in this batch changed since you opened the page. Look at them again.")
            )
        for row, completion in rows:
            _require_untied(row, completion)
        gone = [(row, completion) for row, completion in rows if not _waits(completion)]
        if len(gone) == len(rows):
            raise Refused(_("No decision in this batch can be released. Add a prepared decision first."))
        release_now(locked, by=by)
        for row, completion in rows:
            row.delete()
            if _waits(completion):
                _release(row, completion, locked, by)
            else:
                record("decision_passed_over", completion, by=by, batch=locked.public_id)
        record_batch("batch_released", locked, by=by, decisions=len(rows) - len(gone), passed_over=len(gone))
        return locked


def recall_batch(*, batch: Batch, reason: str, by: User) -> Recalled:
    """Recall what a batch released while its emails are held: pages are as before, and no email about it leaves.

    The decisions are prepared again, in a new batch of the same name, without a day. Papers are void, and their numbers never
    used again. Where the agency has gone on since (begun to change what was returned, say), the decision stays released.
    Refused without a reason; NotAllowed as of `release_batch`; Conflict when the emails have left, when it was recalled
    already, and when every agency has gone on. In order, for each: voids the papers, puts completion and pledge back,
    writes what is prepared, deletes the decision, records it; then writes and records the batch.
    """
    staff.require(by, staff.Capability.RELEASES_PLAN)
    with transaction.atomic():
        locked = lock_batch(batch)
        because = _require_recallable(locked, reason)
        again = None
        if locked.name:
            again = Batch.objects.create(name=locked.name, hold_minutes=locked.hold_minutes)
        decisions = list(
            Decision.objects.filter(batch=locked)
            .select_related("completion__pledge", "completion__agency", "decided_by")
            .order_by("completion__agency_id", "pk")
        )
        completions = [_lock_named(decision.completion, by) for decision in decisions]
        back, stayed = [], []
        for decision, completion in zip(decisions, completions, strict=True):
            try:
                with transaction.atomic():
                    _take_back(decision, completion, again, by=by)
                back.append(completion)
            except Conflict as conflict:
                stayed.append((completion, str(conflict.message)))
        if not back:
            raise Conflict(" ".join(f"{completion.agency.name}: {why}" for completion, why in stayed))
        locked.recalled_at, locked.recalled_by, locked.recalled_because = timezone.now(), by, because
        locked.save(update_fields=["recalled_at", "recalled_by", "recalled_because", "updated_at"])
        record_batch(
            "batch_recalled",
            locked,
            by=by,
            decisions=len(back),
            stayed=len(stayed),
            again=again.public_id if again is not None else "",
            reason_sha256=hashlib.sha256(because.encode()).hexdigest(),
        )
        return Recalled(again, tuple(back), tuple(stayed))


def _of(batch: Batch) -> list[PreparedDecision]:
    """What is prepared in a batch, in the order in which agencies are locked."""
    return list(
        PreparedDecision.objects.filter(batch=batch)
        .select_related("completion__pledge", "completion__agency", "prepared_by")
        .order_by("completion__agency_id", "pk")
    )


def _require_untied(row: PreparedDecision, completion: Completion) -> None:
    """NotAllowed when the reviewer who prepared a decision has been tied to the agency since."""
    if why := permissions.tie_words(row.prepared_by, completion):
        raise NotAllowed(
            _("%(agency)s: %(who)s prepared this decision and may not decide on it. %(why)s")
            % {"agency": completion.agency.name, "who": row.prepared_by, "why": why}
        )


def _lock_named(completion: Completion, by: User) -> Completion:
    """The completion, locked; NotAllowed, naming its agency, for someone who may not decide on it."""
    locked = pledges.lock_completion(completion)
    try:
        permissions.require_may_review(by, locked)
    except NotAllowed as refusal:
        raise NotAllowed(f"{locked.agency.name}: {refusal}") from None
    return locked


def _waits(completion: Completion) -> bool:
    return completion.state == Completion.State.SUBMITTED


def _release(row: PreparedDecision, completion: Completion, batch: Batch, by: User) -> None:
    try:
        if row.kind == Decision.Kind.APPROVE:
            certify(
                completion,
                practices=frozenset(row.verified),
                remarks=row.reasons,
                by=by,
                decided_by=row.prepared_by,
                batch=batch,
            )
        else:
            give_back(
                completion,
                practices=row.practices,
                reasons=row.reasons,
                verified=frozenset(row.verified),
                by=by,
                decided_by=row.prepared_by,
                batch=batch,
            )
    except Refused as refusal:
        raise Refused(f"{completion.agency.name}: {refusal}") from None


def _require_recallable(batch: Batch, reason: str) -> str:
    if batch.released_at is None:
        raise Conflict(_("This batch isn't released."))
    if batch.recalled_at is not None:
        raise Conflict(_("This batch was already recalled."))
    if not batch.can_be_recalled(timezone.now()):
        raise Conflict(_("The emails were sent, so this can no longer be recalled."))
    if not (because := reason.strip()):
        raise Refused(_("Enter the reason for the recall."), field="reason")
    return because


def _take_back(decision: Decision, completion: Completion, again: Batch | None, *, by: User) -> None:
    if decision.before is None:
        raise Conflict(_("This decision can't be recalled."))
    verified = [
        row.practice
        for row in CompletionPractice.objects.filter(completion=completion).order_by("id")
        if row.finding == CompletionPractice.Finding.VERIFIED
    ]
    papers = documents.void(completion=completion, by=by)
    locked = pledges.take_back(completion=completion, before=decision.before, by=by)
    is_return = decision.kind == Decision.Kind.RETURN
    row = PreparedDecision.objects.create(
        completion=locked,
        batch=again,
        kind=decision.kind,
        verified=sorted(verified),
        practices=decision.practices if is_return else {},
        reasons=decision.reasons,
        prepared_by=decision.decided_by,
        prepared_at=decision.decided_at,
    )
    post("reviews.draw_prepared", key=f"{row.pk}:{row.version}", prepared_id=row.pk, version=row.version)
    decision.delete()
    record("decision_recalled", locked, by=by, void=[paper.number for paper in papers if paper.number])
