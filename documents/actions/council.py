"""The one-pager for a certified agency's council: asked for by the agency, as often as something changes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from agencies.time_zones import today_of
from common.problems import Conflict
from documents import composing, permissions
from documents.actions.rows import queue
from documents.models import Document
from documents.recognition import queries
from pledges import actions as pledges


def request_council_paper(*, agency: Agency, by: User) -> Document:
    """Ask for the one-pager as a PDF, and return its document: queued, or made already.

    NotAllowed for someone who doesn't write for the agency; Conflict when it isn't certified (any more). Asking again
    while nothing has changed returns the same document. In order: freezes what it says, records it, posts the rendering.
    """
    now = timezone.now()
    today = today_of(agency, now)
    with transaction.atomic():
        permissions.require_may_ask_for_letter(by, agency)
        standing = queries.standing(agency, today=today)
        if standing.completion is None or standing.facts is None:
            raise Conflict(_("This is for certified agencies. Your agency has no valid certificate today."))
        completion = pledges.lock_completion(standing.completion)
        job = queries.council_job(agency, standing.facts, now=now)
        if job.document is not None and job.is_current and job.state in {"running", "done"}:
            return job.document
        paper = queries.council_content(standing.facts)
        return queue(
            Document(), paper, completion=completion, digest=composing.digest(paper), by=by, on=today
        )
