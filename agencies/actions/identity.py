"""Who a verified agency is: changed by a request that a reviewer decides on, or by a correction of the spelling."""

from copy import copy
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import queries
from agencies.actions.agency import lock_agency, ori_is_free, save_unless_ori_is_taken, tidied
from agencies.models import Agency, FormerName, IdentityRequest
from agencies.permissions import Capability, require
from agencies.similarity import NEAR, similarity
from audit import trail
from audit.versions import require_version, save_next
from common.characters import missing_glyphs, named
from common.problems import Conflict, Refused
from outbox.post import post_to_each

# Told of everything that concerns who the agency is: each lead and signatory, so that one alone can't do it unseen.
SPELLED = frozenset({"name", "city"})
State = IdentityRequest.State


def request_identity(*, agency: Agency, changes: dict[str, Any], reason: str, by: User) -> IdentityRequest:
    """Ask the IACP to change who a verified agency is, and return the request, WAITING.

    ``changes`` has fields of ``Agency.DECIDED``; TypeError for any other. Nothing of the agency changes yet. NotAllowed
    unless ``by`` speaks for the agency. Refused without a reason, when nothing differs, for another agency's ORI, and for
    an agency that isn't verified, which changes its profile itself. Conflict while another request waits.
    In order: writes the request, records which fields it names, posts an email to each lead and signatory.
    """
    _only(changes, frozenset(Agency.DECIDED))
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.IDENTITY_REQUEST, locked)
        if not locked.is_verified:
            raise Refused(_("Your agency isn't verified yet. Change this on its profile."))
        if IdentityRequest.objects.filter(agency=locked, state=State.WAITING).exists():
            raise Conflict(_("A request of your agency is already waiting for the IACP. Withdraw it first."))
        before, after = _differing(locked, changes)
        as_asked = copy(locked)
        _set(as_asked, after)
        ori_is_free(as_asked)
        request = IdentityRequest.objects.create(
            agency=locked, before=before, after=after, reason=_said(reason), requested_by=by
        )
        _record_and_tell("identity_requested", request, by=by)
        return request


def withdraw_identity(*, request: IdentityRequest, by: User) -> IdentityRequest:
    """Withdraw a request that waits, and return it. NotAllowed unless ``by`` speaks for the agency; Conflict once decided.

    In order: writes it, records it.
    """
    with transaction.atomic():
        locked = _lock(request)
        require(by, Capability.IDENTITY_REQUEST, locked.agency)
        _still_waits(locked)
        locked.state = State.WITHDRAWN
        save_next(locked, "state")
        _record("identity_withdrawn", locked, by=by)
        return locked


def approve_identity(*, request: IdentityRequest, answer: str = "", by: User) -> IdentityRequest:
    """Make a verified agency who it asks to be, and return the request, APPROVED.

    NotAllowed for one who isn't a reviewer or has a tie to the agency. Conflict once decided or withdrawn, and when what
    it would replace has changed since it was sent. Refused when the ORI became another agency's.
    In order: writes the agency and its verified name, keeps the former name, writes the request, records it, posts an
    email to each lead and signatory.
    """
    with transaction.atomic():
        locked = _lock(request)
        require(by, Capability.IDENTITY_DECIDE, locked.agency)
        _still_waits(locked)
        if any(getattr(locked.agency, name) != value for name, value in locked.before.items()):
            raise Conflict(
                _("What this request would replace has changed since. Ask the agency to send it again.")
            )
        _become(locked.agency, locked.after, is_misspelling=False)
        return _decide(locked, State.APPROVED, answer.strip(), by=by)


def decline_identity(*, request: IdentityRequest, answer: str, by: User) -> IdentityRequest:
    """Leave the agency as it is, and return the request, DECLINED. Refused without the reason, which the agency is told.

    NotAllowed for one who isn't a reviewer or has a tie to the agency; Conflict once decided or withdrawn.
    In order: writes the request, records it, posts an email to each lead and signatory.
    """
    with transaction.atomic():
        locked = _lock(request)
        require(by, Capability.IDENTITY_DECIDE, locked.agency)
        _still_waits(locked)
        return _decide(locked, State.DECLINED, _said(answer, field="answer"), by=by)


def correct_identity(
    *, agency: Agency, version: int, changes: dict[str, Any], reason: str, by: User
) -> IdentityRequest:
    """Correct the spelling of a verified agency's name or city, and return what was corrected, as a row among the requests.

    ``changes`` has ``name``, ``city`` or both; TypeError for any other. NotAllowed for one who isn't a reviewer or has a
    tie to the agency. Stale when the agency has moved on from ``version``. Refused without a reason, when nothing
    differs, and when it would be another name rather than another spelling, which the agency requests itself.
    In order: writes the agency and its verified name, keeps the misspelled name, writes the row, records it, posts an
    email to each lead and signatory.
    """
    _only(changes, SPELLED)
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.IDENTITY_DECIDE, locked)
        if not locked.is_verified:
            raise Refused(_("This agency isn't verified yet. Ask its coordinator to change this."))
        require_version(locked, version)
        before, after = _differing(locked, changes)
        for name, value in after.items():
            if similarity(before[name], value) < NEAR:
                raise Refused(
                    _("This is another name, not another spelling. The agency requests it."), field=name
                )
        _become(locked, after, is_misspelling=True)
        request = IdentityRequest.objects.create(
            agency=locked,
            state=State.CORRECTED,
            before=before,
            after=after,
            reason=_said(reason),
            requested_by=by,
            decided_by=by,
            decided_at=timezone.now(),
        )
        _record_and_tell("identity_corrected", request, by=by)
        return request


def _only(changes: dict[str, Any], allowed: frozenset[str]) -> None:
    if unknown := sorted(set(changes) - allowed):
        raise TypeError(f"Not fields that can be changed here: {', '.join(unknown)}")


def _said(text: str, *, field: str = "reason") -> str:
    if not text.strip():
        raise Refused(_("Enter a reason."), field=field)
    return text.strip()


def _differing(agency: Agency, changes: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The values of the fields that would change, before and after."""
    after = {name: value for name, value in tidied(changes).items() if getattr(agency, name) != value}
    if not after:
        raise Refused(_("Nothing differs from what is recorded."))
    return {name: getattr(agency, name) for name in after}, after


def _set(agency: Agency, values: dict[str, str]) -> None:
    for name, value in values.items():
        setattr(agency, name, value)


def _become(agency: Agency, values: dict[str, str], *, is_misspelling: bool) -> None:
    """Write the locked agency with these values as decided, and keep the name that it had."""
    former = agency.name
    for name in SPELLED & values.keys():
        if letters := missing_glyphs(values[name]):
            words = _("The font of certificates lacks %(letters)s. Agree on a spelling with the agency.")
            raise Refused(words % {"letters": ", ".join(map(named, letters))}, field=name)
    _set(agency, values)
    ori_is_free(agency)
    agency.verified_name = agency.name
    agency.version += 1
    save_unless_ori_is_taken(agency)
    if agency.name != former:
        FormerName.objects.update_or_create(
            agency=agency,
            name=former,
            defaults={"until_on": timezone.localdate(), "is_misspelling": is_misspelling},
        )


def _lock(request: IdentityRequest) -> IdentityRequest:
    """The request as it now is, locked, with its agency locked before it."""
    agency = lock_agency(request.agency_id)
    locked = IdentityRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    locked.agency = agency
    return locked


def _still_waits(request: IdentityRequest) -> None:
    if request.state == State.WAITING:
        return
    if request.decided_by is None or request.decided_at is None:
        raise Conflict(_("The agency has withdrawn this request."))
    raise Conflict(
        _("%(who)s decided on this request on %(day)s: %(decision)s.")
        % {
            "who": request.decided_by,
            "day": date_format(timezone.localtime(request.decided_at), "DATE_FORMAT"),
            "decision": request.get_state_display(),
        }
    )


def _decide(request: IdentityRequest, state: str, answer: str, *, by: User) -> IdentityRequest:
    request.state = state
    request.answer = answer
    request.decided_by = by
    request.decided_at = timezone.now()
    save_next(request, "state", "answer", "decided_by", "decided_at")
    _record_and_tell(f"identity_{state}", request, by=by)
    return request


def _record(verb: str, request: IdentityRequest, *, by: User) -> trail.Entry:
    return trail.record(
        f"agencies.{verb}",
        by=by,
        subject=request,
        agency=request.agency,
        details={"fields": sorted(request.after)},
    )


def _record_and_tell(verb: str, request: IdentityRequest, *, by: User) -> None:
    entry = _record(verb, request, by=by)
    told = queries.speakers(request.agency)
    post_to_each(f"agencies.{verb}", told, key=entry.pk, request_id=request.pk)
