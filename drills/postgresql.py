"""PostgreSQL is restarted ten times while people read and write: they are asked to wait, and nothing is lost."""

import time
from functools import partial

from django.db import connection

from drills.findings import Findings
from drills.load import Traffic, add_policy, nothing_lost, statuses
from drills.portal import Answer, Portal, Visitor
from drills.stage import Stage

RESTARTS = 10
DOWN_SECONDS = 2
PACE_SECONDS = 0.3
ASK_AFTER_SECONDS = 2


def run(stage: Stage, findings: Findings) -> None:
    """Restart under load, and look at every answer, at the logs, and at what is in the database afterwards."""
    from drills.cast import certified, lead_of
    from policies.models import Policy

    agencies = certified(6)
    portal, worker = stage.portal(), stage.worker()
    leads = [lead_of(agency, portal) for agency in agencies[:4]]
    stranger = Visitor(portal.port)
    before = Policy.objects.count()
    windows: list[tuple[float, float]] = []
    began = time.monotonic()
    with Traffic(
        *([partial(add_policy, lead), partial(lead.get, "")] for lead in leads[:2]),
        *([partial(lead.get, "policies/"), partial(lead.get, "documents/")] for lead in leads[2:]),
        [partial(stranger.get, "/recent/"), partial(stranger.get, "/agencies/?q=agency")],
        pause_seconds=PACE_SECONDS,
    ) as traffic:
        traffic.wait_for(10)
        for _ in range(RESTARTS):
            windows.append(restart(stage, portal))
            time.sleep(ASK_AFTER_SECONDS)
        traffic.wait_for(20)
    answers = traffic.answers
    findings.saw("restarts", RESTARTS)
    findings.saw("requests a second", f"{len(answers) / (time.monotonic() - began):.1f}")
    findings.saw("answers", statuses(answers))

    asked_while_down = [answer for answer in answers if any(overlaps(answer, *window) for window in windows)]
    findings.saw("of these while it was down", statuses(asked_while_down))
    others = [answer for answer in answers if answer not in asked_while_down]
    findings.require(
        "while it is down, each request is answered, or asked to come back with 503 and Retry-After",
        holds=all(is_patient(answer) for answer in asked_while_down)
        and any(answer.status == 503 for answer in asked_while_down),
    )
    findings.require("nothing fails once it is ready", holds=all(a.status in {200, 302} for a in others))
    for name, said in {
        "web's": portal.output(),
        "the worker's": worker.output(),
        "beat's": stage.beat_output(),
    }.items():
        findings.saw(f"tracebacks in {name} log", said.count("Traceback"))
        findings.require(f"no traceback in {name} log", holds="Traceback" not in said)

    # This process' own connection has ended, too.
    connection.close()
    nothing_lost(findings, answers, added=Policy.objects.count() - before, unsure=503)
    findings.require("every file is there, whole", holds=stage.succeeds("verify_files"))
    findings.require("the audit trail verifies", holds=stage.succeeds("verify_trail"))
    findings.require("the worker works on", holds=stage.delivered())


def restart(stage: Stage, portal: Portal) -> tuple[float, float]:
    """Stop PostgreSQL for a while and start it. From when it was stopped until the portal said that it is ready."""
    began = time.monotonic()
    stage.postgresql.stop()
    time.sleep(DOWN_SECONDS)
    stage.postgresql.start()
    visitor = Visitor(portal.port)
    while visitor.get("/readyz").status != 200:
        time.sleep(0.05)
    return began, time.monotonic()


def overlaps(answer: Answer, began: float, ended: float) -> bool:
    """Whether a request was under way between these two moments."""
    return answer.began < ended and answer.began + answer.seconds > began


def is_patient(answer: Answer) -> bool:
    """Whether an answer is good, or says when to come back."""
    return answer.status in {200, 302} or (answer.status == 503 and "Retry-After" in answer.headers)
