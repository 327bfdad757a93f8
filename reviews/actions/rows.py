"""What the actions share: locking in one order (batch, agency, pledge, completion), and recording."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import trail
from audit.models import Entry
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from pledges.models import Completion
from reviews.models import Batch, Decision, PreparedDecision, seen_of


@open_to(OpenTo.PART)
def require_waiting(locked: Completion) -> Completion:
    """The locked completion, if it waits; Conflict, saying who decided and when, for any other."""
    if locked.state == Completion.State.SUBMITTED:
        return locked
    decision = Decision.objects.filter(completion=locked).select_related("decided_by").first()
    if decision is None:
        raise Conflict(_("The agency withdrew this submission."))
    raise Conflict(
        _("%(who)s decided on this completion on %(day)s at %(time)s: %(decision)s.")
        % {
            "who": decision.decided_by,
            **_moment(decision.decided_at),
            "decision": decision.get_kind_display(),
        }
    )


@open_to(OpenTo.PART)
def take_up_prepared(completion: Completion, seen: str) -> PreparedDecision | None:
    """What is prepared for a locked completion, if anything; Conflict, saying what happened, unless a page has seen it so.

    ``seen`` is what `seen_of` gave for the page, empty where nothing was prepared.
    """
    found = PreparedDecision.objects.filter(completion=completion).select_related("prepared_by").first()
    if seen == seen_of([found] if found is not None else []):
        return found
    if found is None:
        raise Conflict(_("The prepared decision was withdrawn since you opened the page."))
    if seen.startswith(f"{found.pk}.{found.version}."):
        raise Conflict(_("A colleague moved this decision to another batch. Open the page again."))
    raise Conflict(
        _("%(who)s prepared a decision on this completion on %(day)s at %(time)s: %(decision)s.")
        % {
            "who": found.prepared_by,
            **_moment(found.prepared_at),
            "decision": found.get_kind_display(),
        }
    )


@open_to(OpenTo.PART)
def lock_open_batch(batch: Batch) -> Batch:
    """The batch as it now is, locked before anything else; Conflict, saying who and when, when it was released."""
    locked = lock_batch(batch)
    if locked.released_at is None:
        return locked
    by = Batch.objects.select_related("released_by").get(pk=batch.pk).released_by
    raise Conflict(
        _("%(who)s released this batch on %(day)s at %(time)s.")
        % {"who": by or _("The schedule"), **_moment(locked.released_at)}
    )


@open_to(OpenTo.PART)
def lock_batch(batch: Batch) -> Batch:
    """The batch as it now is, locked."""
    return Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


@open_to(OpenTo.PART)
def record(verb: str, completion: Completion, *, by: User | None, **details: object) -> Entry:
    """Put it on the trail, under the completion's agency."""
    return trail.record(
        f"reviews.{verb}", by=by, subject=completion, agency=completion.agency, details=details
    )


@open_to(OpenTo.PART)
def record_batch(verb: str, batch: Batch, *, by: User | None, **details: object) -> Entry:
    """Put it on the trail of the batch, which is of no one agency."""
    return trail.record(f"reviews.{verb}", by=by, subject=batch, details=details)


def _moment(at: datetime) -> dict[str, str]:
    local = timezone.localtime(at)
    return {"day": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}
