"""Letters, certificates and signatures."""

from django.utils import timezone

from documents import actions, signing
from documents.models import SIGNING_LINK, Document, SigningRequest
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.documents import ISSUED_ON, issued
from rehearsal.factories.pledges import submitted
from tests.actions.stage import Arguments, Scene, row


def approved(s: Scene) -> Completion:
    """A completion whose papers aren't issued yet."""
    pledge = s.pledge(State.COMPLETED, completed_on=ISSUED_ON)
    return submitted(pledge, state="approved", decided_at=timezone.now())


def _certificate(s: Scene) -> Document:
    return issued(approved(s)).certificate


def _made(s: Scene) -> Completion:
    """A draft whose letter is made."""
    draft = s.draft()
    actions.render(actions.request_letter(completion=draft, by=s.lead).pk)
    draft.refresh_from_db()
    return draft


def _sent(s: Scene, *, submits: bool = False) -> SigningRequest:
    return actions.send_for_signature(
        completion=_made(s), email="chief@example.net", submits=submits, by=s.lead
    )


@row(
    actions.issue,
    "documents.certificate_asked_for: new Document",
    "documents.acknowledgment_asked_for: new Document",
    "> documents.render ×2",
)
def _issue(s: Scene) -> Arguments:
    return {"completion": approved(s), "by": s.reviewer, "on": ISSUED_ON}


@row(
    actions.reissue,
    "documents.certificate_asked_for: new Document",
    "documents.acknowledgment_asked_for: new Document",
    "documents.certificate_reissued: new Document",
    "> documents.render ×2",
)
def _reissue(s: Scene) -> Arguments:
    return {"certificate": _certificate(s), "reason": "A misspelled name.", "by": s.reviewer}


@row(
    actions.revoke,
    "pledges.revoked: its Completion",
    "documents.certificate_revoked: certificate",
    "> documents.certificate_revoked",
)
def _revoke(s: Scene) -> Arguments:
    return {"certificate": _certificate(s), "reason": "A mistake.", "by": s.reviewer}


@row(
    actions.reinstate,
    "pledges.recertified: its Completion",
    "documents.certificate_asked_for: new Document",
    "documents.acknowledgment_asked_for: new Document",
    "documents.certificate_reinstated: new Document",
    "> documents.render ×2",
)
def _reinstate(s: Scene) -> Arguments:
    certificate = _certificate(s)
    actions.revoke(certificate=certificate, reason="A mistake.", by=s.reviewer)
    return {"certificate": certificate, "reason": "No mistake after all.", "by": s.reviewer}


@row(actions.request_council_paper, "documents.council_asked_for: new Document", "> documents.render")
def _request_council_paper(s: Scene) -> Arguments:
    _certificate(s)
    return {"agency": s.agency, "by": s.lead}


@row(
    actions.request_letter,
    "documents.failed: its Document",
    "documents.letter_asked_for: new Document",
    "> documents.render",
)
def _request_letter(s: Scene) -> Arguments:
    """The letter asked for again, after something changed: the first, which isn't made yet, is given up."""
    draft = s.draft()
    actions.request_letter(completion=draft, by=s.lead)
    draft.signatory_name = "Robin Hale"
    draft.save(update_fields=["signatory_name"])
    return {"completion": draft, "by": s.lead}


@row(actions.render, "documents.letter_issued: its Document", "pledges.letter_made: its Completion")
def _render(s: Scene) -> Arguments:
    return {"document_id": actions.request_letter(completion=s.draft(), by=s.lead).pk}


@row(actions.give_up, "documents.failed: its Document")
def _give_up(s: Scene) -> Arguments:
    return {"document_id": actions.request_letter(completion=s.draft(), by=s.lead).pk}


@row(actions.issue_return, "documents.return_letter_asked_for: new Document", "> documents.render")
def _issue_return(s: Scene) -> Arguments:
    completion = submitted(
        s.pledge(State.RETURNED), state="returned", told="Say more.", decided_at=timezone.now()
    )
    return {"completion": completion, "by": s.reviewer, "on": ISSUED_ON}


@row(actions.void, "documents.voided: its Document")
def _void(s: Scene) -> Arguments:
    arguments = _issue_return(s)
    actions.issue_return(**arguments)
    return {"completion": arguments["completion"], "by": s.reviewer}


@row(
    actions.send_for_signature,
    "documents.signing_revoked: its SigningRequest",
    "documents.sent_for_signature: new SigningRequest",
    "> documents.sign",
)
def _send_for_signature(s: Scene) -> Arguments:
    return {"completion": _sent(s).completion, "email": "sheriff@example.net", "by": s.lead}


@row(actions.revoke_signing, "documents.signing_revoked: request")
def _revoke_signing(s: Scene) -> Arguments:
    return {"request": _sent(s), "by": s.lead}


@row(
    actions.sign,
    "documents.signed: its SigningRequest",
    "documents.signed_letter_asked_for: new Document",
    "> documents.render",
    "> documents.letter_signed",
)
def _sign(s: Scene) -> Arguments:
    request = _sent(s)
    return {
        "token": SIGNING_LINK.token(request.public_id), "name": request.completion.signatory_name,
        "read": signing.content_sha256(request.letter),
    }  # fmt: skip
