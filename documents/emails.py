"""The e-mails about papers, composed when they are delivered. One message a recipient."""

from accounts.models import User
from agencies import queries as agencies
from common.addresses import absolute, reverse
from common.mail import send
from documents.models import Document
from outbox.registry import handles


@handles("documents.certificate_ready")
def certificate_ready(document_id: int, user_id: int) -> None:
    """Tell one person of the agency that the certificate and the President's letter are there.

    Nothing for a certificate that has been revoked in the meantime: its own e-mail is on its way.
    """
    document = Document.objects.select_related("agency", "completion").get(pk=document_id)
    if document.revoked_at is None:
        # What the reviewer wrote belongs to the decision; a certificate that is issued again isn't one.
        is_first = not Document.objects.filter(superseded_by=document).exists()
        told = document.completion.told if is_first and document.completion is not None else ""
        _send("documents/certificate_ready", document, user_id, told=told)


@handles("documents.certificate_revoked")
def certificate_revoked(document_id: int, user_id: int) -> None:
    """Tell one person of the agency that its certificate was revoked, and why."""
    _send(
        "documents/certificate_revoked",
        Document.objects.select_related("agency").get(pk=document_id),
        user_id,
    )


def _send(template: str, document: Document, user_id: int, **more: str) -> None:
    person = User.objects.filter(pk=user_id, is_active=True).first()
    # Somebody who has left the agency since is not told any more.
    if person is None or not agencies.is_member(user=person, agency=document.agency):
        return
    context = {
        "person": person,
        "agency": document.agency,
        "document": document,
        "documents_url": absolute(reverse("documents:list", agency=document.agency.public_id)),
        "verify_url": absolute(reverse("documents:verify", args=[document.code])),
        **more,
    }
    send(template=template, to=[person.email], context=context)
