"""Delete what names people: names where an agency wants none, what imports saw, whole rosters."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import By, person
from agencies import actions as agencies
from agencies.actions.agency import lock_agency
from agencies.models import Agency
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from audit import trail
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from training import figures
from training.lifecycles import IMPORT, ImportTransition
from training.models import HeadCount, ImportMemory, Offering, Officer, RosterImport, TrainingRecord


def remove_names(*, agency: Agency, by: By) -> int:
    """Take every name off an agency's roster, as a pseudonymous roster wants it; returns how many there were.

    Also what imports and answers remember of names. Side effects: officers, imports, ``training.names_removed`` on the
    trail.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.NAMES_REMOVE, locked)
        count = Officer.objects.filter(agency=locked).exclude(name="").update(name="")
        for row in RosterImport.objects.select_for_update(of=("self",)).filter(agency=locked):
            empty(row)
        trail.record(
            "training.names_removed",
            by=person(by),
            subject=locked,
            agency=locked,
            details={"officers": count},
        )
    return count


def keep_no_names(*, agency: Agency, names: int, by: User) -> None:
    """Let an agency's roster hold officers' IDs alone, and have the ``names`` on it removed, of which there are so many.

    Conflict (field ``typed``) when there are more or fewer by now. Side effects: the agency's profile, as
    `agencies.actions.update_profile`, which asks for the removal.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.NAMES_REMOVE, locked)
        _require_number(Officer.objects.filter(agency=locked).exclude(name="").count(), names)
        switched = {"pseudonymous": True}
        agencies.update_profile(agency=locked, version=locked.version, changes=switched, by=by)


def purge_roster(*, agency: Agency, officers: int, by: User) -> HeadCount:
    """Delete an agency's roster and records, and keep its figures as a head count: after certification, or when it ends.

    The agency then gives head counts. Refused while a submitted completion stands on the records; Conflict (field
    ``typed``) when there are more or fewer ``officers`` on it by now. Side effects: a head
    count; officers, records, classes, imports and what was remembered of them; the agency's way of recording;
    ``training.roster_purged`` on the trail.
    """
    today = today_of(agency)
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.ROSTER_PURGE, locked)
        _require_number(Officer.objects.filter(agency=locked).count(), officers)
        records = TrainingRecord.objects.filter(agency=locked)
        if records.filter(locked_at__isnull=False).exists():
            raise Refused(_("A completion that is with the IACP uses these records. Wait for the decision."))
        counted = figures.of_agency(locked, today)
        entry = HeadCount.objects.create(
            agency=locked,
            as_of=today,
            sworn=counted.sworn,
            cit=counted.cit,
            mhfa_without_cit=counted.either - counted.cit,
            non_sworn_trained=counted.non_sworn_trained,
            entered_by=by,
        )
        records.delete()
        Offering.objects.filter(agency=locked).delete()
        Officer.objects.filter(agency=locked).delete()
        RosterImport.objects.filter(agency=locked).delete()
        ImportMemory.objects.filter(agency=locked).delete()
        counts = {"evidence_mode": Agency.EvidenceMode.COUNTS}
        agencies.update_profile(agency=locked, version=locked.version, changes=counts, by=by)
        trail.record("training.roster_purged", by=by, subject=locked, agency=locked)
    return entry


@open_to(OpenTo.PART)
def purge_content(row: RosterImport) -> None:
    """Delete the files, which may name people, and of what was seen in them. The row is the caller's to save.

    ``manage.py sweep_files`` removes the bytes that no one points to any more.
    """
    row.files.update(file=None)
    row.refused_rows = None
    row.before = {}
    row.shape = {}
    row.problems = []
    row.summary.pop("examples", None)


@open_to(OpenTo.PART)
def empty(row: RosterImport) -> None:
    """Delete what an import, locked by the caller, knows of people; one that wasn't applied can't go on. Saves the row."""
    purge_content(row)
    row.state = IMPORT.after(RosterImport.State(row.state), ImportTransition.EMPTY)
    row.save()


def _require_number(actual: int, typed: int) -> None:
    if actual != typed:
        words = _("There are %(number)s by now. Type that number to confirm. Nothing was changed.")
        raise Conflict(words % {"number": actual}, field="typed")
