"""The web processes are killed in the midst of uploads: no row without its file, and what is left over is swept away."""

import random
import time
from functools import partial

from drills.findings import Findings
from drills.load import Traffic, add_policy, nothing_lost, statuses
from drills.stage import Stage

KILLS = 25
UPLOADERS = 4
LONGEST_PAUSE_SECONDS = 0.6
# Large enough to go through a temporary file, and to take a while.
UPLOAD_BYTES = 3_000_000


def run(stage: Stage, findings: Findings) -> None:
    """Kill gunicorn with its workers again and again while four people upload, and look at rows and files afterwards."""
    from drills.cast import certified, lead_of
    from drills.workers import tidy
    from policies.models import Policy

    agencies = certified(UPLOADERS)
    before = Policy.objects.count()
    temporary = stage.folder / "var" / "uploads"
    portal = stage.portal()
    leads = [lead_of(agency, portal) for agency in agencies]
    with Traffic(
        *([partial(add_policy, lead, pad=UPLOAD_BYTES)] for lead in leads), pause_seconds=0.05
    ) as traffic:
        for _ in range(KILLS):
            traffic.wait_for(2)
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))
            portal.kill()
            portal.start()
        traffic.wait_for(UPLOADERS)
    answers = traffic.answers
    findings.saw("kills", KILLS)
    findings.saw("uploads (0: nobody answered)", statuses(answers))
    findings.require("nothing else was answered", holds={answer.status for answer in answers} == {0, 302})
    nothing_lost(findings, answers, added=Policy.objects.count() - before, unsure=0)
    findings.require("no row is without its file", holds=stage.succeeds("verify_files"))
    findings.require("the audit trail verifies", holds=stage.succeeds("verify_trail"))
    findings.saw("files without a row", len(stored(stage) - known()))
    findings.saw("temporary files of requests", len(list(temporary.iterdir())))
    tidy(stage, findings)
    findings.require("no temporary file is left", holds=not any(temporary.iterdir()))
    findings.require("the store holds exactly what has a row", holds=stored(stage) == known())


def stored(stage: Stage) -> set[str]:
    """The files in the store."""
    return {path.name for path in stage.files.glob("??/??/*")}


def known() -> set[str]:
    """The files that have a row."""
    from files.models import StoredFile

    return set(StoredFile.objects.values_list("sha256", flat=True))
