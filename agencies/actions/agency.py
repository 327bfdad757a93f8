"""What happens to an agency itself: registered, corrected, suspended."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import By, person
from agencies import queries
from agencies.models import Agency
from agencies.permissions import Capability, require
from audit import trail
from audit.versions import require_version, save_next
from common.open_actions import OpenTo, open_to
from common.problems import Refused
from common.text import is_readable, one_line, paragraphs
from outbox.post import post, post_to_each


@open_to(OpenTo.PART)
def lock_agency(agency: Agency | int) -> Agency:
    """The agency, or that of this number, as it is now, held until the end of the transaction: what others want with it waits."""
    number = agency if isinstance(agency, int) else agency.pk
    return Agency.objects.select_for_update(of=("self",)).get(pk=number)


IDENTITY = frozenset(
    "name kind country region city ori website address phone head_name head_title sworn non_sworn headcount_on".split()
)
PROFILE = IDENTITY | {"evidence_mode", "pseudonymous", "accepts_messages"}


@open_to(OpenTo.PART)
def register(*, by: User | None, provisional: bool = False, **fields: Any) -> Agency:
    """Add an agency, unseen by anyone until a pledge of it is verified, and return it.

    A ``provisional`` one holds its ORI against no other agency until ``admit`` is called.

    ``fields`` are those of IDENTITY; TypeError for any other. Refused (field ``ori``) when an agency with this ORI is
    registered: it is the same one; and (field ``name``) when the name has no letter or digit. Names that are merely alike
    are no obstacle; see ``queries.near_duplicates``.
    In order: writes the agency, records it.
    """
    _only(fields, IDENTITY)
    agency = Agency(**tidied(fields), is_provisional=provisional)
    with transaction.atomic():
        ori_is_free(agency)
        save_unless_ori_is_taken(agency)
        trail.record("agencies.registered", by=by, subject=agency, agency=agency)
    return agency


@open_to(OpenTo.PART)
def admit(*, agency: Agency, by: User | None) -> Agency:
    """Let a provisional agency count from now on, and return it. Does nothing for one that counts already.

    Refused (field ``ori``) when an agency that counts has its ORI. In order: writes it, records it.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        if not locked.is_provisional:
            return locked
        ori_is_free(locked)
        locked.is_provisional = False
        save_unless_ori_is_taken(locked)
        trail.record("agencies.admitted", by=by, subject=locked, agency=locked)
        return locked


@open_to(OpenTo.PART)
def discard(*, agency: Agency) -> None:
    """Delete a provisional agency that no pledge names any more; does nothing to any other. In order: deletes the row."""
    Agency.objects.filter(pk=agency.pk, is_provisional=True, pledges__isnull=True).delete()


@open_to(OpenTo.PART)
def settle(*, agency: Agency, sworn: int | None) -> None:
    """Keep the agency's name, and this number of sworn officers, as what the IACP decided on.

    From the first time on, ``Agency.DECIDED`` changes by a decision alone. In order: writes them; the caller records why.
    """
    Agency.objects.filter(pk=agency.pk).update(
        verified_name=agency.name, decided_sworn=sworn, updated_at=timezone.now()
    )


@open_to(OpenTo.PART)
def unsettle(*, agency: Agency, sworn: int | None) -> None:
    """Put back the number of sworn officers that was decided on before; in order: writes it, the caller records why."""
    Agency.objects.filter(pk=agency.pk).update(decided_sworn=sworn, updated_at=timezone.now())


@open_to(OpenTo.PART)
def count_heads(*, agency: Agency, by: User) -> None:
    """Let an agency that keeps no roster give head counts; the caller has locked it. Does nothing when it does already.

    In order: writes the way of recording and the next version, records that it changed.
    """
    if agency.evidence_mode == Agency.EvidenceMode.COUNTS:
        return
    agency.evidence_mode = Agency.EvidenceMode.COUNTS
    save_next(agency, "evidence_mode")
    trail.record(
        "agencies.profile_changed",
        by=by,
        subject=agency,
        agency=agency,
        details={"fields": ["evidence_mode"]},
    )


def update_profile(*, agency: Agency, version: int, changes: dict[str, Any], by: By) -> Agency:
    """Change what is known of an agency, and return it as it now is.

    ``changes`` has fields of PROFILE; TypeError for any other. ``version`` is the one that the form was opened with:
    Conflict, saying who changed the agency since and when, if it has moved on. Refused when the ORI is another agency's,
    and when a verified agency would become another one: see ``request_identity``.
    NotAllowed, saying whom to ask, unless ``by`` leads for the agency; a pledge's coordinator, who has no account yet, is
    ``Actor.COORDINATOR``.
    Nothing is written when nothing differs. In order: writes the fields and the next version, records which fields
    changed (never their content), asks for officers' names to be removed when ``pseudonymous`` was switched on.
    """
    _only(changes, PROFILE)
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.PROFILE_EDIT, locked)
        require_version(locked, version)
        tidy = tidied(changes)
        changed = sorted(name for name, value in tidy.items() if getattr(locked, name) != value)
        if not changed:
            return locked
        _stays_who_it_is(locked, changed)
        for name in changed:
            setattr(locked, name, tidy[name])
        if "ori" in changed:
            ori_is_free(locked)
        locked.version += 1
        save_unless_ori_is_taken(locked)
        entry = trail.record(
            "agencies.profile_changed",
            by=person(by),
            subject=locked,
            agency=locked,
            details={"fields": changed},
        )
        if "pseudonymous" in changed and locked.pseudonymous:
            post("training.forget_names", key=str(entry.pk), agency_id=locked.pk)
        return locked


def release_ori(*, agency: Agency, by: User) -> None:
    """Take the ORI off an agency whose pledge was not taken up, so that the real one can register with it.

    In order: writes the empty ORI, records it. Does nothing for an agency without one.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.PLEDGE_VERIFY, locked)
        if locked.ori:
            Agency.objects.filter(pk=locked.pk).update(
                ori="", version=F("version") + 1, updated_at=timezone.now()
            )
            trail.record("agencies.ori_released", by=by, subject=locked, agency=locked)


def suspend(*, agency: Agency, by: User) -> None:
    """Close an agency's pages to its members, at once. NotAllowed unless ``by`` is a campaign administrator without a tie to it.

    In order: writes it, records it, posts an email to the agency's leads. Does nothing when it is suspended already.
    """
    _set_suspended(agency, by, suspended=True, verb="agencies.suspended")


def unsuspend(*, agency: Agency, by: User) -> None:
    """Open a suspended agency's pages again. NotAllowed unless ``by`` is a campaign administrator without a tie to it.

    In order: writes it, records it, posts an email to the agency's leads. Does nothing when it isn't suspended.
    """
    _set_suspended(agency, by, suspended=False, verb="agencies.unsuspended")


@open_to(OpenTo.PART)
def ori_is_free(agency: Agency) -> None:
    """Refused (field ``ori``) when another agency that counts has the ORI of this one."""
    others = Agency.objects.filter(ori=agency.ori, is_provisional=False).exclude(pk=agency.pk)
    if agency.ori and others.exists():
        raise _ori_taken()


@open_to(OpenTo.PART)
def save_unless_ori_is_taken(agency: Agency) -> None:
    """Write a locked agency; Refused like ``ori_is_free`` when another took its ORI at this moment."""
    try:
        with transaction.atomic():
            agency.save()
    except IntegrityError as error:
        if "ori" in str(error):
            raise _ori_taken() from None
        raise


@open_to(OpenTo.PART)
def tidied(fields: dict[str, Any]) -> dict[str, Any]:
    """Values of an agency's fields as they are kept; Refused (field ``name``) when the name has no letter or digit."""
    # Without what can't be seen: it would turn the words around a name, or pass a second name off as the first. Browsers end
    # the lines of a text with two characters; kept is one, so that sending it back is no change.
    tidy = {
        name: (paragraphs if name == "address" else one_line)(value) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    if "name" in tidy and not is_readable(tidy["name"]):
        raise Refused(_("The agency needs a name that can be read."), field="name")
    if "ori" in tidy:
        tidy["ori"] = (tidy["ori"] or "").upper()
    return tidy


def _set_suspended(agency: Agency, by: User, *, suspended: bool, verb: str) -> None:
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.AGENCY_SUSPEND, locked)
        if locked.is_suspended == suspended:
            return
        Agency.objects.filter(pk=locked.pk).update(
            is_suspended=suspended, version=F("version") + 1, updated_at=timezone.now()
        )
        entry = trail.record(verb, by=by, subject=locked, agency=locked)
        post_to_each(verb, queries.leads(locked), key=entry.pk, agency_id=locked.pk)


def _ori_taken() -> Refused:
    return Refused(
        _(
            "An agency with this ORI is already registered. If it is yours, ask its lead for an "
            "invitation, or write to us."
        ),
        field="ori",
    )


def _only(fields: dict[str, Any], allowed: frozenset[str]) -> None:
    if unknown := sorted(set(fields) - allowed):
        raise TypeError(f"Not fields of an agency that may be set here: {', '.join(unknown)}")


def _stays_who_it_is(agency: Agency, changed: list[str]) -> None:
    decided = [name for name in Agency.DECIDED if name in changed]
    if agency.is_verified and decided:
        raise Refused(
            _("The IACP has verified who your agency is. Request the change, and a reviewer decides on it."),
            field=decided[0],
        )
