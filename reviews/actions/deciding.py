"""The two decisions themselves, on a completion that is locked and waits: parts of deciding at once and of a release."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from agencies.time_zones import today_of
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from compliance.editions import edition_by_code
from documents import actions as documents
from outbox.post import post_many
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges.models import Completion
from reviews.actions.rows import record
from reviews.models import Batch, Decision, PreparedDecision

# Emails leave so long after the last moment of a recall: no recall that is under way is overtaken by them.
GRACE = timedelta(minutes=1)


@open_to(OpenTo.PART)
def at_once(by: User) -> Batch:
    """A batch without a name, for one decision that is released in this moment."""
    return release_now(Batch(hold_minutes=settings.RELEASE_HOLD_MINUTES), by=by)


@open_to(OpenTo.PART)
def release_now(batch: Batch, *, by: User) -> Batch:
    """Mark a new or locked batch as released, with its emails held, and save it."""
    now = timezone.now()
    batch.released_at, batch.released_by, batch.problem = now, by, ""
    batch.hold_until = now + timedelta(minutes=batch.hold_minutes)
    batch.save()
    return batch


@open_to(OpenTo.PART)
def require_verified(completion: Completion, practices: frozenset[str]) -> None:
    """Refused unless every practice is verified, and unless the frozen report is met: the certificate says that it is."""
    if set(practices) != _asked(completion).keys():
        raise Refused(_("Mark each practice as verified before you approve."), field="practices")
    if not pledge_queries.frozen_assessment(completion).met:
        raise Refused(
            _(
                "The facts as submitted don't meet the pledge, so they can't be certified. Return the completion."
            )
        )


@open_to(OpenTo.PART)
def require_reasons(completion: Completion, practices: dict[str, str], reasons: str) -> dict[str, str]:
    """The reasons of practices of the edition, without spaces around them; Refused without any, and none overall."""
    said = {key: practices[key].strip() for key in _asked(completion) if practices.get(key, "").strip()}
    if not said and not reasons.strip():
        raise Refused(_("Enter at least one requested change, overall or for a practice."), field="reasons")
    return said


@open_to(OpenTo.PART)
def certify(
    completion: Completion,
    *,
    practices: frozenset[str],
    remarks: str,
    by: User,
    decided_by: User,
    batch: Batch,
) -> Decision:
    """Approve, by ``by`` in the name of ``decided_by``.

    In order: completes the pledge, writes the decision, issues the papers, records it.
    """
    require_verified(completion, practices)
    before = pledges.what_stood(completion)
    locked = pledges.complete(completion=completion, by=by, remarks=remarks, found_by=decided_by)
    decision = _decide(
        locked, Decision.Kind.APPROVE, dict.fromkeys(_asked(locked), ""), remarks, decided_by, batch, before
    )
    issued = documents.issue(
        completion=locked, by=by, on=today_of(locked.agency), tell_after=_emails_from(batch)
    )
    record("approved", locked, by=by, certificate=issued.certificate.number, **_of(batch))
    return decision


@open_to(OpenTo.PART)
def give_back(
    completion: Completion,
    *,
    practices: dict[str, str],
    reasons: str,
    verified: frozenset[str],
    by: User,
    decided_by: User,
    batch: Batch,
) -> Decision:
    """Return, by ``by`` in the name of ``decided_by``. In order: returns the pledge, writes the decision, issues the letter about
    it, records it, posts an email to each lead and signatory, held as long as the batch's.
    """
    said = require_reasons(completion, practices, reasons)
    before = pledges.what_stood(completion)
    locked = pledges.send_back(
        completion=completion, by=by, reasons=reasons, practices=said, verified=verified, found_by=decided_by
    )
    decision = _decide(locked, Decision.Kind.RETURN, said, reasons, decided_by, batch, before)
    documents.issue_return(completion=locked, by=by, on=today_of(locked.agency))
    entry = record("returned", locked, by=by, practices=sorted(said), **_of(batch))
    held = max(_emails_from(batch) - timezone.now(), timedelta())
    about = {"completion_id": locked.pk, "decision_id": decision.pk}
    post_many(
        "reviews.returned",
        [
            (f"{entry.pk}:{person.pk}", held, {**about, "user_id": person.pk})
            for person in agencies.speakers(locked.agency)
        ],
    )
    return decision


@open_to(OpenTo.PART)
def done_with(prepared: PreparedDecision | None) -> None:
    """Delete what was prepared, once it is decided."""
    if prepared is not None:
        prepared.delete()


def _asked(completion: Completion) -> dict[str, str]:
    return {one.key: one.title for one in edition_by_code(completion.pledge.edition).practices}


def _emails_from(batch: Batch) -> datetime:
    if batch.hold_until is None:
        raise ValueError("A batch is released before its decisions are.")
    return batch.hold_until + (GRACE if batch.hold_minutes else timedelta())


def _of(batch: Batch) -> dict[str, str]:
    """Which named batch it was released with, for the trail."""
    return {"batch": batch.public_id} if batch.name else {}


def _decide(
    completion: Completion,
    kind: str,
    practices: dict[str, str],
    reasons: str,
    by: User,
    batch: Batch,
    before: dict[str, object],
) -> Decision:
    return Decision.objects.create(
        completion=completion,
        kind=kind,
        practices=practices,
        reasons=reasons.strip(),
        decided_by=by,
        decided_at=timezone.now(),
        batch=batch,
        before=before,
    )
