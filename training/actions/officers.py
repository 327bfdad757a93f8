"""What happens to the people on a roster. Each function is one verb: atomic, locked, on the trail by number alone."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from agencies.queries import leads
from agencies.time_zones import today_of
from audit import trail
from audit.versions import require_version, save_next
from common.problems import Refused
from outbox.post import post_to_each
from training.models import Officer, TrainingRecord

FIELDS = ("ref", "name", "rank", "is_sworn", "hired_on", "separated_on", "on_leave_since")


def add(*, agency: Agency, by: User, **fields: Any) -> Officer:
    """Put someone on the roster, and return them. ``fields`` are FIELDS; a pseudonymous roster keeps no name.

    Refused (field ``ref``) when the ID is taken. Side effects: the officer; ``training.officer_added`` on the trail.
    """
    with transaction.atomic():
        locked_agency = lock_agency(agency)
        require(by, Capability.TRAINING_EDIT, locked_agency)
        fields = _allowed(locked_agency, fields)
        _require_free(locked_agency, fields["ref"])
        officer = Officer.objects.create(agency=locked_agency, **fields)
        trail.record("training.officer_added", by=by, subject=officer, agency=locked_agency)
    return officer


def change(*, officer: Officer, version: int, by: User, **fields: Any) -> Officer:
    """Change what is known of an officer, and return them as they now are.

    ``version`` is the one that the form was opened with: Conflict, saying who changed what since, if it has moved on.
    Nothing is written when nothing differs. Who is back from leave is counted again, if a reviewer had left them out.
    Side effects: the officer and the next version; ``training.officer_changed`` on the trail with the names of the fields;
    perhaps ``training.officer_readmitted``.
    """
    with transaction.atomic():
        locked = _lock(officer, Capability.TRAINING_EDIT, by)
        require_version(locked, version)
        fields = _allowed(locked.agency, fields)
        if fields.get("ref", locked.ref) != locked.ref:
            _require_free(locked.agency, fields["ref"])
        changed = [name for name, value in fields.items() if getattr(locked, name) != value]
        for name in changed:
            setattr(locked, name, fields[name])
        _require_in_order(locked)
        is_back = bool(locked.excluded_because) and locked.on_leave_since is None
        if is_back:
            locked.excluded_because = ""
            trail.record("training.officer_readmitted", by=by, subject=locked, agency=locked.agency)
        if changed or is_back:
            save_next(locked)
            trail.record(
                "training.officer_changed",
                by=by,
                subject=locked,
                agency=locked.agency,
                details={"fields": sorted(changed)},
            )
    return locked


def separate(*, officer: Officer, on: date, by: User) -> Officer:
    """Say that an officer left on a day; the records stay. Separating again on the same day changes nothing.

    Refused for a day before the hiring. Side effects: the officer; ``training.officer_separated`` on the trail.
    """
    with transaction.atomic():
        locked = _lock(officer, Capability.TRAINING_EDIT, by)
        if locked.separated_on == on:
            return locked
        locked.separated_on = on
        _require_in_order(locked)
        save_next(locked)
        trail.record("training.officer_separated", by=by, subject=locked, agency=locked.agency)
    return locked


def delete(*, officer: Officer, by: User) -> None:
    """Take someone off the roster who was put there by mistake, with their records; those who left are separated.

    Refused while a submitted completion stands on one of the records. Side effects: ``training.officer_deleted`` on the
    trail; the records, then the officer.
    """
    with transaction.atomic():
        locked = _lock(officer, Capability.TRAINING_EDIT, by)
        records = TrainingRecord.objects.filter(officer=locked)
        if records.filter(locked_at__isnull=False).exists():
            raise Refused(
                _(
                    "A completion that is with the IACP uses this officer's records. Enter the day of leaving "
                    "instead."
                )
            )
        count = records.count()
        trail.record(
            "training.officer_deleted",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"records": count},
        )
        locked.delete()


def exclude(*, officer: Officer, because: str, by: User) -> Officer:
    """Leave an officer who is on leave out of the sworn strength, for a reason that shows on the report.

    "" takes them in again. For reviewers without a tie to the agency (`NotAllowed`). Refused for someone who isn't on
    leave. Side effects: the officer; ``training.officer_excluded`` or ``training.officer_readmitted`` on the trail; an
    email to the agency's leads, one a day, that names no one.
    """
    today = today_of(officer.agency)
    with transaction.atomic():
        locked = _lock(officer, Capability.OFFICER_EXCLUDE, by)
        because = " ".join(because.split())
        if locked.excluded_because == because:
            return locked
        if because and (locked.on_leave_since is None or locked.on_leave_since > today):
            raise Refused(_("Only officers on leave can be left out."), field="because")
        locked.excluded_because = because
        save_next(locked)
        verb = "training.officer_excluded" if because else "training.officer_readmitted"
        trail.record(verb, by=by, subject=locked, agency=locked.agency)
        agency = locked.agency
        occasion = f"{agency.pk}:{today}"
        post_to_each("training.strength_changed", leads(agency), key=occasion, agency_id=agency.pk)
    return locked


def _lock(officer: Officer, needed: Capability, by: User) -> Officer:
    """The officer as they now are, locked; NotAllowed unless ``by`` may do what is ``needed``."""
    locked = Officer.objects.select_related("agency").select_for_update(of=("self",)).get(pk=officer.pk)
    require(by, needed, locked.agency)
    return locked


def _allowed(agency: Agency, fields: dict[str, Any]) -> dict[str, Any]:
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"unexpected fields: {', '.join(sorted(unknown))}")
    if agency.pseudonymous:
        fields["name"] = ""
    return fields


def _require_free(agency: Agency, ref: str) -> None:
    if Officer.objects.filter(agency=agency, ref=ref).exists():
        raise Refused(_("An officer on the roster already has this ID."), field="ref")


def _require_in_order(officer: Officer) -> None:
    if officer.hired_on and officer.separated_on and officer.separated_on < officer.hired_on:
        raise Refused(
            _("This is before the day of hiring. If the officer came back, leave it empty."),
            field="separated_on",
        )
