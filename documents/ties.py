"""Whom a signed letter ties to its agency: who signed it, by name, and by the address that the link was mailed to."""

from collections.abc import Iterable

from agencies.models import Agency
from agencies.ties import Named, Why
from documents.models import SigningRequest


def signers(agency: Agency) -> Iterable[Named]:
    """Everyone who signed a letter of the agency. A link that was only sent makes no tie, or a lead could tie the whole desk."""
    signed = SigningRequest.objects.filter(completion__agency=agency, signed_at__isnull=False)
    for name, email in signed.values_list("signed_name", "email"):
        yield Named(Why.SIGNATORY, name=name, address=email)
