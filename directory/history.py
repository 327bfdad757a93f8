"""What happened to an agency as far as the public may know: dated events, no reasons, no one's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the public may learn of a certificate. ``supersedes`` is the number of the row whose place it took."""

    pk: int
    number: str
    code: str
    dated_on: date
    supersedes: int | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One line of an agency's history. ``note`` is the number of the certificate that the event is about."""

    at: date
    what: str | Promise
    note: str = ""


def events(
    pledged_on: date,
    completed_on: date | None,
    certificates: Iterable[Certificate],
    *,
    ended: tuple[str, date | None] = ("", None),
    zone: tzinfo | None = None,
    is_on_file: bool = False,
) -> tuple[PublicEvent, ...]:
    """The latest first: the pledge, its completion, each certificate that was issued again or ended, and the pledge's end.

    ``is_on_file``: the IACP's files of before the portal say that it was completed, and there is no certificate of it.
    ``ended`` is the pledge's state and the day on which it ended, ``zone`` that of the agency.
    """
    found = [PublicEvent(pledged_on, _("Took the pledge"))]
    if is_on_file and completed_on is not None:
        found.append(
            PublicEvent(completed_on, _("Became One Mind Certified, as recorded by the IACP from its files"))
        )
    for certificate in sorted(certificates, key=lambda paper: paper.pk):
        if certificate.supersedes is None:
            became = completed_on or certificate.dated_on
            found.append(PublicEvent(became, _("Became One Mind Certified"), certificate.number))
        else:
            found.append(PublicEvent(certificate.dated_on, _("Certificate issued again"), certificate.number))
        if certificate.revoked_at is not None:
            revoked_on = timezone.localdate(certificate.revoked_at, zone)
            found.append(PublicEvent(revoked_on, _("Certification ended"), certificate.number))
    state, ended_on = ended
    if ended_on is not None:
        found.append(
            PublicEvent(ended_on, _("Pledge lapsed") if state == "lapsed" else _("Pledge withdrawn"))
        )
    # Of one day's events the later one is listed first as well.
    return tuple(sorted(found, key=lambda event: event.at))[::-1]
