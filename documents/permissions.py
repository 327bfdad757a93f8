"""Who may have papers made, and who may issue or revoke certificates."""

from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import By
from agencies.models import Agency
from agencies.permissions import Capability, refusal, require
from agencies.ties import WORDS, Why
from common.problems import NotAllowed
from documents.models import Document


def require_may_ask_for_letter(by: By, agency: Agency) -> None:
    """Leads, editors and signatories of the agency; NotAllowed for anyone else."""
    require(by, Capability.COMPLETION_DRAFT, agency)


def why_not_change(user: User, document: Document) -> str | Promise:
    """Why this person may not issue the certificate again or revoke it, in words; empty when they may."""
    if user.is_reviewer and document.completion.submitted_by_id == user.pk:
        return WORDS[Why.SUBMITTER]
    return refusal(user, Capability.CERTIFICATE_CHANGE, document.agency)


def require_may_change(by: User, document: Document) -> None:
    """NotAllowed, saying why, unless ``by`` may issue the certificate again or revoke it."""
    require(by, Capability.CERTIFICATE_CHANGE, document.agency)
    if document.completion.submitted_by_id == by.pk:
        raise NotAllowed(WORDS[Why.SUBMITTER])
