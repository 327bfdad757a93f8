"""The signed copy of the letter: attached any time before the decision, and asked for by the reviewer where it is missing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.permissions import Capability, require
from agencies.ties import WORDS, Why
from audit.versions import save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, NotAllowed
from files.models import StoredFile
from pledges.actions.rows import lock_completion, record, tell_agency
from pledges.models import Completion


def attach_signed_letter(*, completion: Completion, file: StoredFile, name: str, by: User) -> Completion:
    """Keep the signed copy of the letter, in the place of an earlier one, and return the completion.

    A draft and a submitted completion take it alike; Conflict once it is decided or recalled. What was submitted stays
    frozen: the copy is a file beside it. In order: writes it with the digest of the letter that it is a copy of, records it.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        require(by, Capability.COMPLETION_DRAFT, locked.agency)
        if not locked.is_open:
            raise Conflict(_("This completion was decided already, so its signed letter can't be changed."))
        locked.signed_letter = file
        locked.signed_letter_name = name
        locked.signed_letter_digest = locked.letter_digest
        save_next(locked, "signed_letter", "signed_letter_name", "signed_letter_digest")
        record("signed_letter_attached", locked.pledge, by=by, subject=locked, sha256=file.sha256)
        return locked


@open_to(OpenTo.PART)
def keep_signed_letter(*, completion: Completion, file: StoredFile, name: str, digest: str) -> Completion:
    """Keep the letter that its signatory signed by a mailed link, in the place of an earlier copy, and return the completion.

    ``digest`` is that of the letter that was signed: one that isn't the completion's any more, and one that comes after the
    decision, is left aside. In order: writes it, records it.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        if not locked.is_open or locked.letter_digest != digest:
            return locked
        locked.signed_letter = file
        locked.signed_letter_name = name
        locked.signed_letter_digest = digest
        save_next(locked, "signed_letter", "signed_letter_name", "signed_letter_digest")
        record("signed_letter_attached", locked.pledge, by=None, subject=locked, sha256=file.sha256)
        return locked


def ask_for_signed_letter(*, completion: Completion, by: User) -> Completion:
    """Ask the agency for the signed copy that is missing, and return the completion; asking twice writes one more email.

    NotAllowed for the person who submitted it. Conflict when it isn't waiting for the IACP, or has a signed copy of this
    letter. In order: writes when it was asked for, records it, posts an email to each lead and signatory.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        require(by, Capability.COMPLETION_DECIDE, locked.agency)
        if locked.submitted_by_id == by.pk:
            raise NotAllowed(WORDS[Why.SUBMITTER])
        if locked.state != Completion.State.SUBMITTED:
            raise Conflict(_("This completion is no longer waiting for the IACP."))
        if locked.signed_letter_id is not None and not locked.signed_an_earlier_letter:
            raise Conflict(_("The agency has attached the signed letter since."))
        locked.signed_letter_asked_at = timezone.now()
        save_next(locked, "signed_letter_asked_at")
        entry = record("signed_letter_asked", locked.pledge, by=by, subject=locked)
        tell_agency("signed_letter_asked", locked.pledge, entry)
        return locked
