"""Who may have papers made, and who may take them back."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from common.problems import NotAllowed
from documents.models import Document
from pledges import permissions as pledges
from pledges.models import Completion


def require_may_ask_for_letter(by: User, completion: Completion) -> None:
    """Leads, editors and signatories of the completion's agency; NotAllowed for anyone else."""
    pledges.require_any(pledges.MAY_DRAFT, by=by, agency=completion.agency)


def may_change(user: User, document: Document) -> bool:
    """Reviewers and campaign administrators, unless they belong to the agency in any role, even while it is suspended."""
    return user.is_reviewer and not agencies.is_member(user=user, agency=document.agency)


def require_may_change(by: User, document: Document) -> None:
    """NotAllowed, saying why, unless ``may_change``."""
    if not by.is_reviewer:
        raise NotAllowed(_("Only the IACP's reviewers change certificates."))
    if not may_change(by, document):
        raise NotAllowed(_("You belong to this agency, so another reviewer does this."))
