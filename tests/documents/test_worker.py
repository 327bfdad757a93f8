"""Papers made by a real Celery worker on a real queue, killed in the middle of a drawing and started again."""

import errno
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from audit.models import Entry
from documents import actions
from documents.models import Document
from files.models import StoredFile
from files.store import INCOMING, path_of, read
from outbox.models import Message
from rehearsal.factories.documents import issued, letter_draft
from rehearsal.worker import ROOT, CeleryWorker
from tests.documents.reading import text_of

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 150
Start = Callable[..., CeleryWorker]


class HeldSeal:
    """A folder of papers like ours, whose seal is a pipe: drawing a certificate waits there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "papers"
        art = self.root / "static" / "documents"
        art.mkdir(parents=True)
        (self.root / "templates").symlink_to(ROOT / "templates")
        for path in (ROOT / "static" / "documents").iterdir():
            if path.name != "seal.svg":
                (art / path.name).symlink_to(path)
        self._pipe = art / "seal.svg"
        os.mkfifo(self._pipe)
        self._handle = -1

    def wait_for_a_reader(self) -> None:
        """Return when a worker is in the middle of drawing, reading the seal."""

        def reached() -> bool:
            try:
                self._handle = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    raise
                return False
            return True

        wait_until(reached, "no worker has come to the seal")

    def let_go(self) -> None:
        """Give the reader the seal."""
        os.set_blocking(self._handle, True)
        os.write(self._handle, (ROOT / "static" / "documents" / "seal.svg").read_bytes())
        self.close()

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1


def wait_until(true: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)


def all_delivered() -> bool:
    return not Message.objects.filter(delivered_at=None).exists()


def mails(folder: Path) -> list[str]:
    """The emails that a worker sent, from its folder."""
    return [path.read_text() for path in (folder / "mail").glob("*") if path.is_file()]


def leftovers() -> list[Path]:
    """Files that someone began to write and didn't finish."""
    return list(Path(settings.FILES_ROOT).glob(f"{INCOMING}*"))


def assert_made_exactly_once(certificate: Document) -> None:
    """One certificate with one whole file, told of on the trail once."""
    certificate.refresh_from_db()
    assert Document.objects.filter(kind="certificate").count() == 1
    assert (certificate.state, certificate.number) == ("issued", "OM-2025-000001")
    assert certificate.file is not None
    content = read(certificate.file)
    assert (len(content), content[-6:].strip()) == (certificate.file.size, b"%%EOF")
    assert str(certificate.number) in text_of(content)
    told = Entry.objects.filter(verb="documents.certificate_issued")
    assert [entry.details["sha256"] for entry in told] == [certificate.file.sha256]
    stored = StoredFile.objects.filter(media_type="application/pdf")
    assert [path_of(file.sha256).stat().st_size for file in stored] == [file.size for file in stored]


def test_worker_makes_papers_and_a_letter_and_tells_the_agency(celery_worker: Start) -> None:
    papers = issued()
    draft, author = letter_draft()
    letter = actions.request_letter(completion=draft, by=author)

    worker = celery_worker()
    wait_until(all_delivered, "the papers were not made")

    assert_made_exactly_once(papers.certificate)
    for row in (papers.acknowledgment, letter, draft):
        row.refresh_from_db()
    assert (papers.acknowledgment.state, letter.state, draft.letter) == ("issued", "issued", letter.file)
    (sent,) = mails(Path(settings.VAR_DIR))
    lead = papers.certificate.agency.memberships.get().user
    assert (f"To: {lead.email}" in sent, str(papers.certificate.number) in sent) == (True, True)
    assert [word in worker.output() for word in (lead.email, "Jordan Ellis", papers.certificate.code)] == [
        False
    ] * 3


def test_worker_killed_while_it_draws_leaves_one_certificate(celery_worker: Start, tmp_path: Path) -> None:
    papers = issued()
    seal = HeldSeal(tmp_path)
    held = {"DJANGO_SETTINGS_MODULE": "tests.documents.held_settings", "PAPERS_ROOT": str(seal.root)}

    for _ in range(2):
        worker = celery_worker(OUTBOX_LEASE_SECONDS="8", **held)
        seal.wait_for_a_reader()
        worker.kill()
        seal.close()
        papers.certificate.refresh_from_db()
        assert (papers.certificate.state, papers.certificate.file, worker.running) == ("queued", None, False)
    celery_worker(OUTBOX_LEASE_SECONDS="8")
    wait_until(all_delivered, "the worker that was started again did not make the papers")

    assert_made_exactly_once(papers.certificate)
    drawn = Message.objects.get(kind="documents.render", payload__document_id=papers.certificate.pk)
    assert drawn.attempts == 3
    assert (len(mails(Path(settings.VAR_DIR))), leftovers()) == (1, [])


def test_two_workers_that_draw_the_same_certificate_leave_one(celery_worker: Start, tmp_path: Path) -> None:
    """The first is so slow that its lease runs out; it ends its drawing when the second has long been done."""
    papers = issued()
    seal = HeldSeal(tmp_path)
    slow = celery_worker(
        DJANGO_SETTINGS_MODULE="tests.documents.held_settings",
        PAPERS_ROOT=str(seal.root),
        OUTBOX_LEASE_SECONDS="8",
    )
    seal.wait_for_a_reader()
    # A folder of its own, where there is no Redis: two schedulers can't share one file.
    celery_worker(ONEMIND_VAR=str(tmp_path / "second"), OUTBOX_LEASE_SECONDS="30")
    wait_until(all_delivered, "the second worker did not make the papers")
    assert_made_exactly_once(papers.certificate)
    made = papers.certificate.file

    seal.let_go()
    slow.stop()

    assert re.search(r"outbox\.tasks\.deliver\[[^]]+\] succeeded", slow.output())
    assert_made_exactly_once(papers.certificate)
    assert papers.certificate.file == made
    sent = mails(Path(settings.VAR_DIR)) + mails(tmp_path / "second")
    assert (len(sent), leftovers()) == (1, [])
