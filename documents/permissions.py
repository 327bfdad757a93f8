"""Who may have papers made, and who may take them back."""

from accounts.models import User
from agencies import queries as agencies
from common.problems import NotAllowed
from documents.models import Document
from pledges import permissions as pledges
from pledges.models import Completion


def require_may_ask_for_letter(by: User, completion: Completion) -> None:
    """Leads, editors and signatories of the completion's agency; NotAllowed for anyone else."""
    pledges.require_any(pledges.MAY_DRAFT, by=by, agency=completion.agency)


def require_may_change(by: User, document: Document) -> None:
    """Reviewers who don't belong to the agency; NotAllowed for anyone else."""
    if not by.is_reviewer or agencies.is_member(user=by, agency=document.agency):
        raise NotAllowed("this certificate isn't theirs to change")
