"""Taking a completion up, and deciding on it at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.problems import Refused, Stale
from pledges import actions as pledges
from pledges.models import Completion
from reviews import permissions
from reviews.actions.deciding import at_once, certify, done_with, give_back, require_reasons, require_verified
from reviews.actions.rows import record, require_waiting, take_up_prepared
from reviews.models import Decision, Review


def claim(*, completion: Completion, by: User) -> Review:
    """Take a completion up, and return the review, so that two reviewers don't read the same packet.

    Taking up again what one has changes nothing; another reviewer takes it over, which the trail tells. It is a courtesy
    and no lock: the first decision counts. Conflict when it isn't waiting any more. In order: writes the review,
    records it.
    """
    with transaction.atomic():
        locked = _waiting(completion, by)
        review = _review(locked)
        if review.reviewer_id == by.pk:
            return review
        taken_from = review.reviewer_id
        review.reviewer = by
        review.claimed_at = timezone.now()
        review.save()
        record("claimed", locked, by=by, taken_from=taken_from)
        return review


def assign(*, completion: Completion, to: User | None, by: User) -> Review:
    """Give a completion to a reviewer, or with None to no one, and return the review. To the one who has it: nothing changes.

    Refused unless ``to`` may decide on it. Conflict when it isn't waiting any more. In order: writes the review, records it.
    """
    with transaction.atomic():
        locked = _waiting(completion, by)
        if to is not None and (not to.is_reviewer or permissions.why_not(to, locked)):
            raise Refused(_("Choose a reviewer who may decide on this agency."), field="to")
        review = _review(locked)
        if review.reviewer_id == (to.pk if to is not None else None):
            return review
        taken_from = review.reviewer_id
        review.reviewer = to
        review.claimed_at = timezone.now() if to is not None else None
        review.save()
        record("assigned", locked, by=by, taken_from=taken_from, to=to.pk if to is not None else None)
        return review


def release(*, completion: Completion, by: User) -> Review:
    """Hand a completion back to the queue, and return the review; its note stays for the next reviewer.

    Releasing what someone else has taken up since, or no one, changes nothing. Conflict when it isn't waiting any more.
    In order: writes the review, records it.
    """
    with transaction.atomic():
        locked = _waiting(completion, by)
        review = _review(locked)
        if review.pk is None or review.reviewer_id != by.pk:
            return review
        review.reviewer = None
        review.claimed_at = None
        review.save(update_fields=["reviewer", "claimed_at", "updated_at"])
        record("released", locked, by=by)
        return review


def note(*, completion: Completion, text: str, before: str, by: User) -> Review:
    """Write the private note of a review, which the agency never sees, and return the review.

    ``before`` is the note that the text takes the place of: Stale when someone else has written since, so that no one's
    words are lost. In order: writes it, records that it changed, never what it says.
    """
    with transaction.atomic():
        locked = _lock(completion, by)
        review = _review(locked)
        if review.private_note == text.strip():
            return review
        if review.private_note != before.strip():
            raise Stale(_("Another reviewer has changed this note since you opened the page."))
        review.private_note = text.strip()
        review.save()
        record("noted", locked, by=by)
        return review


def approve(
    *, completion: Completion, practices: frozenset[str], by: User, remarks: str = "", seen: str = ""
) -> Decision:
    """Approve a completion and release that at once, and return the decision: the pledge is completed, papers are on their way.

    ``practices`` are those that the reviewer verified: Refused unless it is every one, and unless the frozen report is met,
    since the certificate says that it is. Conflict, saying who decided and when, when someone saved first, and when what
    is prepared isn't what the page had ``seen``. In order: completes the pledge, writes the decision, reserves the certificate
    and posts the renderings, records it. The email to the agency goes out with the papers, after the hold.
    """
    with transaction.atomic():
        locked = _waiting(completion, by)
        require_verified(locked, practices)
        done_with(take_up_prepared(locked, seen))
        return certify(locked, practices=practices, remarks=remarks, by=by, decided_by=by, batch=at_once(by))


def send_back(
    *,
    completion: Completion,
    practices: dict[str, str],
    reasons: str,
    by: User,
    verified: frozenset[str] = frozenset(),
    seen: str = "",
) -> Decision:
    """Return a completion to the agency and release that at once, and return the decision.

    ``practices`` gives a reason for each practice that needs one, ``reasons`` what concerns all: Refused without any. The
    ``verified`` ones stay verified when the agency submits again, unless they change.
    Conflict as of `approve`. In order: returns the pledge (which reopens the draft and unlocks the evidence), writes the
    decision, issues the letter about it, records it, posts an email to each lead and signatory, which leaves after the hold.
    """
    with transaction.atomic():
        locked = _waiting(completion, by)
        require_reasons(locked, practices, reasons)
        done_with(take_up_prepared(locked, seen))
        return give_back(
            locked,
            practices=practices,
            reasons=reasons,
            verified=verified,
            by=by,
            decided_by=by,
            batch=at_once(by),
        )


def _waiting(completion: Completion, by: User) -> Completion:
    return require_waiting(_lock(completion, by))


def _lock(completion: Completion, by: User) -> Completion:
    """The completion, locked in the same order as everywhere; NotAllowed, saying why, for someone who may not decide on it."""
    locked = pledges.lock_completion(completion)
    permissions.require_may_review(by, locked)
    return locked


def _review(completion: Completion) -> Review:
    """The review of a locked completion, or a new one, unsaved and taken up by no one."""
    return Review.objects.filter(completion=completion).first() or Review(completion=completion)
