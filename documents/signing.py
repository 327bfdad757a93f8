"""What is read of letters that were sent for signature, and what their links say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.ties import Named, Why
from common import tokens
from documents.models import Document, SigningRequest
from pledges import queries as pledges
from pledges.models import Completion
from pledges.particulars import digest_of_data

_WHAT_TO_DO: dict[str, str | Promise] = {
    "unknown": _(
        "This link is incomplete or isn't one of ours. Copy the whole address from the email, or "
        "ask your agency to send the letter again."
    ),
    "signed": _("This letter is already signed, and each link works only once. Your agency was told."),
    "revoked": _(
        "This link was revoked or replaced by a newer one. Look for a later email, or ask your agency."
    ),
    "expired": _("This link has expired. Ask your agency to send the letter again."),
    "changed": _(
        "The letter has changed since it was sent to you, so it can't be signed as it was. Your agency can send the new one."
    ),
    "decided": _("The IACP has decided on this completion, so its letter can no longer be signed."),
    "suspended": _("This agency is suspended in the portal. Write to the campaign to have it opened again."),
}


@dataclass(frozen=True, slots=True)
class Signing:
    """Where a letter's signature stands, for pages.

    ``request`` is the latest that was sent; ``signed`` the one by which the letter that stands was signed; ``outdated`` one by
    which an earlier letter was signed, whose signature doesn't count for what the letter says now.
    """

    request: SigningRequest | None = None
    standing: str = ""
    signed: SigningRequest | None = None
    outdated: SigningRequest | None = None


def by_token(token: str) -> SigningRequest | None:
    """The request that a link was mailed for, whatever became of it, with its letter and its completion; None for no link."""
    return tokens.find(_requests(), "token_hash", token)


def signing_of(completion: Completion, *, at: datetime, is_current: bool = True) -> Signing:
    """Where the signature of a completion's letter stands, in one query. ``is_current``: the letter says what is recorded."""
    every = list(_requests().filter(completion__pledge=completion.pledge_id).order_by("-id"))
    request = next((one for one in every if one.completion_id == completion.pk), None)
    signed = [one for one in every if one.signed_at is not None]
    counts = [one for one in signed if is_current and one.letter.content_digest == completion.letter_digest]
    return Signing(
        request=request,
        standing=standing_of(request, at) if request is not None else "",
        signed=counts[0] if counts else None,
        outdated=signed[0] if signed and not counts else None,
    )


def standing_of(request: SigningRequest, at: datetime) -> str:
    """Where a request stands: ``open``, or why its link leads no further, as a key of what is said about it."""
    completion = request.completion
    if request.signed_at is not None:
        return "signed"
    if request.revoked_at is not None:
        return "revoked"
    if at >= request.expires_at:
        return "expired"
    if completion.agency.is_suspended:
        return "suspended"
    if not completion.is_open:
        return "decided"
    if pledges.letter_basis_digest(completion) != request.letter.content_digest:
        return "changed"
    return "open"


def what_to_do(standing: str) -> str | Promise:
    """Why a link leads no further, and how to go on."""
    return _WHAT_TO_DO[standing]


def content_sha256(letter: Document) -> str:
    """SHA-256, in hex, over all that the letter says, its date and number included: what a signature is bound to."""
    return digest_of_data(letter.content)


def sent_since(agency: Agency, moment: datetime) -> int:
    """How many letters the agency has sent for signature since a moment."""
    return SigningRequest.objects.filter(completion__agency=agency, created_at__gte=moment).count()


def open_request(public_id: str, agency: Agency) -> SigningRequest | None:
    """One request of the agency that is neither signed nor revoked."""
    return (
        _requests()
        .filter(
            completion__agency=agency, public_id=public_id, signed_at__isnull=True, revoked_at__isnull=True
        )
        .first()
    )


def signers(agency: Agency) -> Iterable[Named]:
    """Whom signed letters tie to their agency: everyone who signed one, by name and by the address the link was mailed to.

    A link that was only sent makes no tie, or a lead could tie the whole desk.
    """
    signed = SigningRequest.objects.filter(completion__agency=agency, signed_at__isnull=False)
    for name, email in signed.values_list("signed_name", "email"):
        yield Named(Why.SIGNATORY, name=name, address=email)


def _requests() -> QuerySet[SigningRequest]:
    return SigningRequest.objects.select_related(
        "letter__file", "letter__agency", "completion__agency", "completion__pledge__agency", "requested_by"
    )
