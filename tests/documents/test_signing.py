"""The letter sent for signature: who may send it, what the link does and for how long, and what a signature counts for."""

import io
from base64 import b64encode
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from agencies import ties
from agencies.models import Agency, Membership
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from documents import actions, signing
from documents.models import SIGNING_LINK, Document, SigningRequest
from files.store import read
from outbox.dispatch import deliver_due
from partnerships.models import Partnership
from pledges import actions as pledges
from pledges import queries
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.documents import letter_draft
from rehearsal.factories.pledges import member
from rehearsal.samples import pdf
from tests.clients import AgencyClient as Client
from tests.documents.reading import text_of
from tests.trail import verbs

pytestmark = pytest.mark.django_db
NAME = "Jordan Ellis"
CHIEF = "chief@example.net"


def made() -> tuple[Completion, User]:
    """A draft whose letter is made, and the agency's lead."""
    draft, lead = letter_draft()
    actions.render(actions.request_letter(completion=draft, by=lead).pk)
    draft.refresh_from_db()
    return draft, lead


def sent(*, submits: bool = False) -> tuple[SigningRequest, Completion, User]:
    draft, lead = made()
    request = actions.send_for_signature(completion=draft, email=CHIEF, submits=submits, by=lead)
    return request, draft, lead


def token_of(request: SigningRequest) -> str:
    return SIGNING_LINK.token(request.public_id)


def path_of(request: SigningRequest) -> str:
    return reverse("documents:sign", args=[token_of(request)])


def sign(request: SigningRequest, **changes: Any) -> SigningRequest:
    values = {"token": token_of(request), "name": NAME, "read": signing.content_sha256(request.letter)}
    return actions.sign(**values | changes)


def form(request: SigningRequest, **changes: Any) -> dict[str, Any]:
    return {"read": signing.content_sha256(request.letter), "name": NAME, "confirmed": "on"} | changes


def drawn() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (600, 180), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def change_something(draft: Completion) -> None:
    Partnership.objects.filter(agency=draft.agency).update(
        nature="Clinicians ride along on five evenings a week."
    )


def standing(draft: Completion) -> signing.Signing:
    found = Completion.objects.select_related("pledge__agency", "agency").get(pk=draft.pk)
    return signing.signing_of(found, at=timezone.now(), is_current=queries.letter_is_current(found))


def test_email_has_the_link_and_no_strangers_words() -> None:
    request, draft, _lead = sent()
    Agency.objects.filter(pk=draft.agency_id).update(name="Zanzi", verified_name="")
    Completion.objects.filter(pk=draft.pk).update(signatory_name="Zanzi")

    deliver_due()

    (message,) = [one for one in mail.outbox if one.to == [CHIEF]]
    assert path_of(request) in str(message.body)
    assert "Zanzi" not in str(message.body) + message.subject


def test_page_shows_the_letter_and_uses_nothing_up() -> None:
    request, draft, _lead = sent()
    client = Client()

    pages = [client.get(path_of(request)), client.head(path_of(request)), client.get(path_of(request))]
    letter = client.get(reverse("documents:sign_letter", args=[token_of(request)]))

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert draft.agency.name in pages[0].content.decode()
    assert f"This letter is for {draft.signatory_name}" in pages[0].content.decode()
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")
    request.refresh_from_db()
    assert request.signed_at is None


def test_typed_name_signs_what_was_read_and_the_signed_letter_is_kept() -> None:
    request, draft, _lead = sent()
    before = len(verbs())

    answer = Client().post(path_of(request), form(request))
    deliver_due()

    request.refresh_from_db()
    draft.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, reverse("documents:sign_thanks"))
    assert (request.method, request.signed_name, request.content_sha256) == (
        "typed",
        NAME,
        signing.content_sha256(request.letter),
    )
    assert draft.signed_letter is not None
    assert draft.signed_letter_digest == draft.letter_digest
    assert draft.signed_letter_name.endswith(f"completion letter {request.letter.number}, signed.pdf")
    assert f"Signed online by {NAME}" in " ".join(text_of(read(draft.signed_letter)).split())
    assert verbs()[before:] == [
        "documents.signed",
        "documents.signed_letter_asked_for",
        "documents.signed_letter_issued",
        "pledges.signed_letter_attached",
    ]
    details = Entry.objects.get(verb="documents.signed").details
    assert (details["how"], details["content"]) == ("typed", request.content_sha256)


def test_drawn_signature_is_encoded_anew_and_printed() -> None:
    request, draft, _lead = sent()
    drawing = f"data:image/png;base64,{b64encode(drawn()).decode()}"

    Client().post(path_of(request), form(request, drawing=drawing))
    deliver_due()

    request.refresh_from_db()
    draft.refresh_from_db()
    assert request.method == "drawn"
    assert request.picture is not None
    assert read(request.picture) != drawn()
    assert draft.signed_letter is not None
    with pikepdf.open(io.BytesIO(read(draft.signed_letter))) as document:
        assert sum(len(page.get_images()) for page in document.pages) >= 1


@pytest.mark.parametrize(
    "drawing", ["data:image/png;base64,AAAA", "<svg>", "data:image/svg+xml;base64,PHN2Zz4="]
)
def test_drawing_that_is_no_picture_signs_nothing(drawing: str) -> None:
    request, _draft, _lead = sent()

    answer = Client().post(path_of(request), form(request, drawing=drawing))

    request.refresh_from_db()
    assert (answer.status_code, request.signed_at) == (422, None)


def test_scan_becomes_the_signed_copy() -> None:
    request, draft, _lead = sent()
    scan = SimpleUploadedFile("signed.pdf", pdf(), content_type="application/pdf")

    Client().post(path_of(request), form(request, scan=scan))

    request.refresh_from_db()
    draft.refresh_from_db()
    assert (request.method, draft.signed_letter_name) == ("uploaded", "signed.pdf")
    assert not Document.objects.filter(kind=Document.Kind.SIGNED).exists()


@pytest.mark.parametrize(
    "wrong", [{"name": "Lee Lead"}, {"confirmed": ""}, {"name": ""}, {"drawing": "x" * 400_001}]
)
def test_what_is_wrong_or_missing_signs_nothing(wrong: dict[str, str]) -> None:
    request, _draft, _lead = sent()

    answer = Client().post(path_of(request), form(request, **wrong))

    request.refresh_from_db()
    assert (answer.status_code, request.signed_at) == (422, None)


def test_something_else_than_what_was_read_is_not_signed() -> None:
    request, _draft, _lead = sent()

    with pytest.raises(Conflict):
        sign(request, read="0" * 64)


def test_letter_that_changed_since_can_not_be_signed() -> None:
    request, draft, _lead = sent()
    change_something(draft)

    page = Client().get(path_of(request))

    assert page.status_code == 410
    assert "has changed since" in page.content.decode()
    with pytest.raises(Conflict, match="has changed"):
        sign(request)


def test_signature_no_longer_counts_once_the_letter_changes_and_the_page_says_so() -> None:
    request, draft, lead = sent()
    sign(request)
    deliver_due()
    before = standing(draft)
    change_something(draft)
    client = Client()
    client.force_login(lead)

    after, page = standing(draft), client.get("completion/letter/").content.decode()
    actions.render(actions.request_letter(completion=draft, by=lead).pk)
    made_again = standing(draft)
    draft.refresh_from_db()

    assert (before.signed, before.outdated) == (request, None)
    assert (after.signed, after.outdated) == (None, request)
    assert (made_again.signed, made_again.outdated) == (None, request)
    assert "for an earlier letter" in page
    assert draft.signed_an_earlier_letter


@pytest.mark.parametrize("how", ["expired", "revoked", "replaced", "signed", "suspended", "decided"])
def test_link_that_is_over_says_so_and_signs_nothing(how: str) -> None:
    request, draft, lead = sent()
    later = timezone.now() + timedelta(days=15 if how == "expired" else 0)
    if how == "revoked":
        actions.revoke_signing(request=request, by=lead)
    elif how == "replaced":
        actions.send_for_signature(completion=draft, email="other@example.net", by=lead)
    elif how == "signed":
        sign(request)
    elif how == "suspended":
        Agency.objects.filter(pk=draft.agency_id).update(is_suspended=True)
    elif how == "decided":
        Completion.objects.filter(pk=draft.pk).update(state="approved", facts={}, report={})
    signed = SigningRequest.objects.filter(signed_at__isnull=False).count()

    with time_machine.travel(later, tick=False):
        page, letter = Client().get(path_of(request)), Client().get(f"{path_of(request)}letter.pdf")
        posted = Client().post(path_of(request), form(request))

    assert (page.status_code, letter.status_code, posted.status_code) == (410, 404, 410)
    assert SigningRequest.objects.filter(signed_at__isnull=False).count() == signed
    assert Client().get(reverse("documents:sign", args=["a" * 32])).status_code == 404


def test_signing_submits_where_a_lead_agreed_to_it() -> None:
    request, draft, lead = sent(submits=True)

    sign(request)
    deliver_due()

    draft.refresh_from_db()
    assert (draft.state, draft.submitted_by) == ("submitted", lead)
    assert draft.signed_letter_digest == draft.letter_digest
    assert standing(draft).signed == request


def test_signing_submits_nothing_where_nobody_agreed_to_it() -> None:
    request, draft, lead = sent()

    sign(request)
    deliver_due()

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "signed" in [one.subject for one in mail.outbox if one.to == [lead.email]][-1]


def test_signed_letter_is_not_submitted_for_someone_who_may_not_any_more() -> None:
    request, draft, lead = sent(submits=True)
    Membership.objects.filter(user=lead).update(role="editor")

    sign(request)

    draft.refresh_from_db()
    request.refresh_from_db()
    assert (draft.state, request.signed_at is not None) == ("draft", True)


def test_letter_that_was_submitted_unsigned_can_still_be_signed_until_the_decision() -> None:
    draft, lead = made()
    submitted = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)
    request = actions.send_for_signature(completion=submitted, email=CHIEF, by=lead)

    sign(request)
    deliver_due()

    submitted.refresh_from_db()
    assert submitted.signed_letter_digest == submitted.letter_digest


@pytest.mark.parametrize(
    ("role", "sends", "submits"),
    [("lead", True, True), ("signatory", True, True), ("editor", True, False), ("viewer", False, False)],
)
def test_who_may_send_and_who_may_let_it_submit(role: str, sends: bool, submits: bool) -> None:
    draft, _lead = made()
    person = member(draft.agency, Membership.Role(role))

    for wants, may in ((False, sends), (True, submits)):
        try:
            actions.send_for_signature(completion=draft, email=CHIEF, submits=wants, by=person)
        except NotAllowed:
            assert not may
        else:
            assert may


def test_letter_that_is_not_made_or_out_of_date_is_not_sent() -> None:
    draft, lead = letter_draft()
    with pytest.raises(Refused):
        actions.send_for_signature(completion=draft, email=CHIEF, by=lead)
    actions.render(actions.request_letter(completion=draft, by=lead).pk)
    change_something(draft)
    with pytest.raises(Refused):
        actions.send_for_signature(completion=draft, email=CHIEF, by=lead)
    assert not SigningRequest.objects.exists()


def test_button_pressed_twice_sends_one_email_and_sending_again_later_ends_the_first_link() -> None:
    request, draft, lead = sent()

    twice = actions.send_for_signature(completion=draft, email=CHIEF, by=lead)
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        again = actions.send_for_signature(completion=draft, email=CHIEF, by=lead)
        request.refresh_from_db()

    assert twice == request
    assert again != request
    assert request.revoked_at is not None


def test_agency_sends_from_its_page_and_revokes_there() -> None:
    draft, lead = made()
    client = Client()
    client.force_login(lead)

    answer = client.post("completion/letter/signature/", {"email": CHIEF, "submits": "on"})
    request = SigningRequest.objects.get()
    page = client.get("completion/letter/").content.decode()
    client.post(f"completion/letter/signature/{request.public_id}/revoke/")

    request.refresh_from_db()
    assert (answer.status_code, request.submits, request.completion) == (302, True, draft)
    assert CHIEF in page
    assert request.revoked_at is not None


def test_link_of_another_agency_is_not_found_for_revoking() -> None:
    request, _draft, _lead = sent()
    _other, stranger = letter_draft()
    client = Client()
    client.force_login(stranger)

    assert client.post(f"completion/letter/signature/{request.public_id}/revoke/").status_code == 404


def test_whoever_signs_is_tied_to_the_agency_and_whom_a_link_was_only_sent_to_is_not() -> None:
    request, draft, _lead = sent()
    reviewer = ReviewerFactory.create(email=CHIEF)
    before = ties.tie_of(reviewer, draft.agency)

    sign(request)

    assert (before, ties.tie_of(reviewer, draft.agency)) == (None, ties.Why.SIGNATORY)
    assert ties.tie_of(UserFactory.create(name=NAME), draft.agency) in {ties.Why.SIGNATORY, ties.Why.HEAD}


def test_reviewer_reads_who_signed_how_and_when() -> None:
    request, draft, _lead = sent(submits=True)
    sign(request)
    deliver_due()
    client = Client()
    client.force_login(ReviewerFactory.create())

    page = client.get(reverse("reviews:completion", args=[draft.public_id])).content.decode()

    assert f"Signed by {NAME} on" in page
    assert "Typed name." in page
    assert signing.content_sha256(request.letter) in page
