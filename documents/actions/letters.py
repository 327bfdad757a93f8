"""The completion letter, and the one-pager for a council: asked for by the agency as often as something changes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from agencies.time_zones import today_of
from audit import trail
from common.problems import Conflict, Refused
from documents import composing, permissions, queries
from documents.actions.rows import next_letter_number, queue, too_long
from documents.content import ContentTooLong
from documents.models import Document
from documents.recognition import queries as recognition
from pledges import actions as pledges
from pledges import messages as pledge_messages
from pledges import queries as pledge_queries
from pledges.checklist import Item
from pledges.lifecycle import PREPARING
from pledges.models import Completion


class NotReady(Refused):
    """The letter can't be made yet; ``items`` says what is missing, each with the page that fixes it."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        named = " ".join(item.text or item.label for item in items)
        super().__init__(_("The letter can't be made yet. %(missing)s") % {"missing": named})
        self.items = items


def request_letter(*, completion: Completion, by: User) -> Document:
    """Ask for the completion letter as a PDF, and return its document: queued, or made already.

    NotReady, naming what is missing, unless all of the completion but the letter is ready; Refused when it would be too
    long; Conflict when it isn't a draft. Asking again while nothing has changed returns the same document; one that was
    lost on its way is given up for a new one. In order: reserves the number, freezes what the letter says, records it, posts
    the rendering.
    """
    now = timezone.now()
    with transaction.atomic():
        draft = _locked_draft(completion, by)
        today = today_of(draft.agency, now)
        assessment = pledge_queries.assessment_of(draft.pledge, today)
        missing = queries.missing_before_letter(draft, assessment)
        submission = queries.draft_submission(draft, assessment)
        if missing or submission is None:
            raise NotReady(missing)
        digest = pledge_queries.letter_basis_digest(draft, assessment)
        standing = queries.standing_letter(draft, digest, now=now)
        if standing is not None:
            return standing
        _give_up_lost(draft, by=by)
        number = next_letter_number(today)
        try:
            paper = composing.letter(submission, on=today, number=number)
        except ContentTooLong as error:
            raise too_long(error) from None
        return queue(Document(number=number), paper, completion=draft, digest=digest, by=by, on=today)


def request_council_paper(*, agency: Agency, by: User) -> Document:
    """Ask for the one-pager as a PDF, and return its document: queued, or made already.

    NotAllowed for someone who doesn't write for the agency; Conflict when it isn't certified (any more). Asking again
    while nothing has changed returns the same document. In order: freezes what it says, records it, posts the rendering.
    """
    now = timezone.now()
    today = today_of(agency, now)
    with transaction.atomic():
        permissions.require_may_ask_for_letter(by, agency)
        standing = recognition.standing(agency, today=today)
        if standing.completion is None or standing.facts is None:
            raise Conflict(_("This is for certified agencies. Your agency has no valid certificate today."))
        completion = pledges.lock_completion(standing.completion)
        job = recognition.council_job(agency, standing.facts, now=now)
        if job.document is not None and job.is_current and job.state in {"running", "done"}:
            return job.document
        paper = recognition.council_content(standing.facts)
        return queue(
            Document(), paper, completion=completion, digest=composing.digest(paper), by=by, on=today
        )


def _locked_draft(completion: Completion, by: User) -> Completion:
    locked = pledges.lock_completion(completion)
    permissions.require_may_ask_for_letter(by, locked.agency)
    state = locked.pledge.lifecycle_state
    if state not in PREPARING:
        raise Conflict(pledge_messages.transition_closed(state))
    if locked.state != Completion.State.DRAFT:
        raise Conflict(_("This completion was submitted, so its letter can't be made again."))
    return locked


def _give_up_lost(draft: Completion, *, by: User) -> None:
    """What still waits to be made says something that has changed since, or was lost: no one waits for it any more."""
    for letter in Document.objects.select_for_update(of=("self",)).filter(
        completion=draft, kind=Document.Kind.LETTER, state=Document.State.QUEUED
    ):
        letter.state = Document.State.FAILED
        letter.failure = gettext("A newer letter was asked for before this one was made.")
        letter.save(update_fields=["state", "failure", "updated_at"])
        trail.record("documents.failed", by=by, subject=letter, agency=draft.agency)
