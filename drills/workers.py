"""Workers are killed at random while they draw papers: each certificate is made once, and its agency told once."""

import os
import random
import re
import signal
import time
from collections import Counter
from pathlib import Path

from drills.findings import Findings
from drills.stage import Stage
from rehearsal.worker import CeleryWorker, living_members

KILLS = 30
# So many papers wait at least when a worker is killed: one that has nothing to do has nothing to lose.
WAITING = 12
# And so many more than these are drawn before the next kill.
MOST_BETWEEN = 8
LONGEST_PAUSE_SECONDS = 1.5
LEASE_SECONDS = "6"


def run(stage: Stage, findings: Findings) -> None:
    """Kill and start again, then look at every certificate, file, email and entry of the trail."""
    from audit.models import Entry
    from documents.models import Document

    random.seed()
    killed: Counter[str] = Counter()
    worker = stage.worker(OUTBOX_LEASE_SECONDS=LEASE_SECONDS)
    for number in range(KILLS):
        feed()
        drawn = Document.objects.filter(state="issued").count()
        wait_for_more(drawn + random.randint(0, MOST_BETWEEN))
        time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))
        if number % 2:
            worker.kill()
            killed["whole workers"] += 1
            worker = stage.worker(OUTBOX_LEASE_SECONDS=LEASE_SECONDS)
        else:
            killed["workers' own processes"] += kill_children(worker)
    last = time.monotonic()
    made = stage.delivered(300)
    findings.saw("kills", ", ".join(f"{count} {what}" for what, count in killed.items()))
    findings.saw("all made after the last kill", f"{time.monotonic() - last:.0f} s")

    certificates = Document.objects.filter(kind="certificate")
    papers = Document.objects.all()
    findings.saw("certificates", certificates.count())
    findings.require(
        "every paper is made", holds=made and not papers.exclude(state="issued", file__isnull=False).exists()
    )
    files = list(papers.values_list("file", flat=True))
    findings.require("each has a file of its own", holds=len(files) == len(set(files)))
    told = Entry.objects.filter(verb="documents.certificate_issued").values_list("subject", flat=True)
    findings.require(
        "the trail tells of each once", holds=len(told) == len(set(told)) == certificates.count()
    )
    findings.require("every file is there, whole", holds=stage.succeeds("verify_files"))
    findings.require("the audit trail verifies", holds=stage.succeeds("verify_trail"))
    sent = mails(stage.folder / "var" / "mail")
    reached = Counter(address for address, _ in set(sent))
    findings.saw(
        "emails, and copies of them under the same Message-ID",
        f"{len(reached)}, {len(sent) - len(set(sent))}",
    )
    findings.require(
        "each agency has one email, or copies that a mailbox takes for one",
        holds=len(reached) == certificates.count() and set(reached.values()) == {1},
    )
    tidy(stage, findings)


def tidy(stage: Stage, findings: Findings) -> None:
    """What killed processes left half-written is what the cleanup finds, a day later, and nothing else is."""
    left = list(stage.files.glob("incoming-*"))
    findings.saw("files left half-written", len(left))
    before = time.time() - 2 * 24 * 3600
    for path in [*stage.files.rglob("*"), *(stage.folder / "var" / "uploads").iterdir()]:
        os.utime(path, (before, before))
    stage.manage("sweep_files", "--remove")
    findings.require("the cleanup removes them", holds=not list(stage.files.glob("incoming-*")))
    findings.require("and nothing that is needed", holds=stage.succeeds("verify_files"))


def feed() -> None:
    """Issue certificates until enough papers wait to be drawn."""
    from documents.models import Document
    from drills.cast import quick_passwords
    from rehearsal.factories.documents import issued

    while Document.objects.filter(state="queued").count() < WAITING:
        with quick_passwords():
            for _ in range(WAITING // 2):
                issued()


def wait_for_more(drawn: int, seconds: float = 90) -> None:
    """Return when more papers than these have been drawn."""
    from documents.models import Document

    deadline = time.monotonic() + seconds
    while Document.objects.filter(state="issued").count() <= drawn:
        if time.monotonic() > deadline:
            raise AssertionError("The worker draws nothing.")
        time.sleep(0.02)


def kill_children(worker: CeleryWorker) -> int:
    """``kill -9`` the processes that draw, and leave the one that leads them; how many they were."""
    children = [pid for pid in living_members(worker.pid) if pid != worker.pid]
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    return len(children)


def mails(folder: Path) -> list[tuple[str, str]]:
    """Of each email whom it is for, and its Message-ID."""
    text = "\n".join(path.read_text() for path in folder.glob("*"))
    heads = re.findall(r"(?m)^(To|Message-ID): (.+)$", text)
    to = [value for name, value in heads if name == "To"]
    return list(zip(to, [value for name, value in heads if name == "Message-ID"], strict=True))
