"""From the draft of the completion to the IACP's decision."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies import actions as agencies
from agencies.models import Agency
from agencies.permissions import Capability, require
from agencies.time_zones import today_of
from audit.seals import DETAIL
from audit.versions import require_version, save_next
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, Refused
from compliance.editions import edition_by_code
from files.models import StoredFile
from pledges import checklist, evidence, messages, permissions, queries
from pledges.actions.certification import CERTIFIED_DAYS, keep_statuses
from pledges.actions.practices import (
    OF_PRACTICE,
    OWN,
    Finding,
    decide_practices,
    freeze_practices,
    practice_rows,
    reopen,
    write_practices,
)
from pledges.actions.rows import (
    lock_completion,
    lock_pledge,
    move,
    move_back,
    record,
    tell_agency,
)
from pledges.lifecycle import PREPARING, Transition
from pledges.models import Completion, Pledge
from pledges.particulars import digest
from pledges.seals import digest_of
from training import actions as training


class NotReady(Refused):
    """The completion can't be submitted yet; ``items`` says what is missing, each with the page that fixes it."""

    def __init__(self, items: tuple[checklist.Item, ...]) -> None:
        named = " ".join(item.text or item.label for item in items)
        super().__init__(_("This can't be submitted yet. %(missing)s") % {"missing": named})
        self.items = items


def save_draft(*, pledge: Pledge, version: int, changes: dict[str, Any], by: User) -> Completion:
    """Write the statements, the answers and who signs, and return the draft; the first saving makes it.

    ``changes`` has fields of OWN, and ``<practice>_<field>`` with fields of OF_PRACTICE for practices of the pledge's edition;
    TypeError for any other. ``version`` is the one that the form was opened with, 0
    when there was no draft yet: Conflict, saying who saved and when, when it has moved on, and when the pledge isn't on
    its way. Nothing is written when nothing differs. In order: writes it, records which fields changed.
    """
    practices = [one.key for one in edition_by_code(pledge.edition).practices]
    of_practice = {f"{key}_{column}": (key, column) for key in practices for column in OF_PRACTICE}
    if unknown := sorted(set(changes) - {*OWN, *of_practice}):
        raise TypeError(f"Not fields of a draft: {', '.join(unknown)}")
    with transaction.atomic():
        locked = lock_pledge(pledge)
        require(by, Capability.COMPLETION_DRAFT, locked.agency)
        if locked.lifecycle_state not in PREPARING:
            raise Conflict(messages.transition_closed(locked.lifecycle_state))
        draft = _locked_draft(locked)
        if draft is None:
            draft = Completion(pledge=locked, agency=locked.agency, version=0)
        require_version(draft, version)
        rows = practice_rows(draft, practices)
        before = {name: getattr(draft, name) for name in OWN}
        before |= {name: getattr(rows[key], column) for name, (key, column) in of_practice.items()}
        changed = {name for name in changes if before[name] != changes[name]}
        own = [name for name in OWN if name in changed]
        for name in own:
            setattr(draft, name, changes[name])
        if draft.pk is None:
            draft.version = 1
            draft.save()
        elif changed:
            save_next(draft, *(own or ["updated_at"]))
        else:
            return draft
        for name in changed - set(own):
            key, column = of_practice[name]
            setattr(rows[key], column, changes[name])
        write_practices(draft, rows.values(), OF_PRACTICE)
        record("draft_saved", locked, by=by, subject=draft, fields=sorted(changed))
        return draft


@open_to(OpenTo.PART)
def attach_letter(*, completion: Completion, file: StoredFile, digest: str) -> Completion:
    """Keep the letter that was rendered, with the digest of what it says (`queries.letter_basis_digest`).

    Called by the worker, maybe twice. A letter that comes too late, when the completion isn't a draft any more, is left
    aside. In order: writes it, records it.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        if locked.state != Completion.State.DRAFT:
            return locked
        if locked.letter_id == file.pk and locked.letter_digest == digest:
            return locked
        locked.letter = file
        locked.letter_digest = digest
        save_next(locked, "letter", "letter_digest")
        record("letter_made", locked.pledge, by=None, subject=locked, sha256=file.sha256)
        return locked


def submit(
    *,
    completion: Completion,
    version: int,
    attested: bool,
    by: User,
    signed_letter: StoredFile | None = None,
    signed_letter_name: str = "",
) -> Completion:
    """Send the completion to the IACP, and return it, frozen.

    Judged are the records of this moment, with the evidence locked: NotReady, naming everything that is missing, unless
    every practice is met and the letter is whole, current and signed by command staff. Refused without the attestation.
    What the IACP returned must be answered. Conflict when the draft has moved on from ``version``. In order: locks the
    evidence, freezes facts, report and particulars, writes completion and pledge, keeps what each practice stands on and the
    copies of its evidence, records it, posts a receipt to each lead and signatory.
    """
    with transaction.atomic():
        locked = lock_completion(completion)
        permissions.require(Transition.SUBMIT, by=by, agency=locked.agency)
        if not attested:
            raise Refused(
                _("Confirm that what you submit is true to the best of your knowledge."), field="attested"
            )
        pledge = locked.pledge
        move(pledge, Transition.SUBMIT)
        if locked.state != Completion.State.DRAFT:
            raise Conflict(_("This completion was already submitted."))
        require_version(locked, version)
        now = timezone.now()
        _lock_evidence(pledge.agency, now)
        assessment = queries.assessment_of(pledge, today_of(pledge.agency, now))
        missing = checklist.missing(locked, assessment)
        particulars = queries.particulars_to_submit(locked, assessment)
        if missing or assessment.facts is None or assessment.report is None or particulars is None:
            raise NotReady(missing)
        locked.facts = assessment.facts.to_data()
        locked.report = assessment.report.to_data()
        locked.particulars = particulars.to_data()
        locked.submission_digest = digest(assessment.facts, particulars)
        locked.state = Completion.State.SUBMITTED
        locked.submitted_at = now
        locked.submitted_by = by
        fields = ["facts", "report", "particulars", "submission_digest"]
        fields += ["state", "submitted_at", "submitted_by"]
        if signed_letter is not None:
            locked.signed_letter = signed_letter
            locked.signed_letter_name = signed_letter_name
            locked.signed_letter_digest = locked.letter_digest
            fields += ["signed_letter", "signed_letter_name", "signed_letter_digest"]
        save_next(locked, *fields)
        save_next(pledge, "state")
        rows = freeze_practices(locked, assessment)
        entry = record(
            "submitted",
            pledge,
            by=by,
            subject=locked,
            edition=pledge.edition,
            changed=sorted(row.practice for row in rows if row.is_changed),
            still_verified=sorted(row.practice for row in rows if row.finding == Finding.VERIFIED),
            sworn=assessment.report.sworn,
            letter=locked.letter.sha256 if locked.letter else None,
            sha256=locked.submission_digest,
            **{DETAIL: digest_of(locked)},
        )
        tell_agency("submitted", pledge, entry)
        return locked


def recall(*, completion: Completion, by: User) -> Completion:
    """Take a submitted completion back before the IACP decides, and return the new draft, the same in every word.

    In order: writes completion and pledge, writes the new draft, unlocks the evidence, records it.
    """
    with transaction.atomic():
        locked = _submitted(completion, Transition.RECALL, by)
        move_back(locked.pledge, locked)
        locked.state = Completion.State.RECALLED
        save_next(locked, "state")
        save_next(locked.pledge, "state")
        draft = reopen(locked, follows=locked.follows)
        _unlock_evidence(locked.agency)
        record("recalled", locked.pledge, by=by, subject=locked)
        return draft


def send_back(
    *,
    completion: Completion,
    by: User,
    reasons: str = "",
    practices: dict[str, str] | None = None,
    verified: Collection[str] = (),
    found_by: User | None = None,
) -> Completion:
    """Return a submitted completion to the agency, and return it; called by the reviewer's own action.

    ``reasons`` and ``practices`` (a text a practice) are what the agency is told and has to answer; practices of
    ``verified`` stay verified in the next submission unless they change; ``found_by`` is who found
    so, when not ``by``. In order: writes completion and pledge and what
    was found of each practice, writes a new draft with the same words that follows it, unlocks the evidence, records it. The
    email is the caller's.
    """
    with transaction.atomic():
        locked = _submitted(completion, Transition.SEND_BACK, by)
        texts = {key: text.strip() for key, text in (practices or {}).items() if text.strip()}
        locked.state = Completion.State.RETURNED
        locked.decided_at = timezone.now()
        locked.told = reasons.strip()
        save_next(locked, "state", "decided_at", "told")
        save_next(locked.pledge, "state")
        rows = decide_practices(
            locked, verified=set(verified) - set(texts), returned=texts, by=found_by or by
        )
        reopen(locked, follows=locked)
        _unlock_evidence(locked.agency)
        found = {row.practice: row.finding for row in rows}
        record(
            "returned",
            locked.pledge,
            by=by,
            subject=locked,
            returned=sorted(key for key in found if found[key] == Finding.RETURNED),
            verified=sorted(key for key in found if found[key] == Finding.VERIFIED),
        )
        return locked


def complete(
    *, completion: Completion, by: User, remarks: str = "", found_by: User | None = None
) -> Completion:
    """Approve a submitted completion: the pledge is COMPLETED, with today's date. Called by the reviewer's own action.

    The certificate stands on what was frozen, so the evidence is opened for the agency to keep up to date; that of a
    completion from before particulars were frozen stays locked. ``found_by`` is who verified, when not
    ``by``. In order: writes completion and pledge with what the agency
    is told, every practice as verified, keeps the frozen number of sworn officers as the one decided on, unlocks the
    evidence, records it. Papers and email are the caller's.
    """
    with transaction.atomic():
        locked = _submitted(completion, Transition.APPROVE, by)
        now = timezone.now()
        locked.state = Completion.State.APPROVED
        locked.decided_at = now
        locked.told = remarks.strip()
        keep_statuses(locked.pledge)
        locked.pledge.completed_on = today_of(locked.agency, now)
        locked.pledge.reinstated_on = None
        save_next(locked, "state", "decided_at", "told")
        save_next(locked.pledge, "state", *CERTIFIED_DAYS)
        asked = {one.key for one in edition_by_code(locked.pledge.edition).practices}
        decide_practices(locked, verified=asked, returned={}, by=found_by or by)
        report = queries.frozen_assessment(locked).report
        agencies.settle(agency=locked.agency, sworn=report.sworn if report is not None else None)
        if locked.particulars is not None:
            _unlock_evidence(locked.agency)
        record("completed", locked.pledge, by=by, subject=locked)
        return locked


@open_to(OpenTo.PART)
def close_open(pledge: Pledge) -> None:
    """End what is open when a pledge ends: a submitted completion counts as recalled, and the evidence is free again.

    The pledge is locked by the caller; a draft stays, for an agency that comes back.
    """
    open_one = Completion.objects.select_for_update(of=("self",)).filter(
        pledge=pledge, state=Completion.State.SUBMITTED
    )
    for completion in open_one:
        completion.state = Completion.State.RECALLED
        save_next(completion, "state")
        _unlock_evidence(pledge.agency)


def _submitted(completion: Completion, transition: Transition, by: User) -> Completion:
    locked = lock_completion(completion)
    permissions.require(transition, by=by, agency=locked.agency)
    move(locked.pledge, transition)
    if locked.state != Completion.State.SUBMITTED:
        raise Conflict(_("This completion is no longer waiting for the IACP."))
    return locked


def _locked_draft(pledge: Pledge) -> Completion | None:
    return (
        Completion.objects.select_for_update(of=("self",))
        .filter(pledge=pledge, state=Completion.State.DRAFT)
        .first()
    )


def _lock_evidence(agency: Agency, at: datetime) -> None:
    evidence.lock(agency=agency, at=at)
    training.lock(agency=agency, at=at)


def _unlock_evidence(agency: Agency) -> None:
    evidence.unlock(agency=agency)
    training.unlock(agency=agency)
