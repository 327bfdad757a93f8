"""Many agencies at once, for an import."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agencies.actions.agency import IDENTITY, tidied
from agencies.models import Agency, Membership, ReferenceAgency
from common.open_actions import OpenTo, open_to
from common.problems import Conflict


@open_to(OpenTo.PART)
def register_many(*, agencies: Sequence[dict[str, Any]]) -> list[Agency]:
    """Add agencies as the IACP knows them from its own files, in few statements, and return them in order.

    Each has fields of IDENTITY. Conflict when another agency took one of the ORIs since the list was compared. The caller
    records them. In order: writes the agencies with their names as verified and their numbers of officers as decided.
    """
    if unknown := {name for fields in agencies for name in fields} - IDENTITY:
        raise TypeError(f"Not fields of an agency that may be set here: {', '.join(sorted(unknown))}")
    rows = []
    for fields in agencies:
        agency = Agency(**tidied(fields))
        agency.verified_name, agency.decided_sworn = agency.name, agency.sworn
        rows.append(agency)
    try:
        with transaction.atomic():
            return Agency.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        if "ori" in str(error):
            raise Conflict(
                _("Another agency took one of the ORIs in the meantime. Look at the comparison again.")
            ) from None
        raise


@open_to(OpenTo.PART)
def remove_many(*, numbers: Sequence[int]) -> None:
    """Delete agencies that were imported by mistake; the caller has deleted their pledges.

    Conflict when one of them has a member: people act for it by now. In order: deletes the agencies and their invitations.
    """
    if Membership.objects.filter(agency__in=numbers).exists():
        raise Conflict(
            _("An agency of this import has accepted its invitation. It can't be undone any more.")
        )
    Agency.objects.filter(pk__in=numbers).delete()


@open_to(OpenTo.SYSTEM)
def load_reference(*, rows: Sequence[ReferenceAgency]) -> None:
    """Put a reference list in the place of the last one, all of it or nothing. In order: deletes, writes."""
    with transaction.atomic():
        ReferenceAgency.objects.all().delete()
        ReferenceAgency.objects.bulk_create(rows, batch_size=1000)
