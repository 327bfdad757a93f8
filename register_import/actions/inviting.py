"""Inviting the agencies that came in with a file: the coordinator that the file names becomes the lead."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import actions as agencies
from agencies.models import Membership
from agencies.permissions import Capability, may
from audit import trail
from common.problems import Conflict, Refused
from outbox.post import post_many
from pledges import queries as pledges
from register_import import queries
from register_import.actions.transitions import locked
from register_import.models import ImportedAgency, RegisterImport
from register_import.permissions import require

# So many seconds lie between two invitations: mail servers take a burst of letters for a nuisance.
PACE = timedelta(seconds=3)


def invite_all(*, register_import: RegisterImport, by: User) -> int:
    """Invite the coordinator of every agency of an import that has an address and no one yet; returns how many.

    The emails go out one after another, PACE apart. A second time, only those that weren't invited before. Conflict unless it is
    imported. In order: marks the agencies as invited, records it, posts a message for each.
    """
    require(by)
    with transaction.atomic():
        found = locked(register_import)
        if found.state != RegisterImport.State.APPLIED:
            raise Conflict(_("This file isn't imported."))
        rows = list(queries.to_invite(found).select_for_update(of=("self",)))
        ImportedAgency.objects.filter(pk__in=[row.pk for row in rows]).update(invited_at=timezone.now())
        trail.record("register_import.inviting", by=by, subject=found, details={"agencies": len(rows)})
        post_many(
            "register_import.invite",
            [
                (str(row.pk), PACE * number, {"imported_id": row.pk, "by_id": by.pk})
                for number, row in enumerate(rows)
            ],
        )
        return len(rows)


def invite_one(*, imported_id: int, by_id: int) -> None:
    """Invite the coordinator of one imported agency, in a job; harmless when done already.

    Nothing happens when the import was undone meanwhile, the agency has a member, or the reviewer who began it may not invite
    for it any more: the agency then stays in the queue of those who haven't answered. In order: as ``agencies.invite``.
    """
    row = ImportedAgency.objects.select_related("agency").filter(pk=imported_id).first()
    by = User.objects.filter(pk=by_id).first()
    if row is None or by is None or not may(by, Capability.MEMBERS_INVITE, row.agency):
        return
    pledge = pledges.live_pledge(row.agency)
    if (
        pledge is None
        or not pledge.coordinator_email
        or Membership.objects.filter(agency=row.agency).exists()
    ):
        return
    try:
        agencies.invite(
            agency=row.agency,
            email=pledge.coordinator_email,
            name=pledge.coordinator_name,
            role=Membership.Role.LEAD.value,
            by=by,
        )
    except Refused:
        return
