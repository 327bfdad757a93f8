"""The words for what the trail records of papers."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels
from audit.seals import seal
from documents.models import Document
from documents.seals import digest_of

register_labels(
    {
        "documents.letter_asked_for": _("Completion letter asked for"),
        "documents.letter_issued": _("Completion letter made"),
        "documents.signed_letter_asked_for": _("Signed letter asked for"),
        "documents.signed_letter_issued": _("Signed letter made"),
        "documents.return_letter_asked_for": _("Letter about the return asked for"),
        "documents.return_letter_issued": _("Letter about the return made"),
        "documents.sent_for_signature": _("Letter sent for signature"),
        "documents.signing_revoked": _("Link to sign the letter revoked"),
        "documents.signed": _("Letter signed"),
        "documents.certificate_asked_for": _("Certificate number reserved"),
        "documents.certificate_issued": _("Certificate issued"),
        "documents.acknowledgment_asked_for": _("Acknowledgment letter asked for"),
        "documents.acknowledgment_issued": _("Acknowledgment letter issued"),
        "documents.certificate_reissued": _("Certificate issued again"),
        "documents.certificate_revoked": _("Certificate revoked"),
        "documents.voided": _("Paper made void: its decision was recalled"),
        "documents.certificate_reinstated": _("Certification reinstated with a new certificate"),
        "documents.council_asked_for": _("One-pager for the council asked for"),
        "documents.council_issued": _("One-pager for the council made"),
        "documents.failed": _("A document could not be made"),
    }
)

for kind in Document.Kind.values:
    seal(Document, f"documents.{kind}_asked_for", digest_of)
