"""A reviewer asks for the signed letter: not for one that they submitted, and again where the copy is of an earlier letter."""

import pytest

from common.problems import Conflict, NotAllowed
from files.store import keep_bytes
from pledges import actions as pledges
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.samples import pdf
from tests.documents.test_signing import made

pytestmark = pytest.mark.django_db


def test_reviewer_who_submitted_it_asks_for_no_signed_letter() -> None:
    draft, lead = made()
    submitted = pledges.submit(completion=draft, version=draft.version, attested=True, by=lead)
    reviewer = ReviewerFactory.create()
    Completion.objects.filter(pk=submitted.pk).update(submitted_by=reviewer)

    with pytest.raises(NotAllowed, match="You submitted"):
        pledges.ask_for_signed_letter(completion=submitted, by=reviewer)


def test_signed_copy_of_an_earlier_letter_is_asked_for_again() -> None:
    draft, lead = made()
    submitted = pledges.submit(
        completion=draft,
        version=draft.version,
        attested=True,
        by=lead,
        signed_letter=keep_bytes(pdf(), media_type="application/pdf"),
        signed_letter_name="signed.pdf",
    )
    with pytest.raises(Conflict):
        pledges.ask_for_signed_letter(completion=submitted, by=ReviewerFactory.create())
    Completion.objects.filter(pk=submitted.pk).update(signed_letter_digest="0" * 64)

    asked = pledges.ask_for_signed_letter(completion=submitted, by=ReviewerFactory.create())

    assert asked.signed_letter_asked_at is not None
