"""What reviewers do: the neighbor's completion waits at the same desk, taken up by the same reviewer."""

from compliance.editions import edition_by_code
from pledges.models import Completion
from reviews import actions
from tests.actions.stage import Arguments, Scene, row


def _claimed(s: Scene) -> Completion:
    completion = s.submitted()
    actions.claim(completion=completion, by=s.reviewer)
    return completion


@row(actions.claim, "reviews.claimed: completion")
def _claim(s: Scene) -> Arguments:
    return {"completion": _claimed(s), "by": s.staff.colleague}


@row(actions.assign, "reviews.assigned: completion")
def _assign(s: Scene) -> Arguments:
    return {"completion": _claimed(s), "to": s.staff.colleague, "by": s.reviewer}


@row(actions.release, "reviews.released: completion")
def _release(s: Scene) -> Arguments:
    return {"completion": _claimed(s), "by": s.reviewer}


@row(actions.note, "reviews.noted: completion")
def _note(s: Scene) -> Arguments:
    completion = _claimed(s)
    actions.note(completion=completion, text="Ask.", before="", by=s.reviewer)
    return {"completion": completion, "text": "Asked.", "before": "Ask.", "by": s.reviewer}


@row(
    actions.approve,
    "pledges.completed: completion",
    "documents.certificate_asked_for: new Document",
    "documents.acknowledgment_asked_for: new Document",
    "reviews.approved: completion",
    "> documents.render ×2",
)
def _approve(s: Scene) -> Arguments:
    completion = _claimed(s)
    practices = frozenset(one.key for one in edition_by_code(completion.pledge.edition).practices)
    return {"completion": completion, "practices": practices, "by": s.reviewer}


@row(
    actions.send_back,
    "pledges.returned: completion",
    "documents.return_letter_asked_for: new Document",
    "reviews.returned: completion",
    "> documents.render",
    "> reviews.returned",
)
def _send_back(s: Scene) -> Arguments:
    practices = {"policy": "Which order?"}
    return {"completion": _claimed(s), "practices": practices, "reasons": "", "by": s.reviewer}
