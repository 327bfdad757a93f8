"""What happens to partnerships. Each function is one verb: atomic, locked, on the trail."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import require_version, save_next
from common.problems import Refused
from evidence import entries
from partnerships import queries
from partnerships.models import CommunityOrganization, Partnership, PartnershipContact
from partnerships.queries import Contact

ORGANIZATION = ("organization", "kind", "city", "region", "website")
MEMORANDUM = (
    "mou",
    "mou_name",
    "mou_signed_on",
    "mou_effective_on",
    "mou_expires_on",
    "mou_renewal",
    "mou_notice_days",
)
OWN = ("services", "nature", "started_on", "ended_on", "review_on", "may_be_published", *MEMORANDUM)
LOCKED = _(
    "This partnership is part of the completion that you sent to the IACP and can't be changed."
    " Withdraw the submission to change it, or record a new partnership."
)
ENDING = entries.Ending(
    since="started_on",
    until="ended_on",
    verb="partnerships.ended",
    too_early=_("This day is in the future. Enter it when the partnership has ended."),
    backwards=_("The partnership can't end before it began."),
)


def add(*, agency: Agency, by: User, contacts: Iterable[Contact] = (), **fields: Any) -> Partnership:
    """Record a partnership with a community organization, and return it.

    ``fields`` are those of ORGANIZATION (``organization`` is its name) and OWN; TypeError for any other, ValueError for an
    unknown service. The same entry sent twice is one: the second returns the first. Refused (field ``organization``) when
    a partnership with this organization from this day on is recorded with other words.
    In order: writes the organization if it is new or its details differ, writes the partnership and its contacts, records it.
    """
    _only(fields)
    contacts = tuple(contacts)
    with transaction.atomic():
        # One at a time for an agency, so that a form sent twice finds its first.
        locked_agency = lock_agency(agency)
        require(by, Capability.EVIDENCE_EDIT, locked_agency)
        same = queries.same_open_partnership(locked_agency, fields["organization"], fields.get("started_on"))
        if same is not None:
            equal = all(getattr(same, name) == value for name, value in fields.items() if name in OWN)
            if equal and queries.contacts_of(same) == contacts:
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
        _write_contacts(partnership, contacts)
        trail.record("partnerships.added", by=by, subject=partnership, agency=locked_agency)
    return partnership


def change(
    *,
    partnership: Partnership,
    version: int,
    by: User,
    contacts: Iterable[Contact] | None = None,
    **fields: Any,
) -> Partnership:
    """Change a partnership, and return it as it now is. Without ``contacts`` they stay as they are.

    ``version`` is the one that the form was opened with: Conflict, saying who changed it since and when, if it has moved
    on. Refused while a submitted completion stands on it. Nothing is written when nothing differs.
    In order: keeps a memorandum whose file is replaced or removed, writes the organization if need be, writes the fields and
    the next version, writes the contacts, removes an organization that no partnership names any more, records which fields
    changed (never their content).
    """
    _only(fields)
    with transaction.atomic():
        locked = _lock(partnership, by)
        require_version(locked, version)
        entries.require_open(locked, LOCKED)
        before = locked.organization
        if entries.is_replaced(locked, "mou", fields):
            entries.keep_earlier(locked, MEMORANDUM, "mou", by=by)
        changed = entries.take_over(locked, OWN, fields)
        known = {name: getattr(before, "name" if name == "organization" else name) for name in ORGANIZATION}
        differing = [name for name in ORGANIZATION if name in fields and fields[name] != known[name]]
        if differing:
            locked.organization = _organization(locked.agency, {**known, **fields}, current=before)
            changed = [*differing, *changed]
        if contacts is not None and queries.contacts_of(locked) != (given := tuple(contacts)):
            _write_contacts(locked, given)
            changed.append("contacts")
        if not changed:
            return locked
        save_next(locked)
        _forget_if_unused(before)
        entries.record_change(locked, "partnerships.changed", changed, by=by)
    return locked


def renew(*, partnership: Partnership, version: int, by: User, **fields: Any) -> Partnership:
    """Put a new memorandum of understanding in the place of the one that stands, and return the partnership.

    ``fields`` are those of MEMORANDUM: one that isn't given is unknown of the new one. Conflict and Refused as for `change`.
    In order: keeps the memorandum that stood, with its file, writes the new one and the next version, records it.
    """
    entries.require_known(fields, MEMORANDUM, "memorandum")
    with transaction.atomic():
        locked = _lock(partnership, by)
        require_version(locked, version)
        entries.require_open(locked, LOCKED)
        entries.keep_earlier(locked, MEMORANDUM, "mou", by=by)
        blank = {name: getattr(Partnership(), name) for name in MEMORANDUM}
        entries.take_over(locked, MEMORANDUM, {**blank, **fields})
        save_next(locked)
        trail.record("partnerships.renewed", by=by, subject=locked, agency=locked.agency)
    return locked


def end(*, partnership: Partnership, on: date, by: User) -> Partnership:
    """Say that a partnership ended ``on`` a day, and return it: see `evidence.entries.finish`."""
    with transaction.atomic():
        locked = _lock(partnership, by)
        entries.finish(locked, ENDING, on=on, by=by)
    return locked


def delete(*, partnership: Partnership, by: User) -> None:
    """Delete a partnership that was recorded by mistake; one that came to its end is ended instead.

    Refused while a submitted completion stands on it. In order: records it, deletes the row, removes an organization that
    no partnership names any more. The file goes with the next cleanup, unless something else points to it.
    """
    with transaction.atomic():
        locked = _lock(partnership, by)
        entries.require_open(locked, LOCKED)
        trail.record("partnerships.deleted", by=by, subject=locked, agency=locked.agency)
        organization = locked.organization
        locked.delete()
        _forget_if_unused(organization)


def _lock(partnership: Partnership, by: User) -> Partnership:
    gone = _("This partnership was deleted in the meantime.")
    return entries.locked(partnership, by=by, gone=gone, related=("organization",))


def _write_contacts(partnership: Partnership, contacts: Iterable[Contact]) -> None:
    partnership.contacts.all().delete()
    PartnershipContact.objects.bulk_create(
        PartnershipContact(partnership=partnership, **asdict(contact)) for contact in contacts
    )


def _only(fields: dict[str, Any]) -> None:
    entries.require_known(fields, (*ORGANIZATION, *OWN), "partnership")
    if unknown := sorted(set(fields.get("services", [])) - set(Partnership.Service.values)):
        raise ValueError(f"Not services of a partnership: {', '.join(unknown)}")


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
