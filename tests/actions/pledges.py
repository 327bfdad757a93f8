"""A pledge's way, from the form to its end."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from common.models import opaque_code
from compliance.editions import EDITIONS
from files.models import StoredFile
from pledges import actions
from pledges.lifecycle import State
from pledges.models import ANSWER_LINK, CONFIRM_LINK, Completion
from rehearsal.factories.documents import ISSUED_ON, issued
from rehearsal.factories.files import stored_file
from rehearsal.factories.pledges import COMMITMENTS, submitted
from tests.actions.stage import Arguments, Scene, now, row

COORDINATOR = actions.Coordinator(name="Robin Hale", email="robin@example.org", title="Lieutenant")


def _far() -> date:
    return timezone.localdate() + timedelta(days=900)


def _certified(s: Scene) -> Completion:
    pledge = s.pledge(State.COMPLETED, completed_on=ISSUED_ON)
    completion = submitted(pledge, state="approved", decided_at=timezone.now())
    issued(completion)
    return completion


@row(actions.revoke, "pledges.revoked: completion")
def _revoke(s: Scene) -> Arguments:
    return {"completion": _certified(s), "by": s.reviewer}


@row(actions.recertify, "pledges.recertified: completion")
def _recertify(s: Scene) -> Arguments:
    completion = _certified(s)
    actions.revoke(completion=completion, by=s.reviewer)
    return {"completion": completion, "by": s.reviewer}


@row(actions.take_back, "pledges.taken_back: completion")
def _take_back(s: Scene) -> Arguments:
    completion = s.submitted()
    before = actions.what_stood(completion)
    completion = actions.complete(completion=completion, by=s.reviewer)
    return {"completion": completion, "before": before, "by": s.reviewer}


@row(actions.save_draft, "pledges.draft_saved: its Completion")
def _save_draft(s: Scene) -> Arguments:
    draft = s.draft()
    changes = {"signatory_name": "Robin Hale", "policy_statement": "In other words."}
    return {"pledge": draft.pledge, "version": draft.version, "changes": changes, "by": s.lead}


@row(actions.submit, "pledges.submitted: completion", "> pledges.submitted")
def _submit(s: Scene) -> Arguments:
    draft = s.ready()
    return {"completion": draft, "version": draft.version, "attested": True, "by": s.lead}


@row(actions.recall, "pledges.recalled: completion")
def _recall(s: Scene) -> Arguments:
    return {"completion": s.submitted(), "by": s.lead}


@row(actions.send_back, "pledges.returned: completion")
def _send_back(s: Scene) -> Arguments:
    return {"completion": s.submitted(), "practices": {"policy": "Which order?"}, "by": s.reviewer}


@row(actions.complete, "pledges.completed: completion")
def _complete(s: Scene) -> Arguments:
    return {"completion": s.submitted(), "by": s.reviewer}


@row(actions.extend, "pledges.extended: pledge", "> pledges.extended")
def _extend(s: Scene) -> Arguments:
    return {"pledge": s.pledge(), "until": _far(), "reason": "A new chief.", "by": s.reviewer}


@row(actions.withdraw, "pledges.withdrawn: pledge", "> pledges.withdrawn")
def _withdraw(s: Scene) -> Arguments:
    return {"pledge": s.submitted().pledge, "by": s.administrator}


@row(actions.lapse, "pledges.lapsed: pledge", "> pledges.lapsed")
def _lapse(s: Scene) -> Arguments:
    return {"pledge": s.pledge(pledged_on=date(2018, 1, 1)), "by": s.reviewer}


@row(actions.reinstate, "pledges.reinstated: pledge", "> pledges.reinstated")
def _reinstate(s: Scene) -> Arguments:
    pledge = s.pledge(State.LAPSED, pledged_on=date(2018, 1, 1), ended_on=date(2025, 1, 1))
    return {"pledge": pledge, "until": _far(), "reason": "A new chief.", "by": s.reviewer}


@row(actions.adopt_edition, "pledges.edition_adopted: pledge")
def _adopt_edition(s: Scene) -> Arguments:
    oldest, newest = min(EDITIONS.values(), key=_since), max(EDITIONS.values(), key=_since)
    return {"pledge": s.pledge(edition=oldest.code), "edition": newest.code, "by": s.lead}


def _since(edition: Any) -> date:
    since: date = edition.in_force_from
    return since


@row(
    actions.take,
    "agencies.registered: new Agency, of the new one",
    "pledges.taken: new Pledge, of the new one",
    "> pledges.confirmation",
)
def _take(s: Scene) -> Arguments:
    agency = {
        "name": f"{s.name} PD",
        "kind": "municipal",
        "country": "US",
        "region": "US-GA",
        "city": "Macon",
    }
    arguments = {
        "agency": agency, "coordinator": COORDINATOR, "commitments": list(COMMITMENTS), "authority_confirmed": True,
        "form_key": opaque_code(),
    }  # fmt: skip
    if not s.mine:
        actions.take(**arguments)
    return arguments


@row(actions.pledge_again, "pledges.taken_again: new Pledge")
def _pledge_again(s: Scene) -> Arguments:
    s.pledge(State.WITHDRAWN)
    return {"agency": s.agency, "commitments": list(COMMITMENTS), "authority_confirmed": True, "by": s.lead}


@row(actions.send_confirmation_again, "pledges.confirmation_sent_again: pledge", "> pledges.confirmation")
def _send_confirmation_again(s: Scene) -> Arguments:
    return {"pledge": s.pledge(State.RECEIVED, confirmed_at=None), "by": s.reviewer}


@row(actions.confirm, "agencies.admitted: agency", "pledges.confirmed: its Pledge")
def _confirm(s: Scene) -> Arguments:
    s.agency.is_provisional = True
    s.agency.save(update_fields=["is_provisional"])
    return {"token": CONFIRM_LINK.token(s.pledge(State.RECEIVED, confirmed_at=None).link_name)}


@row(actions.query, "pledges.queried: pledge", "> pledges.question")
def _query(s: Scene) -> Arguments:
    return {"pledge": s.pledge(State.CONFIRMED), "question": "Who heads the agency?", "by": s.reviewer}


@row(actions.answer, "agencies.profile_changed: agency", "pledges.answered: its Pledge")
def _answer(s: Scene) -> Arguments:
    pledge = s.pledge(State.QUERIED)
    return {
        "token": ANSWER_LINK.token(pledge.link_name), "agency": {"city": "Macon"}, "coordinator": COORDINATOR,
        "text": "The chief does.",
    }  # fmt: skip


@row(actions.verify, "pledges.verified: pledge", "agencies.invited: new Invitation", "> agencies.invitation")
def _verify(s: Scene) -> Arguments:
    return {"pledge": s.pledge(State.CONFIRMED), "by": s.reviewer}


@row(actions.close, "pledges.closed: pledge", "agencies.ori_released: agency", "> pledges.closed")
def _close(s: Scene) -> Arguments:
    s.agency.ori = f"GA0{s.agency.pk:06}"
    s.agency.save(update_fields=["ori"])
    return {"pledge": s.pledge(State.CONFIRMED), "reason": "A duplicate.", "by": s.reviewer}


@row(actions.expire_unconfirmed, "pledges.expired: its Pledge")
def _expire_unconfirmed(s: Scene) -> Arguments:
    until = now() + timedelta(days=-1 if s.mine else 1)
    s.pledge(State.RECEIVED, confirmed_at=None, confirm_until=until)
    return {"now": now()}


@row(actions.attach_signed_letter, "pledges.signed_letter_attached: completion")
def _attach_signed_letter(s: Scene) -> Arguments:
    return {"completion": s.ready(), "file": _file(s), "name": "signed.pdf", "by": s.lead}


def _file(s: Scene) -> StoredFile:
    return stored_file(b"%PDF-1.7\n%" + s.name.encode() + b"\n%%EOF\n")


@row(
    actions.ask_for_signed_letter, "pledges.signed_letter_asked: completion", "> pledges.signed_letter_asked"
)
def _ask_for_signed_letter(s: Scene) -> Arguments:
    return {"completion": s.submitted(), "by": s.reviewer}


@row(actions.release_reminders, "pledges.reminders_released: pledge")
def _release_reminders(s: Scene) -> Arguments:
    return {"pledge": s.pledge(pledged_on=date(2018, 1, 1), reminders_held=True), "by": s.reviewer}


@row(actions.confirm_record, "pledges.record_confirmed: pledge")
def _confirm_record(s: Scene) -> Arguments:
    pledge = s.pledge(
        State.COMPLETED, completed_on=date(2020, 6, 1), is_from_files=True, is_certified_on_file=True
    )
    return {"pledge": pledge, "by": s.lead}
