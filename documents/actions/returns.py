"""The letter that goes with a returned completion."""

from datetime import date

from django.db import transaction

from accounts.models import User
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from common.open_actions import OpenTo, open_to
from documents import composing, queries
from documents.actions.rows import next_letter_number, queue, too_long
from documents.content import ContentTooLong, Paper
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
        known = queries.return_letter(locked)
        if known is not None:
            return known
        number = next_letter_number(on)
        paper = _composed(locked, _decided(locked), number=number, on=on)
        return queue(
            Document(number=number),
            paper,
            completion=locked,
            digest=composing.digest(paper),
            by=by,
            on=on,
        )


@open_to(OpenTo.PART)
def preview_return(
    completion: Completion, *, told: str, asked: dict[str, str], verified: frozenset[str], on: date
) -> Paper:
    """What the letter about a return would say if it were issued on a day; nothing is reserved. Refused as of `issue_return`."""
    found = composing.Returned(told=told, asked=asked, verified=verified)
    return _composed(completion, found, number=f"{on.year}-0000", on=on)


def _composed(completion: Completion, found: composing.Returned, *, number: str, on: date) -> Paper:
    if completion.submitted_at is None:
        raise ValueError("Only what was submitted is returned.")
    try:
        return composing.return_letter(
            queries.frozen_submission(completion),
            found,
            submitted_on=today_of(completion.agency, completion.submitted_at),
            number=number,
            on=on,
        )
    except ContentTooLong as error:
        raise too_long(error) from None


def _decided(completion: Completion) -> composing.Returned:
    rows = list(completion.practices.all())
    return composing.Returned(
        told=completion.told,
        asked={row.practice: row.reason for row in rows if row.finding == Finding.RETURNED},
        verified=frozenset(row.practice for row in rows if row.finding == Finding.VERIFIED),
    )
