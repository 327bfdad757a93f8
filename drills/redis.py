"""Redis stops in the midst of approvals and comes back empty, twice: each approval stands, each certificate is made."""

import time

import redis

from drills.findings import Findings
from drills.load import statuses
from drills.portal import Answer, Visitor
from drills.stage import Stage

COMPLETIONS = 50
DOWN_SECONDS = 60
# After Redis came back, all papers are made within so many seconds.
MADE_SECONDS = 120
# Redis is away for these; before and after them it is there.
AWAY = range(10, 35)
SLOW_SECONDS = 1.0


def run(stage: Stage, findings: Findings) -> None:
    """Approve at the desk while Redis is away, bring it back, lose all it holds, and wait for the papers."""
    from documents.models import Document
    from drills import cast
    from outbox.models import Message
    from pledges.models import Completion
    from rehearsal.factories.accounts import ReviewerFactory
    from rehearsal.factories.reviews import waiting_completion

    with cast.quick_passwords():
        waiting = [waiting_completion() for _ in range(COMPLETIONS)]
        person = ReviewerFactory.create()
    portal, worker = stage.portal(), stage.worker()
    reviewer = cast.reviewer(person, portal)
    answers: list[Answer] = []
    stopped = 0.0
    for number, completion in enumerate(waiting):
        if number == AWAY.start:
            stage.redis.stop()
            stopped = time.monotonic()
        if number == AWAY.stop:
            time.sleep(max(0.0, stopped + DOWN_SECONDS - time.monotonic()))
            stage.redis.start()
            back = time.monotonic()
        if number == AWAY.stop + 5:
            redis.Redis.from_url(stage.redis.url).flushall()
        answers.append(approve(reviewer, completion.public_id))
    away = answers[AWAY.start : AWAY.stop]
    findings.saw("approvals, and of these while Redis was away", f"{COMPLETIONS}, {len(away)}")
    findings.saw("answers", statuses(answers))
    findings.saw("the slowest while it was away", f"{max(answer.seconds for answer in away):.2f} s")
    findings.require(
        "every approval is answered as ever", holds={answer.status for answer in answers} == {302}
    )
    in_time = sorted(answer.seconds for answer in away)[int(len(away) * 0.95)]
    findings.require(f"19 of 20 within {SLOW_SECONDS:g} s", holds=in_time <= SLOW_SECONDS)
    approved = Completion.objects.filter(state="approved").count()
    findings.require("every approval stands", holds=approved == COMPLETIONS)

    made = stage.delivered(back + MADE_SECONDS - time.monotonic())
    findings.saw("all papers made after Redis came back", f"{time.monotonic() - back:.0f} s")
    papers = Document.objects.filter(state="issued").exclude(file=None)
    findings.saw("certificates and letters", papers.count())
    findings.require("every paper is made", holds=made and papers.count() == 2 * COMPLETIONS)
    # Mails of the same second may share a file.
    mails = (path.read_text() for path in (stage.folder / "var" / "mail").glob("*"))
    sent = sum(text.count("\nMessage-ID: ") for text in mails)
    told = Message.objects.filter(kind="documents.certificate_ready").count()
    findings.saw("agencies to be told, and emails", f"{told}, {sent}")
    findings.require("each agency has one email", holds=(told, sent) == (COMPLETIONS, COMPLETIONS))
    findings.require("every file is there, whole", holds=stage.succeeds("verify_files"))
    findings.require("the audit trail verifies", holds=stage.succeeds("verify_trail"))
    findings.require("no traceback in web's log", holds="Traceback" not in portal.output())
    # Celery says in its own words, with tracebacks, that it lost the connection: once, not each time that it tries.
    findings.saw("tracebacks in the worker's log", worker.output().count("Traceback"))
    findings.require("no traceback in beat's log", holds="Traceback" not in stage.beat_output())


def approve(reviewer: Visitor, public_id: str) -> Answer:
    """Press the button."""
    from compliance.editions import PRACTICES

    findings = {f"{practice}_finding": "verified" for practice in PRACTICES}
    return reviewer.post(f"/desk/completions/{public_id}/decide/", {**findings, "decision": "approve"})
