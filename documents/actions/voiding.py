"""Making the papers of a decision void that was recalled before the agency was told of it."""

from django.db import transaction

from accounts.models import User
from agencies.permissions import Capability, require
from audit import trail
from common.problems import Conflict
from documents.messages import MOVED_ON
from documents.models import Document
from pledges import actions as pledges
from pledges.models import Completion

# What a decision issues.
_DECIDED = (Document.Kind.CERTIFICATE, Document.Kind.ACKNOWLEDGMENT, Document.Kind.RETURN)


def void(*, completion: Completion, by: User) -> list[Document]:
    """Make void what the decision on a completion issued, and return it; called by the action that recalls the decision.

    Numbers and codes stay with the void papers, and are never given again. Conflict when a certificate was revoked or issued
    again since: that can't be undone. What is still to be made isn't made any more. In order: writes the papers, records
    each.
    """
    with transaction.atomic():
        locked = pledges.lock_completion(completion)
        require(by, Capability.COMPLETION_DECIDE, locked.agency)
        papers = list(
            Document.objects.select_for_update(of=("self",))
            .filter(completion=locked, kind__in=_DECIDED)
            .exclude(state=Document.State.VOID)
            .order_by("id")
        )
        if any(paper.revoked_at is not None or paper.supersedes_id is not None for paper in papers):
            raise Conflict(MOVED_ON)
        for paper in papers:
            paper.state = Document.State.VOID
            paper.save(update_fields=["state", "updated_at"])
            trail.record(
                "documents.voided",
                by=by,
                subject=paper,
                agency=locked.agency,
                details={"number": paper.number or ""},
            )
        return papers
