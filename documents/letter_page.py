"""What the page of a completion letter shows."""

from dataclasses import dataclass
from datetime import datetime

from agencies.models import Agency
from agencies.time_zones import today_of
from documents import composing, messages, queries
from documents.content import ContentTooLong, LetterContent
from documents.models import Document
from documents.queries import LetterJob
from pledges import queries as pledges
from pledges.faq_nine import Said
from pledges.models import Completion


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Of a draft how the letter would read today, or the letter that was submitted.

    ``preview`` is None while the records can't be judged, and when the texts are too long, which ``problem`` then says.
    ``letter_says`` is what FAQ 9 asks of it.
    """

    draft: Completion | None
    job: LetterJob | None = None
    preview: LetterContent | None = None
    problem: str = ""
    submitted: Document | None = None
    letter_says: tuple[Said, ...] = ()


def letter_page(agency: Agency, *, now: datetime) -> LetterPage:
    """The letter's page: how the draft's would read today, what it still needs, and the PDF if one was asked for."""
    draft = pledges.draft(agency)
    if draft is None:
        pledge = pledges.current_pledge(agency)
        latest = pledges.latest_completion(pledge) if pledge is not None else None
        return LetterPage(None, submitted=queries.letter_of(latest) if latest is not None else None)
    today = today_of(agency, now)
    assessment = pledges.assessment_of(draft.pledge, today)
    job = queries.job_of(draft, assessment, now)
    submission = queries.draft_submission(draft, assessment)
    if submission is None:
        return LetterPage(draft, job)
    says = pledges.letter_says(draft, assessment)
    try:
        preview = composing.letter(submission, on=today)
    except ContentTooLong as error:
        return LetterPage(draft, job, problem=messages.too_long(error), letter_says=says)
    return LetterPage(draft, job, preview, letter_says=says)
