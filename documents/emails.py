"""The emails about papers, composed when they are delivered. One message a recipient."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries as agencies
from agencies.time_zones import latest_day
from common.addresses import absolute, reverse
from common.mail import send
from documents import queries
from documents.models import SIGNING_LINK, Document, SigningRequest
from outbox.registry import handles
from outbox.unconfirmed import send_unconfirmed
from pledges.queries import status_of

_WHY_SIGN = _(
    "You get this email because your agency entered this address for the person who signs its completion letter."
)


@handles("documents.certificate_ready")
def certificate_ready(document_id: int, user_id: int) -> None:
    """Tell one person of the agency that the certificate and the President's letter are there, and what they replace.

    Nothing for a certificate that was revoked or replaced in the meantime: that has an email of its own.
    """
    document = _document(document_id)
    status = status_of(document.completion.pledge, latest_day())
    if status.kind == "certified" and queries.valid_certificates().filter(pk=document.pk).exists():
        # What the reviewer wrote belongs to the decision; a certificate that is issued again isn't one.
        told = document.completion.told if document.supersedes is None else ""
        _send("documents/certificate_ready", document, user_id, told=told)


@handles("documents.certificate_revoked")
def certificate_revoked(document_id: int, user_id: int) -> None:
    """Tell one person of the agency that its certificate was revoked, and why."""
    _send("documents/certificate_revoked", _document(document_id), user_id)


def _document(number: int) -> Document:
    return Document.objects.select_related("agency", "supersedes", "completion__pledge").get(pk=number)


@handles("documents.letter_signed")
def letter_signed(document_id: int, user_id: int) -> None:
    """Tell one person of the agency that the letter is signed, and what is left to do."""
    _send("documents/letter_signed", _document(document_id), user_id)


@handles("documents.sign")
def sign(request_id: int) -> None:
    """The link by which a letter is signed; of the agency the name that the IACP verified. Nothing when it is over by now."""
    request = SigningRequest.objects.select_related("completion__agency").get(pk=request_id)
    if request.signed_at is not None or request.revoked_at is not None:
        return
    link = absolute(reverse("documents:sign", args=[SIGNING_LINK.token(request.public_id)]))
    context = {"request": request, "agency_name": request.completion.agency.verified_name, "link": link}
    send_unconfirmed(template="documents/sign", to=request.email, why=_WHY_SIGN, context=context)


def _send(template: str, document: Document, user_id: int, **more: str) -> None:
    person = agencies.recipient(document.agency, user_id)
    if person is None:
        return
    context = context_of(document, person, document.completion.pledge.completed_on)
    send(template=template, to=[person.email], context={**context, **more})


def context_of(document: Document, person: User, certified_on: date | None) -> dict[str, Any]:
    """What the emails about a paper say it of."""
    return {
        "person": person,
        "agency": document.agency,
        "document": document,
        "certified_on": certified_on,
        "documents_url": absolute(reverse("documents:list", agency=document.agency.public_id)),
        "completion_url": absolute(reverse("pledges:completion", agency=document.agency.public_id)),
        "submit_url": absolute(reverse("pledges:submit", agency=document.agency.public_id)),
        "verify_url": absolute(reverse("documents:verify", args=[document.code])),
    }
