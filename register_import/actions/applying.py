"""Importing the agencies of a file, and undoing it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import By, person
from accounts.queries import addresses_of
from agencies.time_zones import latest_day
from audit import trail
from audit.versions import require_version, save_next
from common.problems import Conflict, Refused
from common.text import folded_address
from files import store
from files.models import StoredFile
from pledges import actions as pledges
from pledges.actions import Coordinator, FileRecord
from pledges.models import Pledge
from register_import import queries, refused_rows
from register_import.actions.transitions import locked, require_open
from register_import.models import ImportedAgency, RegisterImport
from register_import.permissions import require
from register_import.reading.entries import Entry
from register_import.reading.outcome import Outcome


def apply(*, register_import: RegisterImport, by: By, version: int | None = None) -> RegisterImport:
    """Import every agency of the file that is new, all of them or none; returns the import, APPLIED.

    The file is compared with the portal as it is under the lock. Refused while a question is open, when nothing is new, and
    when a row names ``by`` as coordinator: another reviewer imports it. ``version`` is the one that the page showed; Stale when
    others answered since. Rows that are refused, or that no one decided on, stay out: they come back as a file. In order: writes
    agencies and pledges, records each, writes the import, records it.
    """
    require(by)
    # Compared before the trail is held, which others wait for; once more under the lock when something changed since.
    compared = RegisterImport.objects.select_related("file").get(pk=register_import.pk)
    portal = queries.portal_version()
    outcome = queries.outcome(compared)
    with transaction.atomic():
        trail.hold()
        found = locked(register_import)
        require_open(found)
        if version is not None:
            require_version(found, version)
        if found.version != compared.version or queries.portal_version() != portal:
            outcome = queries.outcome(found)
        if outcome.reading.open_questions:
            raise Refused(gettext_lazy("Answer the questions about the file first."))
        if not outcome.new:
            raise Refused(gettext_lazy("No agency of the file is new. Nothing was imported."))
        _require_no_own(outcome.new, by)
        records = [_record_of(entry) for entry in outcome.new]
        written = pledges.record_from_files(records=records, by=by, today=latest_day())
        ImportedAgency.objects.bulk_create(
            [
                ImportedAgency(
                    register_import=found, agency=pledge.agency, line=entry.where[:80], notes=entry.notes
                )
                for entry, pledge in zip(outcome.new, written, strict=True)
            ],
            batch_size=500,
        )
        found.state, found.applied_at = RegisterImport.State.APPLIED, timezone.now()
        found.figures = queries.figures(outcome)
        found.refused_rows = _kept(found, outcome)
        save_next(found, "state", "applied_at", "figures", "refused_rows")
        trail.record(
            "register_import.applied", by=person(by), subject=found, details={"agencies": len(written)}
        )
        return found


def undo(*, register_import: RegisterImport, by: User) -> RegisterImport:
    """Take an import back with all its agencies, and return it, UNDONE.

    Conflict once an agency of it accepted its invitation or acted in another way. In order: records and deletes the pledges
    and agencies, writes the import, records it.
    """
    require(by)
    with transaction.atomic():
        trail.hold()
        found = locked(register_import)
        if found.state != RegisterImport.State.APPLIED:
            raise Conflict(gettext_lazy("This file isn't imported."))
        rows = (
            Pledge.objects.filter(agency__imported__register_import=found)
            .select_related("agency")
            .order_by("pk")
        )
        removed = list(rows)
        pledges.remove_from_files(pledges=removed, by=by)
        found.state, found.undone_at = RegisterImport.State.UNDONE, timezone.now()
        save_next(found, "state", "undone_at")
        trail.record("register_import.undone", by=by, subject=found, details={"agencies": len(removed)})
        return found


def _require_no_own(entries: list[Entry], by: By) -> None:
    user = person(by)
    addresses = addresses_of(user) if user is not None else frozenset()
    own = [entry.where for entry in entries if entry.email and folded_address(entry.email) in addresses]
    if own:
        words = _("Line %(line)s names you as the coordinator. Another reviewer imports this file.")
        raise Refused(words % {"line": ", ".join(own)})


def _kept(found: RegisterImport, outcome: Outcome) -> StoredFile | None:
    """The rows that stay out, as a file; None where every row is taken."""
    with queries.open_file(found) as file:
        content = "".join(refused_rows.lines(file, outcome))
    return store.keep_bytes(content.encode(), media_type="text/csv") if content else None


def _record_of(entry: Entry) -> FileRecord:
    agency = {
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country,
        "region": entry.region,
        "city": entry.city,
        "ori": entry.ori,
        "sworn": entry.sworn,
    }
    return FileRecord(
        agency=agency,
        pledged_on=entry.pledged_on,
        completed_on=entry.completed_on,
        coordinator=Coordinator(
            name=entry.coordinator, email=entry.email, title=entry.title, phone=entry.phone
        ),
    )
