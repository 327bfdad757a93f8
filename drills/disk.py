"""The disk runs full while people upload and papers are drawn: nothing is half there, and all goes on when there is room."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drills.findings import Findings
from drills.load import add_policy, statuses
from drills.portal import Answer
from drills.stage import Stage

UPLOADS = 50
UPLOAD_BYTES = 150_000
CERTIFICATES = 10
# Django keeps what is larger than this in a temporary file while a request is read.
LARGE_BYTES = 4_000_000


def run(stage: Stage, findings: Findings) -> None:
    """Fill a disk of two megabytes, look at what is left, make room, and look again; then the disk of temporary files."""
    if not can_mount(stage.folder):
        findings.saw("left out", "a small disk can only be mounted by root")
        return
    with small_disk(stage.files):
        full_of_files(stage, findings)
    temporary = stage.folder / "var" / "uploads"
    with small_disk(temporary):
        full_of_temporary_files(stage, findings, temporary)


def full_of_files(stage: Stage, findings: Findings) -> None:
    """The disk of the stored files is full."""
    from documents.models import Document
    from drills import cast
    from files.models import StoredFile
    from policies.models import Policy
    from rehearsal.factories.documents import issued

    with cast.quick_passwords():
        agency = issued().certificate.agency
    portal, worker = stage.portal(), stage.worker()
    lead = cast.lead_of(agency, portal)
    answers = [add_policy(lead, pad=UPLOAD_BYTES) for _ in range(UPLOADS)]
    findings.saw(f"uploads of {UPLOAD_BYTES // 1000} KB to a disk of 2 MB", statuses(answers))
    refused = [answer for answer in answers if answer.status != 302]
    findings.require("some found no room, and were told so in words", holds=all_told(refused))

    for _ in range(CERTIFICATES - 1):
        with cast.quick_passwords():
            issued()
    time.sleep(15)
    waiting = Document.objects.filter(state="queued").count()
    findings.saw("papers that can't be drawn", waiting)
    findings.require("papers wait while there is no room", holds=waiting > 0)
    findings.require("no paper is called failed", holds=not Document.objects.filter(state="failed").exists())
    findings.require("every row has its file, whole", holds=stage.succeeds("verify_files"))
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    on_disk = {path.name for path in stage.files.rglob("*") if path.is_file()}
    findings.require("and nothing else is on the disk", holds=on_disk == known)
    saved = Policy.objects.exclude(file=None).count()
    findings.require("who was told that it is saved has it", holds=saved == len(answers) - len(refused))
    findings.require("the portal's log says that there is no room", holds="No space left" in portal.output())

    subprocess.run(["mount", "-o", "remount,size=64m", str(stage.files)], check=True)
    freed = time.monotonic()
    made = stage.delivered(180)
    findings.saw("papers made after there was room again", f"{time.monotonic() - freed:.0f} s")
    papers = Document.objects.filter(state="issued").count()
    findings.require("every paper is made", holds=made and papers == 2 * CERTIFICATES)
    findings.require("an upload is taken again", holds=add_policy(lead, pad=UPLOAD_BYTES).status == 302)
    findings.require("every file is there, whole", holds=stage.succeeds("verify_files"))
    findings.require("no request ended in a traceback", holds="Traceback" not in portal.output())
    worker.stop()
    portal.stop()


def full_of_temporary_files(stage: Stage, findings: Findings, folder: Path) -> None:
    """The disk of temporary files is too small for a large upload."""
    from agencies.models import Agency
    from drills import cast

    portal = stage.portal()
    lead = cast.lead_of(Agency.objects.order_by("pk")[0], portal)
    answers = [add_policy(lead, pad=LARGE_BYTES) for _ in range(5)]
    findings.saw(
        f"uploads of {LARGE_BYTES // 1_000_000} MB past a disk of temporary files of 2 MB", statuses(answers)
    )
    findings.require("each is asked to come back", holds={answer.status for answer in answers} == {503})
    findings.saw("temporary files left", ", ".join(path.name for path in folder.iterdir()) or "none")
    findings.require("no temporary file is left", holds=not any(folder.iterdir()))
    subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)
    findings.require("with room it is taken", holds=add_policy(lead, pad=LARGE_BYTES).status == 302)
    portal.stop()


def all_told(answers: list[Answer]) -> bool:
    """Whether there are answers, and each says in the form what to do."""
    words = "The file can&#x27;t be stored at the moment"
    return bool(answers) and all(words in answer.text and answer.status != 500 for answer in answers)


def can_mount(folder: Path) -> bool:
    """Whether this user may mount a disk."""
    try:
        with small_disk(folder / "trial"):
            return True
    except subprocess.CalledProcessError:
        return False


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of two megabytes in this folder, in memory. CalledProcessError where it can't be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
