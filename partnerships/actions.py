"""What happens to partnerships. Each function is one verb: atomic, locked, on the trail."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.actions.locking import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import require_version, save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from partnerships import queries
from partnerships.models import CommunityOrganization, Partnership

ORGANIZATION = ("organization", "city", "region", "website")
OWN = (
    "nature",
    "contact_name",
    "contact_email",
    "contact_phone",
    "started_on",
    "ended_on",
    "review_on",
    "mou",
    "mou_name",
    "may_be_published",
)
LOCKED = _(
    "This partnership is part of the completion that you sent to the IACP and can't be changed. "
    "Take the completion back to change it, or record a new partnership."
)


def add(*, agency: Agency, by: User, **fields: Any) -> Partnership:
    """Record a partnership with a community organization, and return it.

    ``fields`` are those of ORGANIZATION (``organization`` is its name) and OWN; TypeError for any other. The same entry
    sent twice is one: the second returns the first. Refused (field ``organization``) when a partnership with this
    organization from this day on is recorded with other words.
    In order: writes the organization if it is new or its details differ, writes the partnership, records it.
    """
    _only(fields)
    with transaction.atomic():
        # One at a time for an agency, so that a form sent twice finds its first.
        locked_agency = lock_agency(agency)
        require(by, Capability.EVIDENCE_EDIT, locked_agency)
        same = queries.same_open_partnership(locked_agency, fields["organization"], fields.get("started_on"))
        if same is not None:
            if all(getattr(same, name) == value for name, value in fields.items() if name in OWN):
                return same
            raise Refused(
                _(
                    "A partnership with this organization since this day is recorded already. Change that one instead."
                ),
                field="organization",
            )
        organization = _organization(locked_agency, fields)
        own = {name: value for name, value in fields.items() if name in OWN}
        partnership = Partnership(agency=locked_agency, organization=organization, **own)
        partnership.save()
        trail.record("partnerships.added", by=by, subject=partnership, agency=locked_agency)
    return partnership


def change(*, partnership: Partnership, version: int, by: User, **fields: Any) -> Partnership:
    """Change a partnership, and return it as it now is.

    ``version`` is the one that the form was opened with: Conflict, saying who changed it since and when, if it has moved
    on. Refused while a submitted completion stands on it. Nothing is written when nothing differs.
    In order: writes the organization if need be, writes the fields and the next version, removes an organization that no
    partnership names any more, records which fields changed (never their content).
    """
    _only(fields)
    with transaction.atomic():
        locked = _lock(partnership, by)
        require_version(locked, version)
        _require_unlocked(locked)
        before = locked.organization
        changed = [name for name in OWN if name in fields and getattr(locked, name) != fields[name]]
        for name in changed:
            setattr(locked, name, fields[name])
        known = {name: getattr(before, "name" if name == "organization" else name) for name in ORGANIZATION}
        differing = [name for name in ORGANIZATION if name in fields and fields[name] != known[name]]
        if differing:
            locked.organization = _organization(locked.agency, {**known, **fields}, current=before)
            changed = [*differing, *changed]
        if not changed:
            return locked
        save_next(locked)
        _forget_if_unused(before)
        trail.record(
            "partnerships.changed",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"fields": sorted(changed)},
        )
    return locked


def end(*, partnership: Partnership, on: date, by: User) -> Partnership:
    """Say that a partnership ended ``on`` a day, and return it. Ending one that has ended changes nothing.

    That a completion stands on it is no obstacle: what was submitted is frozen, and this is news of today. Refused for a
    day to come, and for one before it began.
    In order: writes the day and the next version, records it.
    """
    with transaction.atomic():
        locked = _lock(partnership, by)
        if locked.ended_on is not None:
            return locked
        if on > timezone.localdate():
            raise Refused(
                _("This day is still to come. Enter it when the partnership has ended."), field="ended_on"
            )
        if locked.started_on is not None and on < locked.started_on:
            raise Refused(_("The partnership can't end before it began."), field="ended_on")
        locked.ended_on = on
        save_next(locked)
        trail.record(
            "partnerships.ended", by=by, subject=locked, agency=locked.agency, details={"on": on.isoformat()}
        )
    return locked


def delete(*, partnership: Partnership, by: User) -> None:
    """Delete a partnership that was recorded by mistake; one that came to its end is ended instead.

    Refused while a submitted completion stands on it. In order: records it, deletes the row, removes an organization that
    no partnership names any more. The file goes with the janitor's next round, unless something else points to it.
    """
    with transaction.atomic():
        locked = _lock(partnership, by)
        _require_unlocked(locked)
        trail.record("partnerships.deleted", by=by, subject=locked, agency=locked.agency)
        organization = locked.organization
        locked.delete()
        _forget_if_unused(organization)


@open_to(OpenTo.PART)
def lock(*, agency: Agency, at: datetime) -> None:
    """Close everything recorded so far to changes: a submission stands on it. Locks the rows."""
    with transaction.atomic():
        Partnership.objects.filter(agency=agency, locked_at__isnull=True).update(locked_at=at)


@open_to(OpenTo.PART)
def unlock(*, agency: Agency) -> None:
    """Open what a submission had closed."""
    with transaction.atomic():
        Partnership.objects.filter(agency=agency, locked_at__isnull=False).update(locked_at=None)


def _lock(partnership: Partnership, by: User) -> Partnership:
    found = (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("agency", "organization")
        .filter(pk=partnership.pk)
        .first()
    )
    if found is None:
        raise Conflict(_("This partnership was deleted in the meantime."))
    require(by, Capability.EVIDENCE_EDIT, found.agency)
    return found


def _require_unlocked(partnership: Partnership) -> None:
    if partnership.is_locked:
        raise Refused(LOCKED)


def _organization(
    agency: Agency, fields: dict[str, Any], current: CommunityOrganization | None = None
) -> CommunityOrganization:
    """The agency's organization of that name, made or brought up to date.

    ``current`` is the one that a partnership names now: when no other partnership does, a new name renames it.
    """
    name = fields["organization"]
    found = CommunityOrganization.objects.filter(agency=agency, name__iexact=name).first()
    if found is None and current is not None and current.partnerships.count() == 1:
        found = current
    if found is None:
        found = CommunityOrganization(agency=agency)
    details = {"name": name} | {key: fields[key] for key in ORGANIZATION[1:] if key in fields}
    if found.pk is not None and all(getattr(found, key) == value for key, value in details.items()):
        return found
    if found.pk is not None and found.partnerships.filter(locked_at__isnull=False).exists():
        raise Refused(
            _("What is recorded of this organization is part of your completion and can't be changed now."),
            field="organization",
        )
    for key, value in details.items():
        setattr(found, key, value)
    found.save()
    return found


def _forget_if_unused(organization: CommunityOrganization) -> None:
    if not organization.partnerships.exists():
        organization.delete()


def _only(fields: dict[str, Any]) -> None:
    if unknown := sorted(set(fields) - {*ORGANIZATION, *OWN}):
        raise TypeError(f"Not fields of a partnership: {', '.join(unknown)}")
