"""The letter that goes with a returned completion."""

from datetime import date

from django.db import transaction

from accounts.models import User
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from documents import composing, queries
from documents.actions.rows import next_letter_number, queue, too_long
from documents.content import ContentTooLong
from documents.models import Document
from pledges import actions as pledges
from pledges.models import Completion, CompletionPractice

Finding = CompletionPractice.Finding


def issue_return(*, completion: Completion, by: User, on: date) -> Document:
    """Write the letter that says why a completion was returned, inside the returning transaction, and return its document.

    It is made of what the submission froze and of the reasons as they were decided. Called twice, it returns the first.
    ValueError for a completion that isn't returned; Refused when the reasons are too long for a letter. In order: reserves
    the number, freezes what the letter says, records it, posts the rendering.
    """
    with transaction.atomic():
        locked = pledges.lock_completion(completion)
        require(by, Capability.COMPLETION_DECIDE, locked.agency)
        if locked.state != Completion.State.RETURNED or locked.submitted_at is None:
            raise ValueError("This letter is about a completion that was returned.")
        known = Document.objects.filter(completion=locked, kind=Document.Kind.RETURN).first()
        if known is not None:
            return known
        number = next_letter_number(on)
        try:
            paper = composing.return_letter(
                queries.frozen_submission(locked),
                _decided(locked),
                submitted_on=today_of(locked.agency, locked.submitted_at),
                number=number,
                on=on,
            )
        except ContentTooLong as error:
            raise too_long(error) from None
        return queue(
            Document(number=number),
            paper,
            completion=locked,
            digest=composing.digest(paper),
            by=by,
            on=on,
        )


def _decided(completion: Completion) -> composing.Returned:
    rows = list(completion.practices.all())
    return composing.Returned(
        told=completion.told,
        asked={row.practice: row.reason for row in rows if row.finding == Finding.RETURNED},
        verified=frozenset(row.practice for row in rows if row.finding == Finding.VERIFIED),
    )
