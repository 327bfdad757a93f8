"""What reviewers do with a completion. Each function is one verb: atomic, locked, checked, on the trail."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from agencies.time_zones import today_of
from audit import trail
from audit.models import Entry
from common.problems import Conflict, Refused, Stale
from compliance.editions import edition_by_code
from documents import actions as documents
from outbox.post import post_to_each
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges.models import Completion
from reviews import permissions
from reviews.models import Decision, Review


def claim(*, completion: Completion, by: User) -> Review:
    """Take a completion up, and return the review, so that two reviewers don't read the same packet.

    Taking up again what one has changes nothing; another reviewer takes it over, which the trail tells. It is a courtesy
    and no lock: whoever decides first decides. Conflict when it isn't waiting any more. In order: writes the review,
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
        _record("claimed", locked, by=by, taken_from=taken_from)
        return review


def assign(*, completion: Completion, to: User | None, by: User) -> Review:
    """Give a completion to a reviewer, or with None to no one, and return the review. To whoever has it: nothing changes.

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
        _record("assigned", locked, by=by, taken_from=taken_from, to=to.pk if to is not None else None)
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
        _record("released", locked, by=by)
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
        _record("noted", locked, by=by)
        return review


def approve(*, completion: Completion, practices: frozenset[str], by: User, remarks: str = "") -> Decision:
    """Approve a completion, and return the decision: the pledge is completed and the papers are on their way.

    ``practices`` are those that the reviewer verified: Refused unless it is every one, and unless the frozen report is met,
    since the certificate says that it is. Conflict, saying who decided and when, when someone saved first. In order:
    completes the pledge, writes the decision, reserves the certificate and posts the renderings, records it. The email
    to the agency goes out with the papers.
    """
    with transaction.atomic():
        locked = _waiting(completion, by)
        asked = [practice.key for practice in edition_by_code(locked.pledge.edition).practices]
        if set(practices) != set(asked):
            raise Refused(_("Mark each practice as verified before you approve."), field="practices")
        if not pledge_queries.frozen_assessment(locked).met:
            raise Refused(
                _(
                    "The facts as submitted don't meet the pledge, so they can't be certified. Return the completion."
                )
            )
        locked = pledges.complete(completion=locked, by=by, remarks=remarks)
        decision = _decide(locked, Decision.Kind.APPROVE, dict.fromkeys(asked, ""), remarks.strip(), by)
        issued = documents.issue(completion=locked, by=by, on=today_of(locked.agency))
        _record("approved", locked, by=by, certificate=issued.certificate.number)
        return decision


def send_back(
    *,
    completion: Completion,
    practices: dict[str, str],
    reasons: str,
    by: User,
    verified: frozenset[str] = frozenset(),
) -> Decision:
    """Return a completion to the agency, and return the decision.

    ``practices`` gives a reason for each practice that needs one, ``reasons`` what concerns all: Refused without any. The
    ``verified`` ones stay verified when the agency submits again, unless they change.
    Conflict, saying who decided and when, when someone saved first. In order: returns the pledge (which reopens the
    draft and unlocks the evidence), writes the decision, issues the letter about it, records it, posts an email to each lead
    and signatory.
    """
    with transaction.atomic():
        locked = _waiting(completion, by)
        asked = edition_by_code(locked.pledge.edition).practices
        said = {one.key: practices[one.key].strip() for one in asked if practices.get(one.key, "").strip()}
        if not said and not reasons.strip():
            raise Refused(
                _("Enter at least one requested change, overall or for a practice."), field="reasons"
            )
        locked = pledges.send_back(
            completion=locked, by=by, reasons=reasons, practices=said, verified=verified
        )
        decision = _decide(locked, Decision.Kind.RETURN, said, reasons.strip(), by)
        documents.issue_return(completion=locked, by=by, on=today_of(locked.agency))
        entry = _record("returned", locked, by=by, practices=sorted(said))
        told = agencies.speakers(locked.agency)
        post_to_each("reviews.returned", told, key=entry.pk, completion_id=locked.pk)
        return decision


def _lock(completion: Completion, by: User) -> Completion:
    """The completion, locked in the same order as everywhere; NotAllowed, saying why, for someone who may not decide on it."""
    locked = pledges.lock_completion(completion)
    permissions.require_may_review(by, locked)
    return locked


def _waiting(completion: Completion, by: User) -> Completion:
    locked = _lock(completion, by)
    if locked.state == Completion.State.SUBMITTED:
        return locked
    decision = Decision.objects.filter(completion=locked).select_related("decided_by").first()
    if decision is None:
        raise Conflict(_("The agency withdrew this submission."))
    local = timezone.localtime(decision.decided_at)
    raise Conflict(
        _("%(who)s decided on this completion on %(day)s at %(time)s: %(decision)s.")
        % {
            "who": decision.decided_by,
            "day": date_format(local, "DATE_FORMAT"),
            "time": date_format(local, "TIME_FORMAT"),
            "decision": decision.get_kind_display(),
        }
    )


def _review(completion: Completion) -> Review:
    """The review of a locked completion, or a new one, unsaved and taken up by no one."""
    return Review.objects.filter(completion=completion).first() or Review(completion=completion)


def _decide(completion: Completion, kind: str, practices: dict[str, str], reasons: str, by: User) -> Decision:
    return Decision.objects.create(
        completion=completion,
        kind=kind,
        practices=practices,
        reasons=reasons,
        decided_by=by,
        decided_at=timezone.now(),
    )


def _record(verb: str, completion: Completion, *, by: User, **details: object) -> Entry:
    return trail.record(
        f"reviews.{verb}", by=by, subject=completion, agency=completion.agency, details=details
    )
