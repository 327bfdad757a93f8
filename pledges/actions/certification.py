"""What becomes of a certification: revoked with its certificate, and reinstated with a new one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.time_zones import today_of
from audit.versions import save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict
from pledges import evidence, permissions, queries
from pledges.actions.rows import lock_completion, move, record
from pledges.lifecycle import Transition
from pledges.models import Completion, Pledge
from training import actions as training

# What is written when a certification begins, or begins again.
CERTIFIED_DAYS = ("completed_on", "revoked_on", "reinstated_on", "earlier_statuses")


def revoke(*, completion: Completion, by: User) -> Pledge:
    """Take the certification back, and return the pledge, REVOKED; called by the action that revokes the certificate.

    The agency isn't listed any more until it is certified again, for which it submits again. Conflict when the pledge isn't
    completed. In order: writes the pledge, unlocks the evidence, records it. The email is the caller's.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        pledge = locked.pledge
        permissions.require(Transition.REVOKE, by=by, agency=locked.agency)
        move(pledge, Transition.REVOKE)
        pledge.revoked_on = today_of(locked.agency)
        save_next(pledge, "state", "revoked_on")
        evidence.unlock(agency=locked.agency)
        training.unlock(agency=locked.agency)
        record("revoked", pledge, by=by, subject=locked)
        return pledge


def recertify(*, completion: Completion, by: User) -> Pledge:
    """Take a revocation back, and return the pledge, COMPLETED; called by the action that issues the new certificate.

    The day of the first certification stays; the days between are still told of as revoked. Conflict unless the pledge is
    revoked and stands on this completion. In order: writes the pledge, locks the evidence that a certificate without
    particulars stands on, records it. Papers and email are the caller's.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        pledge = locked.pledge
        permissions.require(Transition.RECERTIFY, by=by, agency=locked.agency)
        move(pledge, Transition.RECERTIFY)
        if queries.approved_completion(pledge) != locked:
            raise Conflict(_("This isn't the latest approved completion."))
        now = timezone.now()
        keep_statuses(pledge)
        pledge.reinstated_on = today_of(locked.agency, now)
        save_next(pledge, "state", *CERTIFIED_DAYS)
        if locked.particulars is None:
            evidence.lock(agency=locked.agency, at=now)
            training.lock(agency=locked.agency, at=now)
        record("recertified", pledge, by=by, subject=locked)
        return pledge


@open_to(OpenTo.PART)
def keep_statuses(pledge: Pledge) -> None:
    """Put a revocation, and the certification before it, with the earlier statuses; unsaved. Nothing without a revocation."""
    if pledge.revoked_on is None:
        return
    if pledge.completed_on is not None:
        held_from = pledge.reinstated_on or pledge.completed_on
        pledge.earlier_statuses.append(["certified", pledge.completed_on.isoformat(), held_from.isoformat()])
    revoked_on = pledge.revoked_on.isoformat()
    pledge.earlier_statuses.append(["revoked", revoked_on, revoked_on])
    pledge.revoked_on = None
