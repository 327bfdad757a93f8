"""The signed copy of the letter: attached any time before the decision, and asked for where it is missing."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from common.problems import Conflict, NotAllowed
from files.store import keep_bytes
from outbox.dispatch import deliver_due
from pledges import actions
from pledges.models import Completion
from rehearsal import samples
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory, member, ready_draft, with_letter
from tests.clients import client_of
from tests.trail import verbs

pytestmark = pytest.mark.django_db
ATTACH = "completion/signed-letter/attach/"


def _submitted() -> tuple[Completion, Any]:
    draft = ready_draft(PledgeFactory())
    lead = member(draft.agency, "lead")
    return actions.submit(completion=draft, version=draft.version, attested=True, by=lead), lead


def _copy(content: bytes = b"%PDF-1.7 signed\n%%EOF\n") -> Any:
    return keep_bytes(content, media_type="application/pdf")


def test_a_signed_letter_is_attached_while_the_completion_waits() -> None:
    sent, lead = _submitted()
    before = (sent.facts, sent.particulars, sent.submission_digest)
    done = actions.attach_signed_letter(completion=sent, file=_copy(), name="signed.pdf", by=lead)
    assert (done.signed_letter_name, done.state, done.signed_an_earlier_letter) == (
        "signed.pdf",
        "submitted",
        False,
    )
    assert (done.facts, done.particulars, done.submission_digest) == before
    assert verbs()[-1] == "pledges.signed_letter_attached"


def test_a_signed_letter_is_attached_to_a_draft_and_named_as_old_when_the_letter_is_made_again() -> None:
    draft = ready_draft(PledgeFactory())
    editor = member(draft.agency, "editor")
    done = actions.attach_signed_letter(completion=draft, file=_copy(), name="signed.pdf", by=editor)
    assert not done.signed_an_earlier_letter
    done.agency.head_name = "Robin Hale"
    done.agency.save()
    assert with_letter(done).signed_an_earlier_letter


@pytest.mark.parametrize("state", ["approved", "returned", "recalled"])
def test_what_was_decided_takes_no_signed_letter_any_more(state: str) -> None:
    sent, lead = _submitted()
    Completion.objects.update(state=state)
    with pytest.raises(Conflict):
        actions.attach_signed_letter(completion=sent, file=_copy(), name="signed.pdf", by=lead)
    assert Completion.objects.get().signed_letter is None


@pytest.mark.parametrize("role", ["viewer", None])
def test_only_those_who_write_for_the_agency_attach_it(role: str | None) -> None:
    sent, _lead = _submitted()
    other = member(sent.agency, role) if role else member(PledgeFactory().agency, "lead")
    with pytest.raises(NotAllowed):
        actions.attach_signed_letter(completion=sent, file=_copy(), name="signed.pdf", by=other)


def test_the_page_takes_a_photo_of_it_after_submitting() -> None:
    _sent, lead = _submitted()
    client = client_of(lead)
    assert "Attach the signed letter" in client.get("completion/").content.decode()
    photo = SimpleUploadedFile("signed.png", samples.picture("PNG"), content_type="image/png")
    assert client.post(ATTACH, {"signed_letter": photo})["Location"] == client.at("completion/")
    assert Completion.objects.get().signed_letter_name == "signed.png"
    assert client.post(ATTACH, {}).status_code == 200


def test_a_reviewer_asks_for_it_and_the_agency_is_told_where_to_attach_it() -> None:
    sent, lead = _submitted()
    reviewer = ReviewerFactory.create()
    desk = client_of(reviewer)
    address = f"/desk/completions/{sent.public_id}/"
    assert "Ask for the signed letter" in desk.get(address).content.decode()
    assert desk.post(f"{address}ask-signed-letter/").status_code == 302
    deliver_due()
    assert "Please attach the signed letter" in mail.outbox[-1].subject
    assert "Attach the signed letter" in client_of(lead).get("").content.decode()
    assert "The agency was asked for it on" in desk.get(address).content.decode()

    actions.attach_signed_letter(completion=sent, file=_copy(), name="signed.pdf", by=lead)
    assert "Ask for the signed letter" not in desk.get(address).content.decode()
    with pytest.raises(Conflict, match="has attached the signed letter"):
        actions.ask_for_signed_letter(completion=sent, by=reviewer)


def test_the_email_is_not_sent_once_the_letter_is_there() -> None:
    sent, lead = _submitted()
    deliver_due()
    actions.ask_for_signed_letter(completion=sent, by=ReviewerFactory.create())
    actions.attach_signed_letter(completion=sent, file=_copy(), name="signed.pdf", by=lead)
    mail.outbox.clear()
    deliver_due()
    assert mail.outbox == []


def test_nobody_of_the_agency_asks_for_it() -> None:
    sent, lead = _submitted()
    with pytest.raises(NotAllowed):
        actions.ask_for_signed_letter(completion=sent, by=lead)
