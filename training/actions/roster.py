"""The people on a roster, one by one. Whole files come in through ``roster_import``."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency
from audit import trail
from audit.queries import last_change
from common.problems import Conflict, Refused
from common.wording import who_and_when
from training.models import Officer

FIELDS = ("ref", "name", "rank", "is_sworn", "hired_on", "separated_on", "on_leave_since")


def add_officer(*, agency: Agency, by: User, **fields: Any) -> Officer:
    """Add a person to the roster, and return them.

    ``fields`` are those of FIELDS; TypeError for any other. Refused when the ID is on the roster already. A pseudonymous
    roster keeps no name. In order: writes the officer, records it.
    """
    _only(fields)
    with transaction.atomic():
        locked = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
        officer = Officer(agency=locked, **_least(locked, fields))
        if Officer.objects.filter(agency=locked, ref=officer.ref).exists():
            raise _taken(officer.ref)
        officer.save()
        trail.record("training.officer_added", by=by, subject=officer, agency=locked)
        return officer


def change_officer(*, officer: Officer, version: int, by: User, **fields: Any) -> Officer:
    """Change what the roster says of a person, and return them.

    Conflict, saying who changed it and when, when the officer has moved on from ``version``; Refused when the ID is
    somebody else's. Nothing is written when nothing differs. In order: writes the fields, records which changed, never
    their content.
    """
    _only(fields)
    with transaction.atomic():
        locked = Officer.objects.select_for_update(of=("self",)).select_related("agency").get(pk=officer.pk)
        if locked.version != version:
            change = last_change(subject=locked)
            raise Conflict(
                who_and_when(change.who, change.at)
                if change is not None
                else _("Somebody else has changed this officer since you opened the form.")
            )
        values = _least(locked.agency, fields)
        changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
        if not changed:
            return locked
        for name in changed:
            setattr(locked, name, values[name])
        locked.version += 1
        try:
            with transaction.atomic():
                locked.save(update_fields=[*changed, "version", "updated_at"])
        except IntegrityError:
            raise _taken(locked.ref) from None
        trail.record(
            "training.officer_changed",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"fields": changed},
        )
        return locked


def exclude_officer(*, officer: Officer, reason: str, by: User) -> Officer:
    """Take an officer on leave out of the count for a reason, or with an empty reason back in; a reviewer's decision.

    Returns the officer. Refused for somebody who isn't on leave. In order: writes the reason, records that it changed.
    """
    with transaction.atomic():
        locked = Officer.objects.select_for_update(of=("self",)).select_related("agency").get(pk=officer.pk)
        if reason.strip() and locked.on_leave_since is None:
            raise Refused(_("Only an officer on leave can be excluded."), field="reason")
        locked.excluded_because = reason.strip()[:300]
        locked.version += 1
        locked.save(update_fields=["excluded_because", "version", "updated_at"])
        verb = "training.officer_excluded" if locked.excluded_because else "training.officer_included"
        trail.record(verb, by=by, subject=locked, agency=locked.agency)
        return locked


def delete_officer(*, officer: Officer, by: User) -> None:
    """Take a person off the roster who was never to be on it, with their records.

    Somebody who left is separated, not deleted. Refused while a submission stands on one of their records. In order:
    deletes the records and the officer, records it.
    """
    with transaction.atomic():
        locked = Officer.objects.select_for_update(of=("self",)).select_related("agency").get(pk=officer.pk)
        if locked.records.filter(locked_at__isnull=False).exists():
            raise Refused(
                _(
                    "Your completion stands on this officer's records. Enter a separation date instead of deleting."
                )
            )
        trail.record("training.officer_deleted", by=by, subject=locked, agency=locked.agency)
        locked.delete()


def _only(fields: dict[str, Any]) -> None:
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise TypeError(f"Not fields of an officer that may be set here: {', '.join(unknown)}")


def _least(agency: Agency, fields: dict[str, Any]) -> dict[str, Any]:
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if agency.pseudonymous:
        tidy["name"] = ""
    return tidy


def _taken(ref: str) -> Refused:
    return Refused(
        _("Officer %(ref)s is on the roster already. Every officer has an ID of their own.") % {"ref": ref},
        field="ref",
    )
