"""What reviewers do: the neighbor's completion waits at the same desk, taken up by the same reviewer."""

from datetime import date

from compliance.editions import edition_by_code
from pledges.models import Completion
from reviews import actions
from reviews.models import Batch, PreparedDecision, seen_of
from tests.actions.stage import Arguments, Scene, now, row


def _claimed(s: Scene) -> Completion:
    completion = s.submitted()
    actions.claim(completion=completion, by=s.reviewer)
    return completion


@row(actions.claim, "reviews.claimed: completion")
def _claim(s: Scene) -> Arguments:
    return {"completion": _claimed(s), "by": s.staff.colleague}


@row(actions.assign, "reviews.assigned: completion")
def _assign(s: Scene) -> Arguments:
    return {"completion": _claimed(s), "to": s.staff.colleague, "by": s.reviewer}


@row(actions.release, "reviews.released: completion")
def _release(s: Scene) -> Arguments:
    return {"completion": _claimed(s), "by": s.reviewer}


@row(actions.note, "reviews.noted: completion")
def _note(s: Scene) -> Arguments:
    completion = _claimed(s)
    actions.note(completion=completion, text="Ask.", before="", by=s.reviewer)
    return {"completion": completion, "text": "Asked.", "before": "Ask.", "by": s.reviewer}


@row(
    actions.approve,
    "pledges.completed: completion",
    "documents.certificate_asked_for: new Document",
    "documents.acknowledgment_asked_for: new Document",
    "reviews.approved: completion",
    "> documents.render ×2",
)
def _approve(s: Scene) -> Arguments:
    completion = _claimed(s)
    practices = frozenset(one.key for one in edition_by_code(completion.pledge.edition).practices)
    return {"completion": completion, "practices": practices, "by": s.reviewer}


@row(
    actions.send_back,
    "pledges.returned: completion",
    "documents.return_letter_asked_for: new Document",
    "reviews.returned: completion",
    "> documents.render",
    "> reviews.returned",
)
def _send_back(s: Scene) -> Arguments:
    practices = {"policy": "Which order?"}
    return {"completion": _claimed(s), "practices": practices, "reasons": "", "by": s.reviewer}


def _prepared(s: Scene, batch: Batch | None = None) -> PreparedDecision:
    completion = _claimed(s)
    practices = frozenset(one.key for one in edition_by_code(completion.pledge.edition).practices)
    return actions.prepare(
        completion=completion,
        kind="approve",
        verified=practices,
        practices={},
        reasons="Well done.",
        by=s.reviewer,
        batch=batch,
    )


def _batch(s: Scene) -> Batch:
    return actions.open_batch(name=s.name, release_on=None, hold_minutes=60, by=s.reviewer)


@row(actions.prepare, "reviews.decision_prepared: completion", "> reviews.draw_prepared")
def _prepare(s: Scene) -> Arguments:
    return {
        "completion": _claimed(s), "kind": "return", "verified": frozenset(), "practices": {"policy": "Which order?"},
        "reasons": "", "by": s.reviewer,
    }  # fmt: skip


@row(actions.drop, "reviews.decision_withdrawn: completion")
def _drop(s: Scene) -> Arguments:
    row = _prepared(s)
    return {"completion": row.completion, "seen": seen_of([row]), "by": s.reviewer}


@row(actions.open_batch, "reviews.batch_opened: new Batch, of no agency")
def _open_batch(s: Scene) -> Arguments:
    return {"name": s.name, "release_on": None, "hold_minutes": 60, "by": s.reviewer}


@row(actions.change_batch, "reviews.batch_changed: batch, of no agency")
def _change_batch(s: Scene) -> Arguments:
    return {"batch": _batch(s), "name": "Fall", "release_on": None, "hold_minutes": 30, "by": s.reviewer}


@row(actions.gather, "reviews.decision_gathered: its Completion")
def _gather(s: Scene) -> Arguments:
    return {"batch": _batch(s), "completions": [_prepared(s).completion_id], "shown": (), "by": s.reviewer}


@row(
    actions.release_batch,
    "pledges.completed: its Completion",
    "documents.certificate_asked_for: new Document",
    "documents.acknowledgment_asked_for: new Document",
    "reviews.approved: its Completion",
    "reviews.batch_released: batch, of no agency",
    "> documents.render ×2",
)
def _release_batch(s: Scene) -> Arguments:
    batch = _batch(s)
    _prepared(s, batch)
    return {"batch": batch, "by": s.staff.colleague}


@row(
    actions.recall_batch,
    "documents.voided: its Document",
    "documents.voided: its Document",
    "pledges.taken_back: its Completion",
    "reviews.decision_recalled: its Completion",
    "reviews.batch_recalled: batch, of no agency",
    "> reviews.draw_prepared",
)
def _recall_batch(s: Scene) -> Arguments:
    batch = _batch(s)
    _prepared(s, batch)
    actions.release_batch(batch=batch, by=s.reviewer)
    return {"batch": batch, "reason": "The wrong day.", "by": s.staff.colleague}


@row(
    actions.release_due,
    "pledges.completed: its Completion, by another",
    "documents.certificate_asked_for: new Document, by another",
    "documents.acknowledgment_asked_for: new Document, by another",
    "reviews.approved: its Completion, by another",
    "reviews.batch_released: its Batch, of no agency, by another",
    "> documents.render ×2",
)
def _release_due(s: Scene) -> Arguments:
    batch = _batch(s)
    _prepared(s, batch)
    if s.mine:
        Batch.objects.filter(pk=batch.pk).update(release_on=date(2020, 1, 1), scheduled_by=s.reviewer)
        s.due.append(batch)
    return {"now": now()}


@row(actions.draw_prepared)
def _draw_prepared(s: Scene) -> Arguments:
    row = _prepared(s)
    s.due.append(row)
    return {"prepared_id": row.pk, "version": row.version}
