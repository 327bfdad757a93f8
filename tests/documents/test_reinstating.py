"""Taking a revocation back: a new certificate, the old one stays revoked and names it, and the agency is told."""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import Client

from common.problems import Conflict, NotAllowed, Refused
from documents import actions as documents
from documents.models import Document
from outbox.registry import handler_of
from pledges.models import Pledge
from rehearsal.factories import statuses
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import lead_of
from tests.clients import client_of

pytestmark = pytest.mark.django_db


def test_a_revoked_certificate_names_the_one_that_holds_again_and_stays_revoked() -> None:
    pledge = statuses.reinstated()
    old, new = Document.objects.filter(kind="certificate").order_by("pk")
    pledge.refresh_from_db()
    assert (pledge.state, pledge.completed_on, pledge.revoked_on) == ("completed", date(2025, 11, 12), None)
    assert (old.revoked_at is not None, new.supersedes, new.reissued_because) == (
        True,
        old,
        "No mistake after all.",
    )
    assert (new.content["replaces"], new.content["certified_on"]) == (old.number, "2025-11-12")
    page = " ".join(Client().get(f"/verify/{old.code}/").content.decode().split())
    assert "This certificate has been revoked" in page
    assert "the IACP reinstated the certification with a new certificate." in page
    assert re.search(f'<a href="/verify/{new.code}/" *>See certificate {new.number}</a>', page)
    letters = Document.objects.filter(kind="acknowledgment").order_by("pk")
    assert [letter.revoked_at is None for letter in letters] == [False, True]
    with pytest.raises(Conflict):
        documents.reinstate(certificate=old, reason="Twice.", by=ReviewerFactory())


def test_reinstating_is_a_reviewers_needs_a_reason_and_no_newer_submission() -> None:
    pledge = statuses.revoked()
    certificate = Document.objects.get(kind="certificate")
    with pytest.raises(NotAllowed):
        documents.reinstate(certificate=certificate, reason="Ours.", by=lead_of(pledge.agency))
    with pytest.raises(Refused, match="reason"):
        documents.reinstate(certificate=certificate, reason=" ", by=ReviewerFactory())
    Pledge.objects.filter(pk=pledge.pk).update(state="submitted")
    with pytest.raises(Conflict):
        documents.reinstate(certificate=certificate, reason="A mistake.", by=ReviewerFactory())
    assert Document.objects.filter(kind="certificate").count() == 1


def test_the_desk_reinstates_by_a_form_that_only_a_revoked_certificate_has() -> None:
    statuses.revoked()
    old, desk = Document.objects.get(kind="certificate"), client_of(ReviewerFactory())
    page = desk.get(f"/desk/certificates/{old.public_id}/").content.decode()
    assert ("Reinstate certification" in page, "Reissue" in page) == (True, False)
    answer = desk.post(
        f"/desk/certificates/{old.public_id}/reinstate/", {"reinstate-reason": "No mistake."}, follow=True
    )
    assert "Certification reinstated. Certificate" in answer.content.decode()
    page = desk.get(f"/desk/certificates/{old.public_id}/").content.decode()
    assert "Reinstate certification" not in page


def test_the_agency_is_told_what_a_revocation_means_and_what_a_reinstatement_replaces() -> None:
    pledge = statuses.revoked()
    lead = lead_of(pledge.agency)
    old = Document.objects.get(kind="certificate")
    mail.outbox.clear()
    handler_of("documents.certificate_revoked")(document_id=old.pk, user_id=lead.pk)
    told = str(mail.outbox[0].body)
    for words in ("A mistake.", "leaves the lists and counts", "is void", "submit it again", "can reinstate"):
        assert words in told
    new = documents.reinstate(certificate=old, reason="No mistake.", by=ReviewerFactory()).certificate
    mail.outbox.clear()
    handler_of("documents.certificate_ready")(document_id=new.pk, user_id=lead.pk)
    (message,) = mail.outbox
    assert message.subject == f"Certificate {new.number} replaces {old.number}"
    assert "Congratulations" not in message.body
    assert f"replaces {old.number}, which stays revoked." in message.body
    assert "One Mind Certified since Nov. 12, 2025" in message.body
