"""Making the files: once however often it is tried, failures that stay failures, and one email when all is there."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from agencies.models import Membership
from audit.models import Entry
from common.problems import Conflict
from documents import actions, rendering
from documents.models import Document
from files.models import StoredFile
from files.store import path_of, read
from outbox.dispatch import deliver_due
from outbox.models import Message
from pledges import actions as pledges
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.documents import issued, letter_draft
from rehearsal.factories.pledges import member
from tests.documents.reading import text_of
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def snapshot() -> list[Any]:
    models = (Document, StoredFile, Message, Entry, Completion)
    return [list(model.objects.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


def issued_entries() -> list[str]:
    return list(Entry.objects.filter(verb__endswith="_issued").order_by("id").values_list("verb", flat=True))


def test_papers_are_made_and_say_what_was_frozen() -> None:
    papers = issued(name="Perry Police Department")
    said_then = papers.certificate.content
    papers.certificate.agency.name = "Renamed since"
    papers.certificate.agency.save()

    deliver_due()

    for paper in (papers.certificate, papers.acknowledgment):
        paper.refresh_from_db()
        assert paper.file is not None
        text = text_of(read(paper.file))
        assert [word in text for word in ("Perry Police Department", "Renamed since")] == [True, False]
        assert str(papers.certificate.number) in text
        assert path_of(paper.file.sha256).stat().st_size == paper.file.size
    assert (papers.certificate.content, papers.certificate.state) == (said_then, "issued")


def test_making_twice_changes_nothing() -> None:
    papers = issued()
    deliver_due()
    before = snapshot()

    for paper in (papers.certificate, papers.acknowledgment):
        assert actions.render(paper.pk).file == Document.objects.get(pk=paper.pk).file
    Message.objects.filter(kind="documents.render").update(delivered_at=None, attempts=0)
    deliver_due()

    after = snapshot()
    assert [before[index] for index in (0, 1, 3, 4)] == [after[index] for index in (0, 1, 3, 4)]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["certificate", "acknowledgment", "letter"])
def test_workers_at_once_make_one_file(kind: str) -> None:
    if kind == "letter":
        draft, lead = letter_draft()
        paper = actions.request_letter(completion=draft, by=lead)
    else:
        papers = issued()
        paper = papers.certificate if kind == "certificate" else papers.acknowledgment

    results = at_once(*[lambda: actions.render(paper.pk) for _ in range(4)])

    assert [type(result) for result in results] == [Document] * 4
    paper.refresh_from_db()
    assert {result.file for result in results if isinstance(result, Document)} == {paper.file}
    assert (paper.state, issued_entries()) == ("issued", [f"documents.{kind}_issued"])


@pytest.mark.django_db(transaction=True)
def test_both_papers_made_at_once_tell_the_agency_once() -> None:
    papers = issued()

    at_once(lambda: actions.render(papers.certificate.pk), lambda: actions.render(papers.acknowledgment.pk))
    deliver_due()

    assert [message.kind for message in Message.objects.exclude(kind="documents.render")] == [
        "documents.certificate_ready"
    ]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_letter_made_while_its_draft_is_saved_never_locks_up() -> None:
    """Making a letter and saving the draft lock the same rows, in the same order: neither waits for the other for ever."""
    draft, lead = letter_draft()
    for number in range(8):
        letter = actions.request_letter(completion=draft, by=lead)
        draft.refresh_from_db()
        save = partial(
            pledges.save_draft,
            pledge=draft.pledge,
            version=draft.version,
            changes={"policy_statement": f"Said for the {number}. time."},
            by=lead,
        )

        results = at_once(partial(actions.render, letter.pk), save)

        # The one who saves second may learn that the draft has moved on.
        lost = [type(result) for result in results if isinstance(result, Exception)]
        assert lost in ([], [Conflict])
        draft.refresh_from_db()
        if lost:
            draft = save(version=draft.version)


# The email


def test_agency_is_told_once_when_both_papers_are_there() -> None:
    papers = issued()
    lead = Membership.objects.get(role="lead").user
    signatory = member(papers.certificate.agency, "signatory")
    for role in ("editor", "viewer"):
        member(papers.certificate.agency, role)

    actions.render(papers.acknowledgment.pk)
    assert Message.objects.exclude(kind="documents.render").count() == 0
    actions.render(papers.certificate.pk)
    deliver_due()

    assert sorted(message.to[0] for message in mail.outbox) == sorted([lead.email, signatory.email])
    body = mail.outbox[0].body
    assert [part in body for part in ("documents/", f"/verify/{papers.certificate.code}/")] == [True] * 2
    assert f"certificate {papers.certificate.number}" in mail.outbox[0].subject
    assert [part in body for part in (lead.email, "Jordan Ellis")] == [False] * 2


def test_nobody_is_told_of_what_was_revoked_before_it_was_made() -> None:
    papers = issued()
    actions.revoke(certificate=papers.certificate, reason="A mistake.", by=ReviewerFactory.create())

    deliver_due()

    assert [message.subject for message in mail.outbox] == [
        f"Certificate {papers.certificate.number} has been revoked"
    ]


def test_who_has_left_the_agency_is_not_told() -> None:
    papers = issued()
    actions.render(papers.certificate.pk)
    actions.render(papers.acknowledgment.pk)
    Membership.objects.all().delete()

    deliver_due()

    assert mail.outbox == []


def test_reissued_papers_are_told_of_again() -> None:
    papers = issued()
    deliver_due()
    new = actions.reissue(certificate=papers.certificate, reason="A name.", by=ReviewerFactory.create())

    deliver_due()

    old, number = papers.certificate.number, new.certificate.number
    assert [message.subject for message in mail.outbox] == [
        f"Your agency is One Mind Certified: certificate {old}",
        f"Certificate {number} replaces {old}",
    ]
    told = str(mail.outbox[1].body)
    assert "Congratulations" not in told
    assert "your agency has been One Mind Certified since Nov. 12, 2025" in told


# What can't be made


def test_letter_of_the_president_that_is_too_long_fails_and_the_certificate_is_told_of() -> None:
    papers = issued()
    partners = [f"{number} {'partner ' * 60}" for number in range(60)]
    Document.objects.filter(kind="acknowledgment").update(
        content={**papers.acknowledgment.content, "partners": partners}
    )

    deliver_due()

    papers.acknowledgment.refresh_from_db()
    assert (papers.acknowledgment.state, papers.acknowledgment.file) == ("failed", None)
    assert "pages. The limit is" in papers.acknowledgment.failure
    assert "documents.failed" in Entry.objects.values_list("verb", flat=True)
    assert (len(mail.outbox), Message.objects.filter(delivered_at=None).count()) == (1, 0)


def test_paper_that_asks_for_anything_else_fails_and_is_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As if one of our own templates named something outside the allow-list."""
    papers = issued()
    allowed = {name: path for name, path in rendering._allowed().items() if "seal" not in name}
    monkeypatch.setattr(rendering, "_allowed", lambda: allowed)

    deliver_due()

    papers.certificate.refresh_from_db()
    assert (papers.certificate.state, papers.certificate.file) == ("failed", None)
    assert Message.objects.filter(delivered_at=None).count() == 0
    assert mail.outbox == []


def test_paper_that_cannot_be_made_says_so_within_a_minute() -> None:
    """Whatever the reason: here what is frozen lacks its parts."""
    papers = issued()
    Document.objects.filter(kind="certificate").update(content={})

    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(12):
            deliver_due()
            clock.shift(5)

    papers.certificate.refresh_from_db()
    assert (papers.certificate.state, papers.certificate.file) == ("failed", None)
    assert papers.certificate.failure.startswith("Something went wrong on our side")
    assert "documents.failed" in Entry.objects.values_list("verb", flat=True)
    assert Message.objects.get(failed_at__isnull=False).kind == "documents.render"
    papers.acknowledgment.refresh_from_db()
    assert (papers.acknowledgment.state, mail.outbox) == ("issued", [])


def test_paper_whose_file_cannot_be_kept_is_tried_again(settings: Any, tmp_path: Path) -> None:
    papers = issued()
    blocked = tmp_path / "files"
    blocked.write_text("not a folder")
    settings.FILES_ROOT = blocked

    deliver_due()

    papers.certificate.refresh_from_db()
    waiting = Message.objects.filter(kind="documents.render", delivered_at=None)
    assert (papers.certificate.state, waiting.count()) == ("queued", 2)
    settings.FILES_ROOT = tmp_path / "others"
    waiting.update(available_at=timezone.now())
    deliver_due()
    papers.certificate.refresh_from_db()
    assert papers.certificate.state == "issued"
