"""Preparing a decision that isn't released yet: revised and withdrawn as often as need be, and seen by staff alone."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.time_zones import today_of
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from documents import actions as documents
from documents.content import Paper
from outbox.post import post
from pledges import actions as pledges
from pledges.models import Completion
from reviews import permissions
from reviews.actions.deciding import require_reasons, require_verified
from reviews.actions.rows import lock_open_batch, record, require_waiting, take_up_prepared
from reviews.models import Batch, Decision, PreparedDecision, PreparedPaper


def prepare(
    *,
    completion: Completion,
    kind: str,
    verified: frozenset[str],
    practices: dict[str, str],
    reasons: str,
    by: User,
    batch: Batch | None = None,
    seen: str = "",
) -> PreparedDecision:
    """Prepare a decision, or revise the one that is prepared, and return it; the completion waits as before.

    Refused for what `approve` or `send_back` would refuse, and for papers that couldn't be issued today. ``seen`` is
    what the page showed (`seen_of`): Conflict, saying who prepared which, for anything else. Conflict, too, when the batch was
    released. In order: writes it, asks for its papers to be drawn, records it with what kind it is.
    """
    with transaction.atomic():
        into = lock_open_batch(batch) if batch is not None else None
        locked = _waiting(completion, by)
        said: dict[str, str] = {}
        if kind == Decision.Kind.APPROVE:
            require_verified(locked, verified)
        else:
            said = require_reasons(locked, practices, reasons)
        found = take_up_prepared(locked, seen)
        row = found or PreparedDecision(completion=locked, version=0)
        row.kind, row.verified, row.practices = kind, sorted(set(verified) - said.keys()), said
        row.reasons, row.batch = reasons.strip(), into
        row.prepared_by, row.prepared_at = by, timezone.now()
        row.version += 1
        papers_of(row)
        row.save()
        PreparedPaper.objects.filter(prepared=row).delete()
        post("reviews.draw_prepared", key=f"{row.pk}:{row.version}", prepared_id=row.pk, version=row.version)
        verb = "decision_revised" if found is not None else "decision_prepared"
        record(verb, locked, by=by, kind=kind, batch=into.public_id if into is not None else "")
        return row


def drop(*, completion: Completion, seen: str, by: User) -> None:
    """Withdraw a prepared decision: the completion waits with nothing prepared. Conflict as of `prepare`.

    In order: deletes it, records it.
    """
    with transaction.atomic():
        locked = pledges.lock_completion(completion)
        permissions.require_may_review(by, locked)
        found = take_up_prepared(locked, seen)
        if found is None:
            raise Conflict(_("The prepared decision was withdrawn since you opened the page."))
        found.delete()
        record("decision_withdrawn", locked, by=by)


@open_to(OpenTo.SYSTEM)
def draw_prepared(*, prepared_id: int, version: int) -> None:
    """Draw the papers of a prepared decision as they would read today; nothing once it was revised, released or withdrawn.

    Called by the worker, maybe twice. In order: stores the files, then writes the rows.
    """
    row = (
        PreparedDecision.objects.filter(pk=prepared_id, version=version).select_related("completion").first()
    )
    if row is None:
        return
    drawn = {paper.KIND: documents.draw(paper) for paper in papers_of(row)}
    with transaction.atomic():
        if PreparedDecision.objects.select_for_update().filter(pk=prepared_id, version=version).exists():
            PreparedPaper.objects.filter(prepared=row).delete()
            PreparedPaper.objects.bulk_create(
                PreparedPaper(prepared=row, kind=kind, file=file) for kind, file in drawn.items()
            )


@open_to(OpenTo.PART)
def papers_of(row: PreparedDecision) -> tuple[Paper, ...]:
    """What the papers of a prepared decision would say if it were released today; Refused where they couldn't be issued."""
    completion, on = row.completion, today_of(row.completion.agency)
    if row.kind == Decision.Kind.APPROVE:
        return documents.preview(completion, on=on)
    letter = documents.preview_return(
        completion, told=row.reasons, asked=row.practices, verified=frozenset(row.verified), on=on
    )
    return (letter,)


def _waiting(completion: Completion, by: User) -> Completion:
    locked = pledges.lock_completion(completion)
    permissions.require_may_review(by, locked)
    return require_waiting(locked)
