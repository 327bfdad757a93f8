"""What happened to an agency as far as the public may know: dated events, no reasons, nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from pledges.models import Pledge


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One line of an agency's history. ``note`` is the number of the certificate that the event is about."""

    at: date
    what: str | Promise
    note: str = ""


def events(pledge: Pledge, certificates: Iterable[Document]) -> tuple[PublicEvent, ...]:
    """The latest first: the pledge, its completion, and each certificate that was issued again or ended."""
    found = [PublicEvent(pledge.pledged_on, _("Took the pledge"))]
    for certificate in sorted(certificates, key=lambda paper: paper.pk):
        number = certificate.number or ""
        if certificate.supersedes_id is None:
            found.append(
                PublicEvent(
                    pledge.completed_on or certificate.dated_on, _("Became One Mind Certified"), number
                )
            )
        else:
            found.append(PublicEvent(certificate.dated_on, _("Certificate issued again"), number))
        if certificate.revoked_at is not None:
            revoked_on = timezone.localtime(certificate.revoked_at).date()
            found.append(PublicEvent(revoked_on, _("Certification ended"), number))
    # Of one day's events the later one is listed first as well.
    return tuple(sorted(found, key=lambda event: event.at))[::-1]
